using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Findings;

/// <summary>Gathers why verdicts of one source are open, so that each cause is told once with all that it left open.</summary>
internal sealed class CoverageLedger
{
    private readonly Dictionary<(CauseKind Kind, string Text), Entry> entries = [];

    /// <summary>The causes in the order in which they were met.</summary>
    public IEnumerable<Entry> Entries => entries.Values;

    /// <summary>Notes the causes of a result that is open.</summary>
    public void Add(ContainerGroup group, JudgedResult judged)
    {
        foreach (UnresolvedCause cause in judged.Result.Causes)
        {
            SourceLocation location = cause.Location.File is null ? judged.Result.Value.Location : cause.Location;
            Add(cause, location.File is null ? group.Location : location, judged, group.DisplayName);
        }
    }

    /// <summary>Notes the causes of a result on a template that is open.</summary>
    public void Add(JudgedResult judged)
    {
        foreach (UnresolvedCause cause in judged.Result.Causes)
        {
            Add(cause, cause.Location.File is null ? judged.Result.Value.Location : cause.Location, judged, null);
        }
    }

    private void Add(UnresolvedCause cause, SourceLocation location, JudgedResult judged, string? groupName)
    {
        if (!entries.TryGetValue((cause.Kind, cause.Text), out Entry? entry)) entries.Add((cause.Kind, cause.Text), entry = new(cause, location));
        entry.RuleIds.Add(judged.Entry.Id);
        if (groupName is not null) entry.GroupNames.Add(groupName);
        if (judged.Severity > entry.Severity) entry.Severity = judged.Severity;
    }

    /// <summary>A cause and what it left open.</summary>
    internal sealed class Entry(UnresolvedCause cause, SourceLocation location)
    {
        public UnresolvedCause Cause { get; } = cause;

        public SourceLocation Location { get; } = location;

        public SortedSet<string> RuleIds { get; } = new(StringComparer.Ordinal);

        public SortedSet<string> GroupNames { get; } = new(StringComparer.Ordinal);

        /// <summary>The highest severity among the rules that were left open: as much may be hidden behind the cause.</summary>
        public AciSeverity Severity { get; set; } = AciSeverity.Informational;
    }
}
