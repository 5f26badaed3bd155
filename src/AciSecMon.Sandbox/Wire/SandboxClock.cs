namespace AciSecMon.Sandbox.Wire;

/// <summary>A clock on which nobody waits: a timer fires at once and takes the time with it.</summary>
internal sealed class SandboxClock(TimeProvider real) : TimeProvider
{
    private long aheadTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => real.GetUtcNow().AddTicks(Interlocked.Read(ref aheadTicks));

    /// <inheritdoc/>
    public override long GetTimestamp() => real.GetTimestamp();

    /// <inheritdoc/>
    public override long TimestampFrequency => real.TimestampFrequency;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero || dueTime == Timeout.InfiniteTimeSpan) return real.CreateTimer(callback, state, dueTime, period);
        Interlocked.Add(ref aheadTicks, dueTime.Ticks);
        return real.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
