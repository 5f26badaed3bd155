namespace AciSecMon.Benchmarks;

/// <summary>Takes what the engine says besides its results, drops it, and counts problems.</summary>
internal sealed class Quiet : IAciPipeline
{
    private int problems;

    /// <summary>Problems that were told.</summary>
    public int Problems => problems;

    public bool IsWhatIf => true;

    public Task<bool> ShouldProcessAsync(ChangeProposal change, CancellationToken cancellationToken) => Task.FromResult(false);

    public void LastWord(string message)
    {
    }

    public Task<AccessGrant?> RequestTokenAsync(string audience, string? tenantId, CancellationToken cancellationToken) => Task.FromResult<AccessGrant?>(null);

    public ValueTask VerboseAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DebugAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask InformationAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask WarningAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask ProblemAsync(AciProblem problem, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref problems);
        return ValueTask.CompletedTask;
    }

    public ValueTask ProgressAsync(string status, int done, int total, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
