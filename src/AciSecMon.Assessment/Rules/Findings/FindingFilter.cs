namespace AciSecMon.Assessment.Rules.Findings;

/// <summary>What of all results is given back.</summary>
internal sealed class FindingFilter(AssessmentOptions options, bool givesVerdicts)
{
    private readonly HashSet<AciFindingStatus> statuses = [.. options.Status];

    /// <summary>True where verdicts that object to nothing are asked for; otherwise they need not be made.</summary>
    public bool WantsQuietResults => statuses.Contains(AciFindingStatus.Pass) || statuses.Contains(AciFindingStatus.NotApplicable);

    /// <summary>True where a verdict of that status and severity is given back.</summary>
    public bool TakesVerdict(AciFindingStatus status, AciSeverity severity) =>
        givesVerdicts && severity >= options.MinimumSeverity
        && (statuses.Count == 0 ? status is AciFindingStatus.Fail or AciFindingStatus.Error : statuses.Contains(status));

    /// <summary>True where a coverage finding is given back: always, unless other statuses or a higher severity were asked for.</summary>
    public bool TakesCoverage(AciSecurityFinding finding) =>
        finding.Severity >= options.MinimumSeverity && (statuses.Count == 0 || statuses.Contains(finding.Status));
}
