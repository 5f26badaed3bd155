using AciSecMon.Assessment.Rules.Neighbours;

namespace AciSecMon.Assessment.Rules.Findings;

/// <summary>Counts verdicts and makes findings of those that are given back.</summary>
internal sealed class VerdictSink(FindingFilter filter, FindingFactory factory, AssessmentSummary summary)
{
    public FindingFilter Filter { get; } = filter;

    public FindingFactory Factory { get; } = factory;

    public AssessmentSummary Summary { get; } = summary;

    /// <summary>The verdicts that are given back, most severe first.</summary>
    public IOrderedEnumerable<JudgedResult> MostSevereFirst(IEnumerable<JudgedResult> results) => results
        .Where(r => Filter.TakesVerdict(r.Result.Status, r.Severity))
        .OrderByDescending(static r => r.Severity)
        .ThenBy(static r => r.Entry.Id, StringComparer.Ordinal)
        .ThenBy(static r => r.Result.Place.ToString(), StringComparer.Ordinal);

    /// <summary>Counts what was said of groups and templates.</summary>
    public void Count(IEnumerable<JudgedResult> results)
    {
        foreach (JudgedResult judged in results) Count(judged);
    }

    /// <summary>Counts a verdict.</summary>
    public void Count(JudgedResult judged, int times = 1)
    {
        switch (judged.Result.Status)
        {
            case AciFindingStatus.Fail: Summary.Failures[judged.Severity] = Summary.Failures.GetValueOrDefault(judged.Severity) + times; break;
            case AciFindingStatus.Unknown: Summary.Unknown += times; break;
            case AciFindingStatus.Error: Summary.Errors += times; break;
        }
    }

    /// <summary>The finding on a neighbour; null where it is not given back.</summary>
    public AciSecurityFinding? Of(NeighbourVerdict verdict) =>
        Filter.TakesVerdict(verdict.Judged.Result.Status, verdict.Judged.Severity) ? Factory.Of(verdict.Subject, verdict.Judged) : null;
}
