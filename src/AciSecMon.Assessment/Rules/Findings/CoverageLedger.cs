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
            Add(cause, location.File is null ? group.Location : location, judged).AddGroup(group.DisplayName, group.ResourceId);
        }
    }

    /// <summary>Notes the causes of a result on a template that is open.</summary>
    public void Add(JudgedResult judged)
    {
        foreach (UnresolvedCause cause in judged.Result.Causes)
        {
            Add(cause, cause.Location.File is null ? judged.Result.Value.Location : cause.Location, judged);
        }
    }

    /// <summary>Notes the causes of an open result that concerns these groups.</summary>
    public void Add(JudgedResult judged, IEnumerable<(string Name, string? Id)> groups)
    {
        foreach (UnresolvedCause cause in judged.Result.Causes)
        {
            Entry entry = Add(cause, cause.Location.File is null ? judged.Result.Value.Location : cause.Location, judged);
            foreach ((string name, string? id) in groups) entry.AddGroup(name, id);
        }
    }

    /// <summary>Notes the causes of an open result that many groups share.</summary>
    public void Add(JudgedResult judged, GroupNames groups)
    {
        foreach (UnresolvedCause cause in judged.Result.Causes) Add(cause, cause.Location, judged).GroupIds.Add(groups);
    }

    private Entry Add(UnresolvedCause cause, SourceLocation location, JudgedResult judged)
    {
        if (!entries.TryGetValue((cause.Kind, cause.Text), out Entry? entry)) entries.Add((cause.Kind, cause.Text), entry = new(cause, location));
        entry.RuleIds.Add(judged.Entry.Id);
        if (judged.Severity > entry.Severity) entry.Severity = judged.Severity;
        return entry;
    }

    /// <summary>A cause and what it left open.</summary>
    internal sealed class Entry(UnresolvedCause cause, SourceLocation location)
    {
        public UnresolvedCause Cause { get; } = cause;

        public SourceLocation Location { get; } = location;

        public SortedSet<string> RuleIds { get; } = new(StringComparer.Ordinal);

        public SortedSet<string> GroupNames { get; } = new(StringComparer.Ordinal);

        /// <summary>The same where groups have resource ids: a connection may have very many.</summary>
        public GroupNames GroupIds { get; } = new();

        public void AddGroup(string name, string? id)
        {
            if (GroupNames.Count < Findings.GroupNames.Most) GroupNames.Add(name);
            GroupIds.Add(name, id);
        }

        /// <summary>The highest severity among the rules that were left open: as much may be hidden behind the cause.</summary>
        public AciSeverity Severity { get; set; } = AciSeverity.Informational;
    }
}
