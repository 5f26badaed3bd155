using AciSecMon.Assessment.Detections;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Findings;
using AciSecMon.Assessment.Rules.Neighbours;
using AciSecMon.Assessment.Rules.Neighbours.Logging;
using AciSecMon.Assessment.Threats;

namespace AciSecMon.Assessment.Rules.Live;

/// <summary>The groups of one connection, in their compact form, and the neighbours that were read for them. Each neighbour is asked for once.</summary>
internal sealed class LiveLinks
{
    private readonly ILiveEstate live;
    private readonly GroupLinker linker = new(new ReferencePool());
    private readonly Dictionary<string, GroupNode> nodes = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<NeighbourReference> askedReferences = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> askedPrincipals = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> logWorkspaces = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> settingsKnown = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> askedSubscriptions = new(StringComparer.OrdinalIgnoreCase);

    public LiveLinks(ILiveEstate live, Func<ObjectValue, IReadOnlyList<JudgedResult>> judgeProfile, DateTimeOffset now)
    {
        this.live = live;
        Estate = new NeighbourEstate { IsLive = true, JudgeProfile = judgeProfile, Now = now };
    }

    /// <summary>The neighbours that were read.</summary>
    public NeighbourEstate Estate { get; }

    public SourceFile Source => live.Source;

    /// <summary>True where all groups of the connection were asked for, not some of them.</summary>
    public bool IsWhole { get; set; }

    public IReadOnlyCollection<GroupNode> Nodes => nodes.Values;

    /// <summary>Why verdicts on groups and neighbours of this connection are open.</summary>
    public CoverageLedger Ledger { get; } = new();

    /// <summary>Verdicts that wait for the registries of the connection.</summary>
    public AwaitedTrust Trust { get; } = new();

    /// <summary>Keeps a group; null where it was kept before.</summary>
    public GroupNode? Add(ContainerGroup group)
    {
        GroupNode node = linker.Link(group);
        if (group.Properties["diagnostics"]["logAnalytics"]["workspaceId"].AsText() is { Length: > 0 } workspace) logWorkspaces.Add(workspace);
        return nodes.TryAdd(node.ResourceId ?? $"{group.Scope}/{group.DisplayName}", node) ? node : null;
    }

    /// <summary>Remembers where groups send their logs, so that nobody asks again.</summary>
    public void AddSettings(IReadOnlyDictionary<string, IReadOnlyList<ObjectValue>> settingsByGroup)
    {
        foreach ((string group, IReadOnlyList<ObjectValue> settings) in settingsByGroup)
        {
            settingsKnown.Add(group);
            if (nodes.TryGetValue(group, out GroupNode? node) && !node.AreSettingsKnown) linker.LinkSettings(node, settings);
            foreach (ObjectValue setting in settings)
            {
                if (setting["properties"]["workspaceId"].AsText() is { Length: > 0 } workspace) logWorkspaces.Add(workspace);
            }
        }
    }

    /// <summary>The groups by resource id, ignoring case.</summary>
    public IReadOnlyDictionary<string, GroupNode> NodesById() =>
        nodes.Values.Where(static node => node.ResourceId is not null).ToDictionary(static node => node.ResourceId!, StringComparer.OrdinalIgnoreCase);

    /// <summary>What to ask the logs of the groups; null where there are no groups.</summary>
    public LogSearch? LogSearchFor(IReadOnlyList<RuleEntry> detections) => nodes.Count == 0 ? null : new LogSearch
    {
        DetectionIds = [.. detections.Select(static e => DetectionIds.DetectionOf(e.Id))],
        GroupIds = [.. nodes.Values.Where(static n => n.Kind == AciSubjectType.ContainerGroup).Select(static n => n.ResourceId).OfType<string>().Where(id => !settingsKnown.Contains(id))],
        SubscriptionIds = [.. nodes.Values.Select(static n => n.SubscriptionId).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)],
        WorkspaceIds = logWorkspaces,
    };

    /// <summary>Asks the logs.</summary>
    public IAsyncEnumerable<LogAnswer> SearchLogsAsync(LogSearch search, IAciReporter reporter, CancellationToken cancellationToken) => live.SearchLogsAsync(search, reporter, cancellationToken);

    /// <summary>Forgets a group that is gone.</summary>
    public void Remove(string resourceId) => nodes.Remove(resourceId);

    /// <summary>Reads the neighbours that were not asked for before; gives what could not be read.</summary>
    public async Task<IReadOnlyList<UnreadPart>> ReadAsync(IReadOnlySet<Facet> facets, IAciReporter reporter, CancellationToken cancellationToken)
    {
        if (RequestFor(facets) is not { } request) return [];
        List<UnreadPart> unread = [];
        await foreach (LivePage page in live.ReadNeighboursAsync(request, reporter, cancellationToken).ConfigureAwait(false))
        {
            foreach (ObjectValue row in page.Rows) Estate.Add(row);
            unread.AddRange(page.Unread);
        }

        if (facets.Contains(Facet.Heartbeat)) await ReadHeartbeatsAsync(reporter, cancellationToken).ConfigureAwait(false);
        if (facets.Contains(Facet.Images)) await ReadImagesAsync(reporter, cancellationToken).ConfigureAwait(false);
        Estate.Unread.AddRange(unread);
        return unread;
    }

    // What could not be asked belongs to single groups: their rule says so.
    private async Task ReadHeartbeatsAsync(IAciReporter reporter, CancellationToken cancellationToken)
    {
        HeartbeatQuestion[] questions =
        [
            .. nodes.Values.Where(static node => node is { Kind: AciSubjectType.ContainerGroup, ResourceId: not null })
                .Select(static node => new HeartbeatQuestion(node.ResourceId!, [.. node.Links.Where(static link => link.Reference.Facet == Facet.LogDestinations && LogDestination.IsWorkspace(link.Reference)).Select(static link => link.Reference.Id ?? link.Reference.Name)]))
                .Where(static question => question.WorkspaceIds.Count > 0),
        ];
        await foreach (Heartbeat beat in live.ReadHeartbeatsAsync(questions, reporter, cancellationToken).ConfigureAwait(false)) Estate.Heartbeats[beat.GroupId] = beat;
    }

    private async Task ReadImagesAsync(IAciReporter reporter, CancellationToken cancellationToken)
    {
        Estate.Threats.Images.Clear();
        IReadOnlyList<ImageUse> uses = ImageUses.Of(nodes.Values.Where(static node => node.Kind == AciSubjectType.ContainerGroup));
        await foreach (ImageFacts image in live.ReadImagesAsync(uses, reporter, cancellationToken).ConfigureAwait(false)) Estate.Threats.Images.Add(image);
    }

    private NeighbourRequest? RequestFor(IReadOnlySet<Facet> facets)
    {
        if (facets.Count == 0 || nodes.Count == 0) return null;
        List<NeighbourReference> references = [];
        HashSet<NeighbourReference> around = new(ReferenceEqualityComparer.Instance);
        List<string> principals = [];
        List<string> subscriptions = [];
        foreach (GroupNode node in nodes.Values)
        {
            foreach (GroupLink link in node.Links)
            {
                if (facets.Contains(link.Reference.Facet) && askedReferences.Add(link.Reference)) references.Add(link.Reference);
                if (facets.Contains(Facet.SecurityAlerts) && link.Reference.Facet is Facet.RoleAssignments or Facet.Registries or Facet.Vaults or Facet.Storage) around.Add(link.Reference);
                if (link.Reference.Facet == Facet.RoleAssignments && link.Detail is { } assigned && askedPrincipals.Add(assigned)) principals.Add(assigned);
            }

            if (node.PrincipalId is { } own && askedPrincipals.Add(own)) principals.Add(own);
            if (node.SubscriptionId is { } subscription && askedSubscriptions.Add(subscription)) subscriptions.Add(subscription);
        }

        if (references.Count == 0 && principals.Count == 0 && subscriptions.Count == 0) return null;
        return new NeighbourRequest { Facets = facets, References = references, Around = around, PrincipalIds = principals, SubscriptionIds = subscriptions };
    }
}
