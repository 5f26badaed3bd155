namespace AciSecMon.Azure.Changes;

/// <summary>
/// A pipeline as a change sees it that may outlive its caller: what is said after the caller has stopped goes nowhere, instead of ending the change in its midst.
/// </summary>
/// <param name="inner">The caller's pipeline.</param>
/// <param name="stop">Is cancelled when the caller stops.</param>
internal sealed class StoppablePipeline(IAciPipeline inner, CancellationToken stop) : IAciPipeline
{
    /// <inheritdoc/>
    public bool IsWhatIf => inner.IsWhatIf;

    /// <inheritdoc/>
    public ValueTask VerboseAsync(string message, CancellationToken cancellationToken) => SayAsync(() => inner.VerboseAsync(message, cancellationToken));

    /// <inheritdoc/>
    public ValueTask DebugAsync(string message, CancellationToken cancellationToken) => SayAsync(() => inner.DebugAsync(message, cancellationToken));

    /// <inheritdoc/>
    public ValueTask InformationAsync(string message, CancellationToken cancellationToken) => SayAsync(() => inner.InformationAsync(message, cancellationToken));

    /// <inheritdoc/>
    public ValueTask WarningAsync(string message, CancellationToken cancellationToken) => SayAsync(() => inner.WarningAsync(message, cancellationToken));

    /// <inheritdoc/>
    public ValueTask ProblemAsync(AciProblem problem, CancellationToken cancellationToken) => SayAsync(() => inner.ProblemAsync(problem, cancellationToken));

    /// <inheritdoc/>
    public ValueTask ProgressAsync(string status, int done, int total, CancellationToken cancellationToken) =>
        SayAsync(() => inner.ProgressAsync(status, done, total, cancellationToken));

    /// <inheritdoc/>
    public Task<bool> ShouldProcessAsync(ChangeProposal change, CancellationToken cancellationToken) => inner.ShouldProcessAsync(change, cancellationToken);

    /// <inheritdoc/>
    public Task<AccessGrant?> RequestTokenAsync(string audience, string? tenantId, CancellationToken cancellationToken) =>
        inner.RequestTokenAsync(audience, tenantId, cancellationToken);

    /// <inheritdoc/>
    public void LastWord(string message) => inner.LastWord(message);

    private async ValueTask SayAsync(Func<ValueTask> say)
    {
        if (stop.IsCancellationRequested) return;
        try
        {
            await say().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It stopped in this moment; nobody listens any more.
        }
    }
}
