namespace AciSecMon.Azure.Logs;

/// <summary>Keeps queries within what the service takes of one user: 200 in 30 seconds (azure-facts, B.6). How many run at once is the affair of who sends them.</summary>
internal sealed class LogRate(TimeProvider clock) : IDisposable
{
    private const int Most = 200;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim gate = new(1);
    private readonly Queue<DateTimeOffset> sent = new(Most);

    /// <summary>Waits until another query may be sent.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (sent.Count == Most)
            {
                TimeSpan wait = sent.Dequeue() + Window - clock.GetUtcNow();
                if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, cancellationToken).ConfigureAwait(false);
            }

            sent.Enqueue(clock.GetUtcNow());
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
