using System.Globalization;
using System.Net;
using AciSecMon.Sandbox.Store;
using AciSecMon.Sandbox.Time;

namespace AciSecMon.Sandbox.Http;

/// <summary>
/// What Resource Manager lets one caller do in one subscription: a bucket for reads, one for writes and one for deletions, each of which fills up by the clock
/// (azure-facts I.2: 250 reads and 25 more a second, 200 writes and 200 deletions and 10 more a second). Whoever uses it holds the server's lock.
/// </summary>
internal sealed class CallQuota(SandboxClock clock)
{
    private readonly Dictionary<(string Subscription, string Kind), Bucket> buckets = [];

    /// <summary>Counts a call; the answer that refuses it where there were too many, null otherwise.</summary>
    public Answer? Refuse(Call call)
    {
        (Bucket bucket, string kind, string subscription) = Of(call);
        if (bucket.Take(clock.GetUtcNow())) return null;
        string where = subscription.Length > 0 ? $"subscription '{subscription}'" : "the tenant";
        return new RefusedException(HttpStatusCode.TooManyRequests, "SubscriptionRequestsThrottled", $"The number of {kind} for {where} is over its limit. Try again later.").ToAnswer()
            .With("Retry-After", bucket.SecondsToNext.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Puts what is left into the headers.</summary>
    public Answer Mark(Answer answer, Call call)
    {
        (Bucket bucket, string kind, string subscription) = Of(call);
        return answer.With($"x-ms-ratelimit-remaining-{(subscription.Length > 0 ? "subscription" : "tenant")}-{kind}", bucket.Left.ToString(CultureInfo.InvariantCulture));
    }

    private (Bucket Bucket, string Kind, string Subscription) Of(Call call)
    {
        string kind = call.Method switch { "GET" or "HEAD" => "reads", "DELETE" => "deletes", _ => "writes" };
        string subscription = ResourcePath.Of(call.Path).SubscriptionId.ToLowerInvariant();
        if (!buckets.TryGetValue((subscription, kind), out Bucket? bucket))
            buckets[(subscription, kind)] = bucket = kind switch { "reads" => new Bucket(250, 25, clock.GetUtcNow()), _ => new Bucket(200, 10, clock.GetUtcNow()) };
        return (bucket, kind, subscription);
    }

    private sealed class Bucket(int size, int perSecond, DateTimeOffset start)
    {
        private double tokens = size;
        private DateTimeOffset seen = start;

        public int Left => (int)tokens;

        public int SecondsToNext => (int)Math.Ceiling(Math.Max(1, (1 - tokens) / perSecond));

        public bool Take(DateTimeOffset now)
        {
            tokens = Math.Min(size, tokens + ((now - seen).TotalSeconds * perSecond));
            seen = now;
            if (tokens < 1) return false;
            tokens--;
            return true;
        }
    }
}
