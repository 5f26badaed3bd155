using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Findings;

/// <summary>The findings on the assessment itself: what could not be read, expanded or decided.</summary>
internal sealed class CoverageFindings(RuleSelection rules, FindingFactory factory)
{
    private const string Unreadable = "ACI-COV-001";
    private const string Unresolved = "ACI-COV-002";
    private const string LinkedTemplate = "ACI-COV-007";
    private const string BicepWithoutCompiler = "ACI-COV-008";
    private const string UnknownProperties = "ACI-COV-009";

    /// <summary>What failed while a source was read.</summary>
    public IEnumerable<AciSecurityFinding> OfProblem(SourceFile file, AciProblem problem)
    {
        if (rules.Raised(Unreadable) is not { } entry) yield break;
        yield return factory.OfFile(
            entry, entry.Severity, AciFindingStatus.Error, file, problem.Id, problem.Message, problem.Location);
    }

    /// <summary>Parts of a source that may hold container groups and were not expanded.</summary>
    public IEnumerable<AciSecurityFinding> OfGaps(EstatePart part)
    {
        foreach (UnresolvedCause gap in part.Gaps.DistinctBy(static g => (g.Kind, g.Text)))
        {
            (string ruleId, string message) = gap.Kind switch
            {
                CauseKind.LinkedTemplate => (LinkedTemplate, $"The linked template {gap.Text} was not read, so nothing in it was judged."),
                CauseKind.BicepSource => (BicepWithoutCompiler, "This Bicep file deploys container groups and was not compiled, so nothing in it was judged."),
                _ => (Unresolved, $"A part of this template was not expanded ({gap.Text}), so container groups in it were not judged."),
            };
            if (rules.Raised(ruleId) is not { } entry) continue;
            AciSeverity severity = ruleId == Unresolved ? AciSeverity.High : entry.Severity;
            yield return factory.OfFile(entry, severity, AciFindingStatus.Unknown, part.Source, PlaceOf(gap), message, gap.Location.ToContract());
        }
    }

    /// <summary>The causes that left verdicts open.</summary>
    public IEnumerable<AciSecurityFinding> OfLedger(SourceFile source, CoverageLedger ledger, bool isLive = false)
    {
        if (rules.Raised(Unresolved) is not { } entry) yield break;
        foreach (CoverageLedger.Entry open in ledger.Entries)
        {
            // Of a connection, related resources are ids that other cmdlets can act on; of a file, there are only names.
            yield return factory.OfFile(
                entry, open.Severity, AciFindingStatus.Unknown, source, PlaceOf(open.Cause),
                $"{Explain(open.Cause)} Left open: {string.Join(", ", open.RuleIds)}.", open.Location.ToContract(),
                containerGroupName: isLive ? open.GroupIds.Single : open.GroupNames.Count == 1 ? open.GroupNames.Min : null,
                related: isLive ? [.. open.GroupIds.Ids] : [.. open.GroupNames]);
        }
    }

    /// <summary>Properties of a group that this version does not know, so that no rule looked at them.</summary>
    public IEnumerable<AciSecurityFinding> OfUnknownProperties(ContainerGroup group)
    {
        if (group.UnknownProperties.Count == 0 || rules.Raised(UnknownProperties) is not { } entry) yield break;
        string names = string.Join(", ", group.UnknownProperties.Select(static p => p.Place.ToString()).Order(StringComparer.Ordinal));
        string version = group.ApiVersion is LiteralValue known ? $" (API version {known.Text})" : string.Empty;
        RuleResult result = new(
            AciFindingStatus.Unknown, Place.Root, $"No rule looks at these properties, which this version does not know{version}: {names}.",
            MissingValue.Instance, EvidenceKind.None);
        yield return factory.Of(group, new JudgedResult(entry, result, null));
    }

    private static string PlaceOf(UnresolvedCause cause) => $"{cause.Kind}[{cause.Text}]";

    private static string Explain(UnresolvedCause cause) => cause.Kind switch
    {
        CauseKind.ParameterWithoutValue => $"The parameter '{cause.Text}' has no value here.",
        CauseKind.RuntimeFunction => $"Only Azure can answer {cause.Text}.",
        CauseKind.UnknownFunction => $"The function {cause.Text} is not known to this version.",
        CauseKind.InvalidExpression => $"An expression is not valid: {cause.Text}.",
        CauseKind.Circular => $"Variables or parameters refer to each other in a circle: {cause.Text}.",
        CauseKind.TooLarge => $"The expansion exceeds a limit: {cause.Text}.",
        CauseKind.LinkedTemplate => $"The linked template {cause.Text} was not read.",
        CauseKind.NotCarried => $"Not known here: {cause.Text}.",
        CauseKind.Condition => $"It depends on the condition {cause.Text}, which is not known.",
        CauseKind.NeedsAnswer => $"Only you can tell. {cause.Text}",
        _ => $"Not evaluated: {cause.Text}.",
    };
}
