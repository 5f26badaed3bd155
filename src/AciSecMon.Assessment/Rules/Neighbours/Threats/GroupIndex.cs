using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Rules.Neighbours.Threats;

/// <summary>Container groups by what they lead to, so that whatever names a resource finds its groups at once, however many there are.</summary>
internal sealed class GroupIndex
{
    private const string Registries = "Microsoft.ContainerRegistry/registries";
    private const string Identities = "Microsoft.ManagedIdentity/userAssignedIdentities";
    private const string Vaults = "Microsoft.KeyVault/vaults";
    private const string Storage = "Microsoft.Storage/storageAccounts";

    private readonly Dictionary<(AciThreatRelation, string), List<GroupNode>> byKey = [];

    /// <summary>Indexes groups.</summary>
    public GroupIndex(IEnumerable<GroupNode> nodes)
    {
        foreach (GroupNode node in nodes)
        {
            if (node.Kind != AciSubjectType.ContainerGroup || node.ResourceId is not { } id) continue;
            Count++;
            Add(AciThreatRelation.ContainerGroup, id, node);
            Add(AciThreatRelation.ResourceGroup, node.Scope, node);
            if (node.SubscriptionId is { } subscription) Add(AciThreatRelation.Subscription, subscription, node);
            if (node.PrincipalId is { } principal) Add(AciThreatRelation.Identity, principal, node);
            foreach (GroupLink link in node.Links) Add(link, node);
        }
    }

    /// <summary>Number of groups.</summary>
    public int Count { get; }

    /// <summary>Resource ids of the identities of groups.</summary>
    public IEnumerable<string> IdentityIds => byKey.Keys.Where(static key => key.Item1 == AciThreatRelation.Identity && key.Item2.StartsWith('/')).Select(static key => key.Item2);

    /// <summary>Names of what groups are related to in one way, in capital letters.</summary>
    public IEnumerable<string> NamesOf(AciThreatRelation relation) => byKey.Keys.Where(key => key.Item1 == relation).Select(static key => key.Item2);

    /// <summary>The groups that a resource concerns; null for none.</summary>
    /// <param name="resourceId">Resource id, also of something within a resource, or of a resource group or subscription.</param>
    /// <param name="takesOperations">True to take a resource group and a subscription for what happens in them.</param>
    public (AciThreatRelation Relation, IReadOnlyList<GroupNode> Groups)? Find(string resourceId, bool takesOperations)
    {
        string[] parts = resourceId.TrimEnd('/').Split('/');
        if (parts.Length < 3 || !Same(parts[1], "subscriptions")) return null;
        if (parts.Length == 3) return takesOperations ? Of(AciThreatRelation.Subscription, parts[2]) : null;
        if (parts.Length == 5) return takesOperations ? Of(AciThreatRelation.ResourceGroup, resourceId.TrimEnd('/')) : null;
        if (parts.Length < 9 || !Same(parts[5], "providers")) return null;
        string type = $"{parts[6]}/{parts[7]}";
        string id = string.Join('/', parts[..9]);
        if (Same(type, ResourceKinds.ContainerGroups)) return Of(AciThreatRelation.ContainerGroup, id);
        if (Same(type, Identities)) return Of(AciThreatRelation.Identity, id);
        if (Same(type, Registries)) return Of(AciThreatRelation.Registry, parts[8]);
        if (Same(type, Vaults)) return Of(AciThreatRelation.Vault, parts[8]);
        return Same(type, Storage) ? Of(AciThreatRelation.StorageAccount, parts[8]) : null;
    }

    /// <summary>True for the resource id of a container group, or of something within one, whether it is among the groups or not.</summary>
    public static bool IsGroup(string resourceId) => resourceId.Split('/') is { Length: >= 9 } parts && Same($"{parts[6]}/{parts[7]}", ResourceKinds.ContainerGroups);

    /// <summary>The groups that have an identity of an object id; null for none.</summary>
    public (AciThreatRelation Relation, IReadOnlyList<GroupNode> Groups)? FindPrincipal(string objectId) => Of(AciThreatRelation.Identity, objectId);

    private void Add(GroupLink link, GroupNode node)
    {
        NeighbourReference reference = link.Reference;
        switch (reference.Facet)
        {
            case Facet.RoleAssignments:
                if (reference.Id is { } identity) Add(AciThreatRelation.Identity, identity, node);
                if (link.Detail is { Length: > 0 } principal) Add(AciThreatRelation.Identity, principal, node);
                break;
            case Facet.Registries:
                // A login server may carry a hash behind a hyphen, which the name of a registry itself cannot have.
                Add(AciThreatRelation.Registry, reference.Name.Split('.')[0].Split('-')[0], node);
                break;
            case Facet.Vaults:
                Add(AciThreatRelation.Vault, reference.Name, node);
                break;
            case Facet.Storage:
                Add(AciThreatRelation.StorageAccount, reference.Name, node);
                break;
        }
    }

    private void Add(AciThreatRelation relation, string key, GroupNode node)
    {
        (AciThreatRelation, string) whole = (relation, key.ToUpperInvariant());
        if (!byKey.TryGetValue(whole, out List<GroupNode>? list)) byKey.Add(whole, list = []);
        if (list.Count == 0 || !ReferenceEquals(list[^1], node)) list.Add(node);
    }

    private (AciThreatRelation Relation, IReadOnlyList<GroupNode> Groups)? Of(AciThreatRelation relation, string key) =>
        byKey.TryGetValue((relation, key.ToUpperInvariant()), out List<GroupNode>? found) ? (relation, found) : null;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
