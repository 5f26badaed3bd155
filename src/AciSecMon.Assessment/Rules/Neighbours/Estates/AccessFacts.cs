using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Rules.Neighbours;

/// <summary>Who may do what with the groups of a connection. Groups below one scope with nothing assigned below it are judged together, and once.</summary>
internal sealed class AccessFacts
{
    private readonly Dictionary<string, IReadOnlyList<AccessPlace>> bySubscription = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, IReadOnlyDictionary<string, HeldRights>> byPlace = new(StringComparer.OrdinalIgnoreCase);
    private EffectiveRights? rights;
    private Escalations? escalations;

    /// <summary>Roles, assignments and principals.</summary>
    public AccessEstate Estate { get; } = new();

    /// <summary>What principals may do at a scope.</summary>
    public EffectiveRights Rights => rights ??= new EffectiveRights(Estate);

    /// <summary>Ways to the rights of identities.</summary>
    public Escalations Escalations => escalations ??= new Escalations(Estate, Rights);

    /// <summary>Adds a row or resource.</summary>
    public void Add(ObjectValue row)
    {
        Estate.Add(row);
        bySubscription.Clear();
        byPlace.Clear();
        rights = null;
        escalations = null;
    }

    /// <summary>Where groups of a subscription are, with what each principal may do there.</summary>
    public IReadOnlyList<AccessPlace> PlacesOf(NeighbourSubject subscription)
    {
        string id = subscription.SubscriptionId ?? string.Empty;
        if (bySubscription.TryGetValue(id, out IReadOnlyList<AccessPlace>? known)) return known;
        AccessPlace[] places =
        [
            .. subscription.Groups.Where(static node => node.Kind == AciSubjectType.ContainerGroup && node.ResourceId is not null)
                .GroupBy(node => Estate.PlaceOf(node.ResourceId!), StringComparer.OrdinalIgnoreCase)
                .Select(place => new AccessPlace(place.Key, [.. place], HeldAt(place.First().ResourceId!))),
        ];
        return bySubscription[id] = places;
    }

    /// <summary>What each principal may do with a group.</summary>
    public IReadOnlyDictionary<string, HeldRights> HeldAt(string groupId)
    {
        string place = Estate.PlaceOf(groupId);
        if (!byPlace.TryGetValue(place, out IReadOnlyDictionary<string, HeldRights>? held)) byPlace[place] = held = Rights.AllAt(groupId);
        return held;
    }

    /// <summary>A group with its identities.</summary>
    public static AccessTarget TargetOf(GroupNode node)
    {
        List<GroupIdentity> identities = node.PrincipalId is { } own ? [new GroupIdentity(own, node.DisplayName, null)] : [];
        foreach (GroupLink link in node.Links)
        {
            if (link.Reference.Facet == Facet.RoleAssignments && link.Detail is { } principal) identities.Add(new GroupIdentity(principal, link.Reference.Name, link.Reference.Id));
        }

        return new AccessTarget(node.ResourceId ?? node.DisplayName, identities);
    }
}

/// <summary>Groups that the same assignments hold for.</summary>
/// <param name="Scope">The narrowest scope at or above them at which something is assigned.</param>
/// <param name="Groups">The groups.</param>
/// <param name="Held">What each principal may do with them.</param>
internal sealed record AccessPlace(string Scope, IReadOnlyList<GroupNode> Groups, IReadOnlyDictionary<string, HeldRights> Held)
{
    /// <summary>Resource ids of the groups.</summary>
    public IEnumerable<string> GroupIds => Groups.Select(static node => node.ResourceId).OfType<string>();
}
