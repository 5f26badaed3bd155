using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Policy;

/// <summary>Tells what of a source is not judged.</summary>
internal static class PolicyReads
{
    /// <summary>Tells what was passed over, what could not be read, and what could not be expanded.</summary>
    public static async Task TellAsync(EstateRead read, IAciReporter reporter, CancellationToken cancellationToken)
    {
        if (read.PassedOver is not null) await reporter.VerboseAsync(read.PassageText, cancellationToken).ConfigureAwait(false);
        foreach (AciProblem problem in read.Problems) await reporter.ProblemAsync(problem, cancellationToken).ConfigureAwait(false);
        foreach (UnreadPart unread in read.Part?.Unread ?? []) await UnreadReport.TellAsync(unread, reporter, cancellationToken).ConfigureAwait(false);
        foreach (UnresolvedCause gap in read.Part?.Gaps ?? []) await reporter.WarningAsync($"{read.Source.DisplayName}: not expanded, so what is in it is not judged: {gap.Text}.", cancellationToken).ConfigureAwait(false);
    }
}
