namespace AciSecMon.Azure.Tests.Support;

/// <summary>
/// A clock that stands until something waits for it: a wait moves it on to its end at once, so that no test sleeps. Limits on how long something may take do not move
/// it; they fire once the clock has passed them.
/// </summary>
internal sealed class ManualClock : TimeProvider
{
    private readonly object gate = new();
    private readonly List<Timer> timers = [];
    private DateTimeOffset now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The waits that were asked for, in their order.</summary>
    public List<TimeSpan> Waits { get; } = [];

    /// <summary>True to let waits hang until <see cref="Advance"/>.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Is told when something begins to wait.</summary>
    public Action? OnWait { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public void Advance(TimeSpan time) => MoveTo(GetUtcNow() + time);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void MoveTo(DateTimeOffset time)
    {
        Timer[] due;
        lock (gate)
        {
            if (time > now) now = time;
            due = [.. timers.Where(t => t.Due <= now)];
            timers.RemoveAll(t => t.Due <= now);
        }

        foreach (Timer timer in due) timer.Fire();
    }

    private void Set(Timer timer, TimeSpan dueTime)
    {
        bool isWait = timer.State is not CancellationTokenSource;
        DateTimeOffset due;
        lock (gate)
        {
            timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan) return;
            due = now + dueTime;
            timer.Due = due;
            timers.Add(timer);
            if (isWait) Waits.Add(dueTime);
        }

        if (!isWait) return;
        OnWait?.Invoke();
        if (!IsHeld) ThreadPool.QueueUserWorkItem(static s => s.Clock.MoveTo(s.Due), (Clock: this, Due: due), preferLocal: false);
    }

    private void Remove(Timer timer)
    {
        lock (gate) timers.Remove(timer);
    }

    private sealed class Timer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public object? State { get; } = state;

        public DateTimeOffset Due { get; set; }

        public void Fire() => callback(State);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Set(this, dueTime);
            return true;
        }

        public void Dispose() => clock.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
