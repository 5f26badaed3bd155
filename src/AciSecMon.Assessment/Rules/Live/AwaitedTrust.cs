using AciSecMon.Assessment.Rules.Findings;

namespace AciSecMon.Assessment.Rules.Live;

/// <summary>
/// Verdicts that are Unknown until it is known which registries a connection has, which is read after all groups. By registry, so that a fleet of groups that pull from
/// one registry is one entry.
/// </summary>
internal sealed class AwaitedTrust
{
    private readonly Dictionary<string, Entry> byHost = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<(string Host, Entry Awaited)> Entries => byHost.Select(static pair => (pair.Key, pair.Value));

    /// <summary>Sets a verdict aside.</summary>
    /// <param name="groupName">The group.</param>
    /// <param name="groupId">Its resource id.</param>
    /// <param name="judged">The verdict; only the first of a registry is kept.</param>
    /// <param name="finding">The finding, where somebody may want it; otherwise null.</param>
    public void Add(string groupName, string? groupId, JudgedResult judged, AciSecurityFinding? finding)
    {
        string host = judged.Result.AwaitedRegistry!;
        if (!byHost.TryGetValue(host, out Entry? entry)) byHost.Add(host, entry = new Entry(judged with { Container = null }));
        entry.Count++;
        entry.Groups.Add(groupName, groupId);
        if (finding is not null) entry.Findings.Add(finding);
    }

    /// <summary>What waits for one registry.</summary>
    internal sealed class Entry(JudgedResult judged)
    {
        public JudgedResult Judged { get; } = judged;

        public int Count { get; set; }

        public GroupNames Groups { get; } = new();

        public List<AciSecurityFinding> Findings { get; } = [];
    }
}
