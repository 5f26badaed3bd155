namespace AciSecMon.Azure.Calls;

/// <summary>Counts the calls of a session. Safe for parallel use.</summary>
internal sealed class CallCounter
{
    private int requests;
    private int throttled;
    private int retries;
    private int failed;
    private long bytes;
    private long waitedTicks;

    /// <summary>A request goes out.</summary>
    public void Sent() => Interlocked.Increment(ref requests);

    /// <summary>An answer asked to wait.</summary>
    public void Throttled() => Interlocked.Increment(ref throttled);

    /// <summary>A request is sent again.</summary>
    public void Retried() => Interlocked.Increment(ref retries);

    /// <summary>A call ended in an error.</summary>
    public void Failed() => Interlocked.Increment(ref failed);

    /// <summary>Content came in.</summary>
    public void Received(long length) => Interlocked.Add(ref bytes, length);

    /// <summary>A call waited because the service asked for it.</summary>
    public void Waited(TimeSpan time) => Interlocked.Add(ref waitedTicks, time.Ticks);

    /// <summary>The counts so far.</summary>
    public AciCallStatistics Snapshot() => new()
    {
        Requests = Volatile.Read(ref requests),
        Throttled = Volatile.Read(ref throttled),
        Retries = Volatile.Read(ref retries),
        Failed = Volatile.Read(ref failed),
        BytesReceived = Interlocked.Read(ref bytes),
        Waited = TimeSpan.FromTicks(Interlocked.Read(ref waitedTicks)),
    };
}
