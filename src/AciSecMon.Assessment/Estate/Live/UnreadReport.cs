namespace AciSecMon.Assessment.Estate.Live;

/// <summary>Tells the pipeline of what could not be read.</summary>
internal static class UnreadReport
{
    /// <summary>A group that went away while the fleet was read is worth a word; everything else is an error of its own.</summary>
    public static ValueTask TellAsync(UnreadPart unread, IAciReporter reporter, CancellationToken cancellationToken) =>
        unread is { Reason: UnreadReason.Gone, Facet: not null }
            ? reporter.WarningAsync($"'{unread.Target}' is gone since it was listed, and was left out.", cancellationToken)
            : reporter.ProblemAsync(unread.Problem, cancellationToken);
}
