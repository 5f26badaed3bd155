namespace AciSecMon.Azure.Estate;

/// <summary>Takes what completion has no place to show.</summary>
internal sealed class QuietReporter : IAciReporter
{
    public static readonly QuietReporter Instance = new();

    public ValueTask VerboseAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DebugAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask InformationAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask WarningAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask ProblemAsync(AciProblem problem, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask ProgressAsync(string status, int done, int total, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
