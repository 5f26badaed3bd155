using System.Diagnostics.CodeAnalysis;

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

    /// <summary>Waits for the end of a pause and for a free slot; false where the pause ends too late. Then no slot is held.</summary>
    public async ValueTask<bool> EnterAsync(DateTimeOffset end, CancellationToken cancellationToken)
    {
        while (true)
        {
            for (TimeSpan left = Left; left > TimeSpan.Zero; left = Left)
            {
                if (clock.GetUtcNow() + left >= end) return false;
                await Task.Delay(left, clock, cancellationToken).ConfigureAwait(false);
            }

            await slots.WaitAsync(cancellationToken).ConfigureAwait(false);

            // While this call waited for its slot, another one may have been told to wait.
            if (Left <= TimeSpan.Zero) return true;
            slots.Release();
        }
    }

    /// <summary>Gives the slot back.</summary>
    public void Leave() => slots.Release();
}
