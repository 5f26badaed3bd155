using System.Globalization;
using Azure;
using Azure.Core;

namespace AciSecMon.Azure.Calls;

/// <summary>
/// What a subscription still takes of calls of a kind, so that none is sent that would be refused. Each answer says what was left when the service came to the call; those
/// on the wire may have taken from it since, so what is known is what is left at least. Source: azure-facts, I.2 (a bucket for each subscription and kind, 25 reads, 10
/// writes and 10 deletions come back in a second). Safe for parallel use.
/// </summary>
internal sealed class Allowances(CallCounter counter)
{
    // The service does not say when the next one comes back.
    private static readonly TimeSpan Refill = TimeSpan.FromSeconds(1);

    private readonly object gate = new();
    private readonly Dictionary<(string Subscription, string Kind), Allowance> known = [];

    /// <summary>Takes a call out of what is left.</summary>
    /// <param name="request">The call.</param>
    /// <param name="now">The time.</param>
    /// <param name="ticket">To be given back when the call has ended; null where it has to wait.</param>
    /// <returns>How long the call has to wait; zero where it may go out.</returns>
    public TimeSpan TryTake(Request request, DateTimeOffset now, out Ticket? ticket)
    {
        lock (gate)
        {
            Allowance allowance = Of(request);
            TimeSpan wait = allowance.Take(now, counter);
            ticket = wait > TimeSpan.Zero ? null : new Ticket(allowance, allowance.Ended);
            return wait;
        }
    }

    /// <summary>A call has ended.</summary>
    /// <param name="ticket">What was taken for it.</param>
    /// <param name="response">Its answer; null where none came.</param>
    public void Return(Ticket ticket, Response? response)
    {
        lock (gate)
        {
            Allowance allowance = ticket.Allowance;
            int others = allowance.End(ticket.EndedBefore);
            if (response is not null && response.Headers.TryGetValue("x-ms-ratelimit-remaining-subscription-" + allowance.Kind, out string? text)
                && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int left)) allowance.Learn(left, others);
        }
    }

    private Allowance Of(Request request)
    {
        string kind = request.Method == RequestMethod.Get || request.Method == RequestMethod.Head ? "reads" : request.Method == RequestMethod.Delete ? "deletes" : "writes";
        (string, string) key = (SubscriptionOf(request.Uri.Path), kind);
        if (!known.TryGetValue(key, out Allowance? allowance)) known.Add(key, allowance = new Allowance(kind));
        return allowance;
    }

    private static string SubscriptionOf(string path)
    {
        string[] parts = path.TrimStart('/').Split('/', 3);
        return parts.Length > 1 && string.Equals(parts[0], "subscriptions", StringComparison.OrdinalIgnoreCase) ? parts[1].ToLowerInvariant() : string.Empty;
    }

    /// <summary>A place on the wire that was taken for a call.</summary>
    /// <param name="Allowance">Where it was taken from.</param>
    /// <param name="EndedBefore">How many calls had ended when this one went out.</param>
    internal sealed record Ticket(Allowance Allowance, int EndedBefore);

    /// <summary>What is left of one kind in one subscription.</summary>
    internal sealed class Allowance(string kind)
    {
        private readonly int perSecond = kind == "reads" ? 25 : 10;
        private int? left;
        private int underWay;
        private DateTimeOffset? openFrom;

        public string Kind { get; } = kind;

        public int Ended { get; private set; }

        public TimeSpan Take(DateTimeOffset now, CallCounter counter)
        {
            if (left == 0)
            {
                if (openFrom is null) counter.Waited(Refill);
                openFrom ??= now + Refill;
                if (now < openFrom) return openFrom.Value - now;
                left = perSecond;
            }

            openFrom = null;
            if (left > 0) left--;
            underWay++;
            return TimeSpan.Zero;
        }

        // The calls that the service may have come to after this one.
        public int End(int endedBefore)
        {
            underWay--;
            return underWay + Ended++ - endedBefore;
        }

        // Less than what was sure: somebody else uses the same account.
        public void Learn(int said, int others)
        {
            int sure = Math.Max(0, said - others);
            left = left is { } before && said >= before ? Math.Max(before, sure) : sure;
        }
    }
}
