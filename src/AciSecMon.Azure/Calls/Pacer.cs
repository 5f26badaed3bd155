using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace AciSecMon.Azure.Calls;

/// <summary>Keeps the calls of a session within what the service allows: so many at once, and none while it has asked to wait. Safe for parallel use.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A semaphore without a wait handle holds nothing, and a call that is under way may still give its slot back.")]
internal sealed class Pacer(TimeProvider clock, CallCounter counter)
{
    /// <summary>Requests on the wire at once.</summary>
    public const int MostAtOnce = 16;

    // No service asks for more; a date that is far away is a mistake.
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private readonly SemaphoreSlim slots = new(MostAtOnce);
    private readonly Allowances allowances = new(counter);
    private readonly object gate = new();
    private DateTimeOffset openFrom = DateTimeOffset.MinValue;

    /// <summary>How long nobody may send anything from now; zero or less where calls may go out.</summary>
    public TimeSpan Left
    {
        get
        {
            lock (gate) return openFrom - clock.GetUtcNow();
        }
    }

    /// <summary>Nobody sends anything for so long. A pause is counted once, however many calls wait for its end.</summary>
    public void Pause(TimeSpan time)
    {
        DateTimeOffset now = clock.GetUtcNow();
        lock (gate)
        {
            DateTimeOffset until = now + (time < LongestPause ? time : LongestPause);
            if (until <= now || until <= openFrom) return;
            counter.Waited(until - (openFrom > now ? openFrom : now));
            openFrom = until;
        }
    }

    /// <summary>Waits for the end of a pause, for what the subscription takes, and for a free slot.</summary>
    /// <param name="request">The call.</param>
    /// <param name="end">When the call has to be over.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>A ticket to leave with; or, where the wait would be too long, none and the wait. Then no slot is held.</returns>
    public async ValueTask<(Allowances.Ticket? Ticket, TimeSpan Wait)> EnterAsync(Request request, DateTimeOffset end, CancellationToken cancellationToken)
    {
        while (true)
        {
            await slots.WaitAsync(cancellationToken).ConfigureAwait(false);
            TimeSpan wait = Left;
            if (wait <= TimeSpan.Zero)
            {
                wait = allowances.TryTake(request, clock.GetUtcNow(), out Allowances.Ticket? ticket);
                if (ticket is not null) return (ticket, TimeSpan.Zero);
            }

            // Who waits holds no slot: calls to other subscriptions may go on.
            slots.Release();
            if (clock.GetUtcNow() + wait >= end) return (null, wait);
            await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives the slot back.</summary>
    /// <param name="ticket">What the call came in with.</param>
    /// <param name="response">Its answer; null where none came.</param>
    public void Leave(Allowances.Ticket ticket, Response? response)
    {
        allowances.Return(ticket, response);
        slots.Release();
    }
}
