namespace AciSecMon.Pipeline;

/// <summary>The reporter that the engine keeps for the whole of a cmdlet's life, while each of the cmdlet's steps has a pipeline sink of its own.</summary>
internal sealed class PipelineReporter : IAciPipeline
{
    private volatile PipelineSink? current;

    /// <summary>The sink of the step that runs.</summary>
    public PipelineSink? Current
    {
        set => current = value;
    }

    private PipelineSink Open => current ?? throw new InvalidOperationException("Nothing can be reported while no step of the cmdlet runs.");

    /// <inheritdoc/>
    public ValueTask VerboseAsync(string message, CancellationToken cancellationToken) => Open.VerboseAsync(message, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DebugAsync(string message, CancellationToken cancellationToken) => Open.DebugAsync(message, cancellationToken);

    /// <inheritdoc/>
    public ValueTask InformationAsync(string message, CancellationToken cancellationToken) => Open.InformationAsync(message, cancellationToken);

    /// <inheritdoc/>
    public ValueTask WarningAsync(string message, CancellationToken cancellationToken) => Open.WarningAsync(message, cancellationToken);

    /// <inheritdoc/>
    public ValueTask ProblemAsync(AciProblem problem, CancellationToken cancellationToken) => Open.ProblemAsync(problem, cancellationToken);

    /// <inheritdoc/>
    public ValueTask ProgressAsync(string status, int done, int total, CancellationToken cancellationToken) =>
        Open.ProgressAsync(status, done, total, cancellationToken);

    /// <inheritdoc/>
    public bool IsWhatIf => Open.IsWhatIf;

    /// <inheritdoc/>
    public Task<bool> ShouldProcessAsync(ChangeProposal change, CancellationToken cancellationToken) => Open.ShouldProcessAsync(change, cancellationToken);

    /// <inheritdoc/>
    public void LastWord(string message) => Open.LastWord(message);

    /// <inheritdoc/>
    public Task<AccessGrant?> RequestTokenAsync(string audience, string? tenantId, CancellationToken cancellationToken) =>
        Open.RequestTokenAsync(audience, tenantId, cancellationToken);
}
