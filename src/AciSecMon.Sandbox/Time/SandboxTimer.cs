namespace AciSecMon.Sandbox.Time;

/// <summary>
/// A timer that is over as soon as it is set, whatever it was set to; the clock then stands where it was set to, or later. One that was disposed of or set anew before it
/// fired neither fires nor moves the clock. Those who begin to wait at the same time do so side by side, not one after the other.
/// </summary>
internal sealed class SandboxTimer(SandboxClock clock, TimerCallback callback, object? state) : ITimer
{
    private readonly object gate = new();
    private int setting;
    private bool disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        int mine;
        lock (gate)
        {
            if (disposed) return false;
            mine = ++setting;
        }

        if (dueTime == Timeout.InfiniteTimeSpan) return true;
        DateTimeOffset due = clock.GetUtcNow() + dueTime;
        ThreadPool.QueueUserWorkItem(_ => Fire(mine, due));
        return true;
    }

    public void Dispose()
    {
        lock (gate) disposed = true;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Fire(int mine, DateTimeOffset due)
    {
        lock (gate)
        {
            if (disposed || mine != setting) return;
            clock.AdvanceTo(due);
        }

        callback(state);
    }
}
