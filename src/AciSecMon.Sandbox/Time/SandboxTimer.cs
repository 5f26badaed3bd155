namespace AciSecMon.Sandbox.Time;

/// <summary>A timer that is due as soon as it is set, whatever it was set to; one that was disposed of or set anew before it fired neither fires nor moves the clock.</summary>
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

        if (dueTime != Timeout.InfiniteTimeSpan) ThreadPool.QueueUserWorkItem(_ => Fire(mine, dueTime));
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

    private void Fire(int mine, TimeSpan dueTime)
    {
        lock (gate)
        {
            if (disposed || mine != setting) return;
            clock.Advance(dueTime);
        }

        callback(state);
    }
}
