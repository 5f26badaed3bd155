using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Policy;
using AciSecMon.Assessment.Rules.Identity;

namespace AciSecMon.Assessment.Rules.Neighbours;

/// <summary>The neighbours of groups, by what they are called. A template, an export and a connection fill it alike.</summary>
internal sealed class NeighbourEstate
{
    private readonly Dictionary<(Facet, string Name), List<(string? Id, ObjectValue Resource)>> named = [];
    private readonly List<ObjectValue> roleAssignments = [];
    private readonly HashSet<string> assignmentIds = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, ObjectValue> roleDefinitions = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<ObjectValue, Value> conditions = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> lockedScopes = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ObjectValue> plans = [];
    private readonly HashSet<string> principals = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> registryHosts = new(StringComparer.OrdinalIgnoreCase);
    private Dictionary<string, List<ObjectValue>>? assignmentsByPrincipal;
    private ILookup<string, ObjectValue>? assignmentsBySubscription;

    /// <summary>True where what is not here was looked for; false for a file, which need not hold everything.</summary>
    public bool IsLive { get; init; }

    /// <summary>The rules on groups, for profiles: id, severity and status of what they say.</summary>
    public Func<ObjectValue, IReadOnlyList<JudgedResult>>? JudgeProfile { get; init; }

    /// <summary>The time by which keys expire.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>What could not be read.</summary>
    public List<UnreadPart> Unread { get; } = [];

    /// <summary>Role assignments; on a connection those of applications and identities alone.</summary>
    public IReadOnlyList<ObjectValue> RoleAssignments => roleAssignments;

    public IReadOnlyList<ObjectValue> Plans => plans;

    /// <summary>What tells somebody of what happens.</summary>
    public MonitoringEstate Monitoring { get; } = new();

    /// <summary>The last rows of groups in the workspaces that they send to, by resource id.</summary>
    public Dictionary<string, Heartbeat> Heartbeats { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What Defender tells of the groups and of what they lead to.</summary>
    public ThreatEstate Threats { get; } = new();

    /// <summary>Who may do what with the groups of a connection.</summary>
    public AccessFacts Access { get; } = new();

    /// <summary>Who did what to the groups of a connection.</summary>
    public ActivityFacts Activity { get; } = new();

    /// <summary>What Azure Policy has for the groups of a connection.</summary>
    public PolicyFacts Policies { get; } = new();

    public bool IsEmpty => named.Count == 0 && roleAssignments.Count == 0 && lockedScopes.Count == 0 && plans.Count == 0;

    /// <summary>True where the estate has a registry of that host.</summary>
    public bool OwnsRegistry(string host) => registryHosts.Contains(host);

    /// <summary>True where a lock lies on a resource, its resource group or its subscription.</summary>
    public bool IsLocked(string resourceId)
    {
        if (lockedScopes.Contains(resourceId)) return true;
        int end = resourceId.LastIndexOf("/providers/", StringComparison.OrdinalIgnoreCase);
        if (end > 0 && lockedScopes.Contains(resourceId[..end])) return true;
        return ResourceIds.SegmentAfter(resourceId, "subscriptions") is { } subscription && lockedScopes.Contains("/subscriptions/" + subscription);
    }

    /// <summary>The condition that a template deploys a resource under and that is not known; null where it is deployed anyway.</summary>
    public Value? ConditionOf(ObjectValue? resource) => resource is null ? null : conditions.GetValueOrDefault(resource);

    /// <summary>True where a principal of that object id exists.</summary>
    public bool HasPrincipal(string objectId) => principals.Contains(objectId);

    /// <summary>Adds a resource of a template.</summary>
    public void Add(Neighbour neighbour)
    {
        if (neighbour.IsExisting || !NeighbourTypes.IsKnown(neighbour.Type)) return;
        if (neighbour.DeployedWhen is { } condition) conditions[neighbour.Resource] = condition;
        Add(neighbour.Type, neighbour.Name, neighbour.Resource);
    }

    /// <summary>Adds a row or resource as the service wrote it.</summary>
    public void Add(ObjectValue row)
    {
        if (ActivityFacts.IsEvent(row))
        {
            Activity.Add(row);
            return;
        }

        string? type = Envelope.TypeOf(row);
        if (type is null || type.StartsWith('#') || !type.Contains('/', StringComparison.Ordinal)) AddPrincipal(row);
        else Add(type, row["name"], row);
    }

    /// <summary>The resource that a reference means; null where it is not here.</summary>
    public ObjectValue? Find(NeighbourReference reference)
    {
        if (!named.TryGetValue((reference.Facet, reference.Name.ToUpperInvariant()), out List<(string? Id, ObjectValue Resource)>? found)) return null;
        foreach ((string? id, ObjectValue resource) in found)
        {
            if (id is null || reference.Id is null || ResourceIdMatch.Compare(id, reference.Id) != false) return resource;
        }

        return null;
    }

    /// <summary>Role assignments of a principal whose id is known.</summary>
    public IReadOnlyList<ObjectValue> AssignmentsOf(string principalId)
    {
        assignmentsByPrincipal ??= roleAssignments
            .Where(static a => a["properties"]["principalId"].AsText() is not null)
            .GroupBy(static a => a["properties"]["principalId"].AsText()!, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(static g => g.Key, static g => g.ToList(), StringComparer.OrdinalIgnoreCase);
        return assignmentsByPrincipal.GetValueOrDefault(principalId) ?? [];
    }

    /// <summary>Role assignments that lie in a subscription, at any scope within it.</summary>
    public IEnumerable<ObjectValue> AssignmentsIn(string subscriptionId)
    {
        assignmentsBySubscription ??= roleAssignments.ToLookup(
            static a => ResourceIds.SegmentAfter(a["properties"]["scope"].AsText() ?? a["id"].AsText(), "subscriptions") ?? string.Empty, StringComparer.OrdinalIgnoreCase);
        return assignmentsBySubscription[subscriptionId];
    }

    /// <summary>The role definition of that id, compared by its last part, which is the same in every scope; null where it is not here.</summary>
    public ObjectValue? RoleDefinition(string roleDefinitionId) => roleDefinitions.GetValueOrDefault(ResourceIds.LastSegment(roleDefinitionId));

    /// <summary>What keeps a slice from being known whole for a subject; null where nothing does.</summary>
    /// <param name="facet">The slice.</param>
    /// <param name="about">Resource id or subscription that it is asked for; null for the slice as a whole.</param>
    public UnreadPart? UnreadFor(Facet facet, string? about) => Unread.Find(u => u.Facet == facet && Concerns(u.Target, about));

    private static bool Concerns(string target, string? about)
    {
        // A query, or something else that is no path, may have left out anything.
        if (about is null || !target.StartsWith('/')) return !Guid.TryParse(target, out _) || about is null || about.Contains(target, StringComparison.OrdinalIgnoreCase);
        return about.StartsWith(target, StringComparison.OrdinalIgnoreCase) || target.StartsWith(about, StringComparison.OrdinalIgnoreCase);
    }

    private static string? ScopeOfLock(string? id)
    {
        int at = id?.LastIndexOf("/providers/Microsoft.Authorization/locks/", StringComparison.OrdinalIgnoreCase) ?? -1;
        return at > 0 ? id![..at] : null;
    }

    private void AddPrincipal(ObjectValue row)
    {
        if (row["id"].AsText() is not { Length: > 0 } id) return;
        principals.Add(id);
        Access.Add(row);
    }

    private void Add(string type, Value name, ObjectValue resource)
    {
        switch (NeighbourTypes.Of(type))
        {
            case NeighbourType.Network:
                foreach (Value subnet in resource["properties"]["subnets"].Items.OfType<ObjectValue>())
                {
                    if (name.AsText() is { } network && subnet["name"].AsText() is { } own) AddNamed(Facet.Network, $"{network}/{own}", (ObjectValue)subnet, resource["id"].AsText());
                }

                break;
            case NeighbourType.Subnet:
                AddNamed(Facet.Network, NameOfChild(name, resource, "virtualNetworks"), resource);
                break;
            case NeighbourType.Registry:
                AddRegistry(name.AsText(), resource);
                break;
            case NeighbourType.Storage:
                AddNamed(Facet.Storage, name.AsText(), resource);
                AddNamed(Facet.LogDestinations, name.AsText(), resource);
                break;
            case NeighbourType.Workspace:
                AddNamed(Facet.LogDestinations, name.AsText(), resource);
                AddNamed(Facet.LogDestinations, resource["properties"]["customerId"].AsText(), resource);
                break;
            case NeighbourType.EventHubs:
                AddNamed(Facet.LogDestinations, name.AsText(), resource);
                break;
            case NeighbourType.Vault:
                AddNamed(Facet.Vaults, name.AsText(), resource);
                break;
            case NeighbourType.Key:
                AddNamed(Facet.Keys, NameOfChild(name, resource, "vaults"), resource);
                break;
            case NeighbourType.Profile:
                AddNamed(Facet.Profiles, name.AsText(), resource);
                break;
            case NeighbourType.RoleAssignment:
                // One assignment is found by its principal and by its subscription.
                if (resource["id"].AsText() is { } assignment && !assignmentIds.Add(assignment)) break;
                if (IsLive) Access.Add(resource);

                // Of people and groups only what they may do matters, which is kept in a few numbers: whole rows of tens of thousands of assignments would be most of what is in memory.
                if (IsLive && IsOfPerson(resource["properties"]["principalType"])) break;
                roleAssignments.Add(resource);
                assignmentsByPrincipal = null;
                assignmentsBySubscription = null;
                break;
            case NeighbourType.Access:
                Access.Add(resource);
                break;
            case NeighbourType.RoleDefinition:
                if (IsLive) Access.Add(resource);
                if (name.AsText() is { } called) roleDefinitions.TryAdd(ResourceIds.LastSegment(called), resource);
                if (resource["id"].AsText() is { } definition) roleDefinitions.TryAdd(ResourceIds.LastSegment(definition), resource);
                break;
            case NeighbourType.Lock:
                if (ScopeOfLock(resource["id"].AsText()) is { } scope) lockedScopes.Add(scope);
                break;
            case NeighbourType.Plan:
                plans.Add(resource);
                break;
            case NeighbourType.Monitoring:
                Monitoring.Add(resource);
                break;
            case NeighbourType.Threat:
                Threats.Add(resource);
                break;
            case NeighbourType.Subscription:
                // It names the management groups above it, to which roles and policies may be assigned.
                Access.Add(resource);
                Policies.Add(resource);
                break;
            case NeighbourType.Policy:
                if (IsLive) Policies.Add(resource);
                break;
        }
    }

    private void AddRegistry(string? name, ObjectValue resource)
    {
        string? host = resource["properties"]["loginServer"].AsText();
        if (host is not null) registryHosts.Add(host);
        AddNamed(Facet.Registries, host, resource);
        if (name is null || host is not null) return;

        // A template does not say the host; without a domain name label it is the name in the cloud's domain.
        foreach (string domain in NeighbourTypes.RegistryDomains)
        {
            registryHosts.Add($"{name}.{domain}");
            AddNamed(Facet.Registries, $"{name}.{domain}", resource);
        }
    }

    private void AddNamed(Facet facet, string? name, ObjectValue resource, string? parentId = null)
    {
        if (string.IsNullOrEmpty(name)) return;
        (Facet, string) key = (facet, name.ToUpperInvariant());
        if (!named.TryGetValue(key, out List<(string?, ObjectValue)>? list)) named.Add(key, list = []);
        string? id = resource["id"].AsText() ?? (parentId is null ? null : $"{parentId}/subnets/{ResourceIds.LastSegment(name)}");
        list.Add((string.IsNullOrEmpty(id) ? null : id, resource));
    }

    private static bool IsOfPerson(Value type) => type.Is("User") || type.Is("Group") || type.Is("ForeignGroup") || type.Is("Device");

    // A child is called parent/child in templates, and by its last part alone in what the service answers.
    private static string? NameOfChild(Value name, ObjectValue resource, string parents)
    {
        if (name.AsText() is not { } text) return null;
        if (text.Contains('/', StringComparison.Ordinal)) return text;
        return ResourceIds.SegmentAfter(resource["id"].AsText(), parents) is { } parent ? $"{parent}/{text}" : null;
    }
}
