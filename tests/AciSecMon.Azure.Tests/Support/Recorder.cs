using System.Collections.Concurrent;

namespace AciSecMon.Azure.Tests.Support;

/// <summary>Keeps what the engine says.</summary>
internal sealed class Recorder : IAciPipeline
{
    public ConcurrentQueue<string> Said { get; } = new();

    public ConcurrentQueue<string> Debug { get; } = new();

    public ConcurrentQueue<string> Warnings { get; } = new();

    public ConcurrentQueue<AciProblem> Problems { get; } = new();

    /// <summary>What was said of changes that were under way when the caller stopped.</summary>
    public ConcurrentQueue<string> LastWords { get; } = new();

    /// <summary>What the Az session of the runspace gives; null for none.</summary>
    public Func<string, AccessGrant?> Session { get; set; } = static _ => null;

    /// <summary>Once cancelled, whatever is written ends the writer.</summary>
    public CancellationToken Ended { get; set; }

    public bool IsWhatIf => false;

    public ValueTask VerboseAsync(string message, CancellationToken cancellationToken) => Keep(Said, message);

    public ValueTask DebugAsync(string message, CancellationToken cancellationToken)
    {
        Said.Enqueue(message);
        return Keep(Debug, message);
    }

    public ValueTask InformationAsync(string message, CancellationToken cancellationToken) => Keep(Said, message);

    public ValueTask WarningAsync(string message, CancellationToken cancellationToken)
    {
        Said.Enqueue(message);
        return Keep(Warnings, message);
    }

    public ValueTask ProblemAsync(AciProblem problem, CancellationToken cancellationToken)
    {
        Ended.ThrowIfCancellationRequested();
        Problems.Enqueue(problem);
        return ValueTask.CompletedTask;
    }

    public ValueTask ProgressAsync(string status, int done, int total, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public Task<bool> ShouldProcessAsync(ChangeProposal change, CancellationToken cancellationToken) => Task.FromResult(true);

    public void LastWord(string message) => LastWords.Enqueue(message);

    public Task<AccessGrant?> RequestTokenAsync(string audience, string? tenantId, CancellationToken cancellationToken) => Task.FromResult(Session(audience));

    private ValueTask Keep(ConcurrentQueue<string> queue, string message)
    {
        Ended.ThrowIfCancellationRequested();
        queue.Enqueue(message);
        return ValueTask.CompletedTask;
    }
}
