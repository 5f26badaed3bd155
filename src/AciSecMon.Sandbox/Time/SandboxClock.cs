namespace AciSecMon.Sandbox.Time;

/// <summary>
/// A clock that stands still until somebody waits by it: then the wait is over at once and the clock stands at its end. A timer fires once for each time that
/// it is set; its period is not kept.
/// </summary>
/// <param name="start">Time at the beginning.</param>
internal sealed class SandboxClock(DateTimeOffset start) : TimeProvider
{
    private long ticks = start.UtcTicks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    /// <summary>Moves the clock forward.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        Interlocked.Add(ref ticks, by.Ticks);
    }

    /// <summary>Moves the clock forward to a time, unless it is there already.</summary>
    public void AdvanceTo(DateTimeOffset time)
    {
        long seen = Interlocked.Read(ref ticks);
        while (seen < time.UtcTicks)
        {
            long before = Interlocked.CompareExchange(ref ticks, time.UtcTicks, seen);
            if (before == seen) return;
            seen = before;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new SandboxTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
