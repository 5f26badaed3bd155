using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Neighbours.Logging;
using AciSecMon.Assessment.Rules.Neighbours.Threats;
using AciSecMon.Assessment.Threats;

namespace AciSecMon.Assessment.Rules.Neighbours;

/// <summary>Makes the subjects of rules from groups and their links: each neighbour once.</summary>
internal sealed class NeighbourSubjects(IReadOnlyCollection<GroupNode> nodes, NeighbourEstate estate)
{
    private readonly Dictionary<AciSubjectType, IReadOnlyList<NeighbourSubject>> made = [];

    /// <summary>The subjects of a kind.</summary>
    public IEnumerable<NeighbourSubject> Of(AciSubjectType kind)
    {
        // One for each group would be as large as the fleet: these come and go.
        if (kind == AciSubjectType.ContainerGroup) return nodes.Where(static n => n.Kind == AciSubjectType.ContainerGroup).Select(OfGroup);
        if (made.TryGetValue(kind, out IReadOnlyList<NeighbourSubject>? known)) return known;
        IReadOnlyList<NeighbourSubject> subjects = kind switch
        {
            AciSubjectType.Subnet => OfReferences(kind, Facet.Network),
            AciSubjectType.Registry => OfReferences(kind, Facet.Registries),
            AciSubjectType.StorageAccount => OfReferences(kind, Facet.Storage),
            AciSubjectType.Vault => OfReferences(kind, Facet.Vaults),
            AciSubjectType.Workspace => OfWorkspaces(),
            AciSubjectType.Key => OfReferences(kind, Facet.Keys),
            AciSubjectType.ContainerGroupProfile => OfReferences(kind, Facet.Profiles),
            AciSubjectType.Identity => [.. OfReferences(kind, Facet.RoleAssignments), .. nodes.Where(static n => n.HasSystemIdentity).Select(OfSystemIdentity)],
            AciSubjectType.Subscription => OfSubscriptions(),
            AciSubjectType.Alert => OfAlerts(),
            AciSubjectType.Image => OfImages(),
            _ => [],
        };
        made.Add(kind, subjects);
        return subjects;
    }

    // Settings name a workspace by its resource id, the agents of groups by the workspace's own id: it is one all the same.
    private NeighbourSubject[] OfWorkspaces() =>
    [
        .. OfReferences(AciSubjectType.Workspace, Facet.LogDestinations).Where(static s => LogDestination.IsWorkspace(s.Reference!))
            .GroupBy(static s => s.ResourceId ?? s.Name, StringComparer.OrdinalIgnoreCase).Select(static same => same.First().With([.. same.SelectMany(static s => s.Groups).Distinct()])),
    ];

    private NeighbourSubject[] OfReferences(AciSubjectType kind, Facet facet)
    {
        var groups = new Dictionary<NeighbourReference, (List<GroupNode> Nodes, string? Detail)>(ReferenceEqualityComparer.Instance);
        foreach (GroupNode node in nodes)
        {
            foreach (GroupLink link in node.Links)
            {
                if (link.Reference.Facet != facet) continue;
                (List<GroupNode> list, string? detail) = groups.TryGetValue(link.Reference, out (List<GroupNode>, string?) known) ? known : ([], null);
                if (list.Count == 0 || !ReferenceEquals(list[^1], node)) list.Add(node);
                groups[link.Reference] = (list, detail ?? link.Detail);
            }
        }

        return [.. groups.Select(pair => Of(kind, pair.Key, pair.Value.Nodes, pair.Value.Detail))];
    }

    private NeighbourSubject Of(AciSubjectType kind, NeighbourReference reference, List<GroupNode> groups, string? detail)
    {
        ObjectValue? resource = estate.Find(reference);
        string? id = reference.Id ?? resource?["id"].AsText();
        if (id is not null && id.Contains('{', StringComparison.Ordinal)) id = null;
        string scope = ResourceIds.ScopeOf(id);
        return new NeighbourSubject
        {
            Kind = kind,
            Name = kind switch
            {
                AciSubjectType.Registry => reference.Name[..reference.Name.IndexOf('.', StringComparison.Ordinal)],
                AciSubjectType.Workspace when id is not null => ResourceIds.LastSegment(id),
                _ => reference.Name,
            },
            ResourceId = id,
            Scope = scope.Length > 0 ? scope : groups[0].Scope,
            Resource = resource,
            Reference = reference,
            Groups = groups,
            PrincipalId = kind == AciSubjectType.Identity ? detail : null,
        };
    }

    private static NeighbourSubject OfGroup(GroupNode node) => new()
    {
        Kind = node.Kind,
        Name = node.DisplayName,
        ResourceId = node.ResourceId,
        Scope = node.Scope,
        Groups = [node],
    };

    private static NeighbourSubject OfSystemIdentity(GroupNode node) => new()
    {
        Kind = AciSubjectType.Identity,
        Name = node.DisplayName,
        ResourceId = node.ResourceId,
        Scope = node.Scope,
        Groups = [node],
        PrincipalId = node.PrincipalId,
    };

    // One for each alert, however many groups it concerns.
    private NeighbourSubject[] OfAlerts()
    {
        if (estate.Threats.Alerts.Count == 0) return [];
        var index = new GroupIndex(nodes);
        List<NeighbourSubject> alerts = [];
        foreach ((SecurityAlert alert, ObjectValue resource) in estate.Threats.Alerts)
        {
            if (AlertMatch.Of(alert, index) is not { } match) continue;
            string scope = ResourceIds.ScopeOf(alert.Id);
            alerts.Add(new NeighbourSubject
            {
                Kind = AciSubjectType.Alert,
                Name = alert.Name,
                ResourceId = alert.Id,
                Scope = scope.Length > 0 ? scope : $"/subscriptions/{ResourceIds.SegmentAfter(alert.Id, "subscriptions")}",
                Resource = resource,
                Groups = match.Groups,
            });
        }

        return [.. alerts];
    }

    // Groups that run one tag may have pulled different images.
    private NeighbourSubject[] OfImages()
    {
        HashSet<string> several = estate.Threats.Images.GroupBy(static image => image.Use.Text, StringComparer.Ordinal).Where(static same => same.Count() > 1).Select(static same => same.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. estate.Threats.Images.Select(image => new NeighbourSubject
            {
                Kind = AciSubjectType.Image,
                Name = image.Use.Text + (several.Contains(image.Use.Text) && image.DigestFrom == AciDigestSource.PulledEvent ? $"@{image.Digest}" : string.Empty),
                Scope = image.RegistryId is { } registry ? ResourceIds.ScopeOf(registry) : image.Groups.Select(static group => group.Scope).Min(StringComparer.OrdinalIgnoreCase) ?? string.Empty,
                Groups = image.Groups,
                Image = image,
            }),
        ];
    }

    // A file that holds a subscription's plans is that subscription's; what no source tells is not asked for.
    private NeighbourSubject[] OfSubscriptions() =>
    [
        .. nodes.Where(static n => n.SubscriptionId is not null).GroupBy(static n => n.SubscriptionId!, StringComparer.OrdinalIgnoreCase).Select(static g => new NeighbourSubject
        {
            Kind = AciSubjectType.Subscription,
            Name = g.Key,
            ResourceId = $"/subscriptions/{g.Key}",
            Scope = $"/subscriptions/{g.Key}",
            Groups = [.. g],
        }),
    ];
}
