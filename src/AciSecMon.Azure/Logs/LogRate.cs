namespace AciSecMon.Azure.Logs;

/// <summary>
/// Keeps queries within what a service takes of one user in 30 seconds: Log Analytics 200 (azure-facts, B.6), the activity log 50 (azure-facts, F). How many run at once is the
/// affair of who sends them.
/// </summary>
internal sealed class LogRate(TimeProvider clock, int most = LogRate.OfWorkspaces) : IDisposable
{
    /// <summary>What Log Analytics takes.</summary>
    public const int OfWorkspaces = 200;

    /// <summary>What the activity log takes.</summary>
    public const int OfActivityLog = 50;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim gate = new(1);
    private readonly Queue<DateTimeOffset> sent = new(most);

    /// <summary>Waits until another query may be sent.</summary>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (sent.Count == most)
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
