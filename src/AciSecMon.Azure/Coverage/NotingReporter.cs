namespace AciSecMon.Azure.Coverage;

/// <summary>Passes everything on, and notes whether anything failed.</summary>
internal sealed class NotingReporter(IAciReporter inner) : IAciReporter
{
    private volatile bool hasProblems;

    /// <summary>True where something failed.</summary>
    public bool HasProblems => hasProblems;

    public ValueTask VerboseAsync(string message, CancellationToken cancellationToken) => inner.VerboseAsync(message, cancellationToken);

    public ValueTask DebugAsync(string message, CancellationToken cancellationToken) => inner.DebugAsync(message, cancellationToken);

    public ValueTask InformationAsync(string message, CancellationToken cancellationToken) => inner.InformationAsync(message, cancellationToken);

    public ValueTask WarningAsync(string message, CancellationToken cancellationToken) => inner.WarningAsync(message, cancellationToken);

    public ValueTask ProblemAsync(AciProblem problem, CancellationToken cancellationToken)
    {
        hasProblems = true;
        return inner.ProblemAsync(problem, cancellationToken);
    }

    public ValueTask ProgressAsync(string status, int done, int total, CancellationToken cancellationToken) => inner.ProgressAsync(status, done, total, cancellationToken);
}
