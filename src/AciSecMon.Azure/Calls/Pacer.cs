namespace AciSecMon.Azure.Calls;

/// <summary>Holds back all calls of a session while a service has asked to wait. Safe for parallel use.</summary>
internal sealed class Pacer(TimeProvider clock, CallCounter counter)
{
    private readonly object gate = new();
    private DateTimeOffset openFrom = DateTimeOffset.MinValue;

    /// <summary>Nobody sends anything for so long.</summary>
    public void Pause(TimeSpan time)
    {
        DateTimeOffset until = clock.GetUtcNow() + time;
        lock (gate)
        {
            if (until > openFrom) openFrom = until;
        }
    }

    /// <summary>Waits until calls may be sent.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan left;
            lock (gate) left = openFrom - clock.GetUtcNow();
            if (left <= TimeSpan.Zero) return;
            await Task.Delay(left, clock, cancellationToken).ConfigureAwait(false);
            counter.Waited(left);
        }
    }
}
