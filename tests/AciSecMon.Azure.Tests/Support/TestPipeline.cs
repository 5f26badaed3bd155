using System.Collections.Concurrent;

namespace AciSecMon.Azure.Tests.Support;

/// <summary>A pipeline that says yes, no or only looks, and keeps what it was told.</summary>
internal sealed class TestPipeline : IAciPipeline
{
    /// <summary>Questions that were asked.</summary>
    public List<ChangeProposal> Asked { get; } = [];

    /// <summary>Problems that were told.</summary>
    public ConcurrentQueue<AciProblem> Problems { get; } = new();

    /// <summary>What was said of changes that were under way when the caller stopped.</summary>
    public ConcurrentQueue<string> LastWords { get; } = new();

    /// <summary>Warnings that were told.</summary>
    public ConcurrentQueue<string> Warnings { get; } = new();

    /// <summary>The answer.</summary>
    public bool SaysYes { get; init; } = true;

    public bool IsWhatIf { get; init; }

    /// <summary>Happens while the question stands; null for nothing.</summary>
    public Action<ChangeProposal>? OnAsk { get; set; }

    public Task<bool> ShouldProcessAsync(ChangeProposal change, CancellationToken cancellationToken)
    {
        Asked.Add(change);
        OnAsk?.Invoke(change);
        return Task.FromResult(SaysYes && !IsWhatIf);
    }

    public void LastWord(string message) => LastWords.Enqueue(message);

    public Task<AccessGrant?> RequestTokenAsync(string audience, string? tenantId, CancellationToken cancellationToken) => Task.FromResult<AccessGrant?>(null);

    public ValueTask VerboseAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DebugAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask InformationAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask WarningAsync(string message, CancellationToken cancellationToken)
    {
        Warnings.Enqueue(message);
        return ValueTask.CompletedTask;
    }

    public ValueTask ProblemAsync(AciProblem problem, CancellationToken cancellationToken)
    {
        Problems.Enqueue(problem);
        return ValueTask.CompletedTask;
    }

    public ValueTask ProgressAsync(string status, int done, int total, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
