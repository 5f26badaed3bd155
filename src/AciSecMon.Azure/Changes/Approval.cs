namespace AciSecMon.Azure.Changes;

/// <summary>
/// Asks for approval, and knows which states that were read are out of date by then. The rule: whatever was read before a question that stood for a second or more is
/// read again before it is written to, be it the question on this change or on an earlier one, since others are read ahead while one is asked about. A second is far
/// less than a person takes and far more than a question takes that nobody is asked (-Confirm:$false, Yes to All), so that a fleet that is changed without questions
/// costs no request more; and it is measured instead of deduced, since PowerShell does not tell whether it asked.
/// </summary>
/// <param name="pipeline">Asks.</param>
/// <param name="watch">The clock of persons.</param>
internal sealed class Approval(IAciPipeline pipeline, TimeProvider watch)
{
    private static readonly TimeSpan Asked = TimeSpan.FromSeconds(1);

    private long? answered;

    /// <summary>True where the caller only wants to see what would be done.</summary>
    public bool IsWhatIf => pipeline.IsWhatIf;

    /// <summary>Now, as <see cref="IsOutOfDate"/> takes it.</summary>
    public long Now => watch.GetTimestamp();

    /// <summary>Asks.</summary>
    public async Task<bool> AskAsync(ChangeProposal proposal, CancellationToken cancellationToken)
    {
        long since = Now;
        bool isApproved = await pipeline.ShouldProcessAsync(proposal, cancellationToken).ConfigureAwait(false);
        if (watch.GetElapsedTime(since) >= Asked) answered = Now;
        return isApproved;
    }

    /// <summary>True where a person has been asked something since that time.</summary>
    public bool IsOutOfDate(long readAt) => answered > readAt;
}
