using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Access;

/// <summary>An identity of a container group.</summary>
/// <param name="PrincipalId">Object id.</param>
/// <param name="Name">Name: that of the identity, or of the group where it is the group's own.</param>
/// <param name="ResourceId">Resource id of a user-assigned identity; null for one of the group's own.</param>
internal sealed record GroupIdentity(string PrincipalId, string Name, string? ResourceId);

/// <summary>A container group, as far as access goes.</summary>
/// <param name="Id">Resource id.</param>
/// <param name="Identities">Its identities.</param>
internal sealed record AccessTarget(string Id, IReadOnlyList<GroupIdentity> Identities)
{
    public string Name { get; } = ResourceIds.LastSegment(Id);

    public string SubscriptionId { get; } = ResourceIds.SegmentAfter(Id, "subscriptions") ?? string.Empty;

    /// <summary>A group by its row or resource; null for what is none.</summary>
    public static AccessTarget? Of(ObjectValue group)
    {
        if (group["id"].AsText() is not { Length: > 0 } id) return null;
        List<GroupIdentity> identities = [];
        Value identity = group["identity"];
        if (identity["principalId"].AsText() is { Length: > 0 } own) identities.Add(new GroupIdentity(own, ResourceIds.LastSegment(id), null));
        foreach (Property assigned in (identity["userAssignedIdentities"] as ObjectValue)?.Properties ?? [])
        {
            if (assigned.Value["principalId"].AsText() is { Length: > 0 } principal) identities.Add(new GroupIdentity(principal, ResourceIds.LastSegment(assigned.Name), assigned.Name));
        }

        return new AccessTarget(id, identities);
    }
}
