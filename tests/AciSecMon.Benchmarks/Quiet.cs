namespace AciSecMon.Benchmarks;

/// <summary>Takes what the engine says besides its results, and drops it.</summary>
internal sealed class Quiet : IAciReporter
{
    public ValueTask VerboseAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DebugAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask InformationAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask WarningAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask ProblemAsync(AciProblem problem, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask ProgressAsync(string status, int done, int total, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
