using System.Globalization;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Findings;

namespace AciSecMon.Assessment.Rules.Live;

/// <summary>
/// Gathers what could not be read of living estates, and tells each cause once: what it concerns, which permission is missing, and which rules it left open.
/// </summary>
internal sealed class LiveCoverage(RuleSelection rules, FindingFactory factory)
{
    private const string Refused = "ACI-COV-003";
    private const string Incomplete = "ACI-COV-004";
    private const string RowLacks = "ACI-COV-010";

    private readonly Dictionary<(string RuleId, Facet? Facet, string Cause, string About), Cause> causes = [];

    /// <summary>Notes a part with every selected rule that needs it.</summary>
    public void Add(UnreadPart unread)
    {
        // What is gone is not part of the estate any more; what refers to it says so by itself.
        if (unread is { Reason: UnreadReason.Gone, Facet: null or Facet.InstanceView or Facet.Diagnostics or Facet.LogDestinations }) return;
        IEnumerable<RuleEntry> open = unread.Facet is { } facet ? rules.Judging.Where(e => e.Metadata.Facets.Contains(facet)) : rules.Judging;
        Cause cause = CauseOf(unread);
        foreach (RuleEntry entry in open) cause.Add(entry);
        if (ResourceKinds.OfId(unread.Target) is not null) cause.Groups.Add(ResourceIds.LastSegment(unread.Target), unread.Target);
    }

    /// <summary>Notes that a part kept a rule from judging something that groups lead to.</summary>
    public void Add(UnreadPart unread, RuleEntry entry, IEnumerable<(string Name, string? Id)> groups)
    {
        Cause cause = CauseOf(unread);
        cause.Add(entry);
        foreach ((string name, string? id) in groups.Take(GroupNames.Most)) cause.Groups.Add(name, id);
    }

    /// <summary>The findings, and forgets the causes.</summary>
    public IEnumerable<AciSecurityFinding> Take()
    {
        List<AciSecurityFinding> findings = [];
        foreach (((string ruleId, Facet? facet, string what, string about), Cause cause) in causes)
        {
            if (rules.Raised(ruleId) is not { } entry) continue;
            findings.Add(factory.OfUnread(entry, SeverityOf(facet, cause), facet is null ? AciFindingStatus.Error : AciFindingStatus.Unknown, cause.First, $"{facet}[{what}]", about, MessageOf(cause), cause.Groups));
        }

        causes.Clear();
        return findings.OrderByDescending(static f => f.Severity);
    }

    private Cause CauseOf(UnreadPart unread)
    {
        string ruleId = unread.Facet == Facet.InstanceView ? RowLacks : unread.Reason == UnreadReason.Incomplete ? Incomplete : Refused;
        string about = ResourceIds.SegmentAfter(unread.Target, "subscriptions") is { } subscription ? $"/subscriptions/{subscription}" : unread.Target;
        (string, Facet?, string, string) key = (ruleId, unread.Facet, unread.MissingAction ?? unread.Problem.Id, about);
        if (!causes.TryGetValue(key, out Cause? cause)) causes.Add(key, cause = new Cause(unread));
        cause.Targets.Add(unread.Target);
        return cause;
    }

    // Of groups that were not seen nothing at all is known.
    private static AciSeverity SeverityOf(Facet? facet, Cause cause) => facet is null && cause.Severity < AciSeverity.High ? AciSeverity.High : cause.Severity;

    private static string MessageOf(Cause cause)
    {
        string more = cause.Targets.Count > 1 ? $" The same holds for {(cause.Targets.Count - 1).ToString(CultureInfo.InvariantCulture)} more." : string.Empty;
        string action = cause.First.MissingAction is { } missing ? $" Missing permission: {missing} on {cause.First.Target}." : string.Empty;
        string open = cause.First.Facet is null ? " Left open: every rule on the container groups in it." : $" Left open: {string.Join(", ", cause.RuleIds)}.";
        return $"{cause.First.Problem.Message}{more}{action}{(cause.First.Facet is not null && cause.RuleIds.Count == 0 ? string.Empty : open)}";
    }

    /// <summary>A cause and what it left open.</summary>
    private sealed class Cause(UnreadPart first)
    {
        public UnreadPart First { get; } = first;

        public HashSet<string> Targets { get; } = new(StringComparer.OrdinalIgnoreCase);

        public SortedSet<string> RuleIds { get; } = new(StringComparer.Ordinal);

        public GroupNames Groups { get; } = new();

        public AciSeverity Severity { get; private set; }

        public void Add(RuleEntry entry)
        {
            RuleIds.Add(entry.Id);
            if (entry.Severity > Severity) Severity = entry.Severity;
        }
    }
}
