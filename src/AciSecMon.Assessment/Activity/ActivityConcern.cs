using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Activity;

/// <summary>
/// Tells which operations concern container groups: those on them and on what lies below them, role assignments and locks at or above them, and those on the identities, subnets and
/// alert rules around them.
/// </summary>
internal sealed class ActivityConcern
{
    private readonly HashSet<string> scopes = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> neighbours = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> identities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Which groups are meant, by name and resource group; null for all, also those that are gone.</summary>
    public Func<string, bool>? IsMeant { get; init; }

    /// <summary>Managed identities of groups: object id to name.</summary>
    public IReadOnlyDictionary<string, string> Identities => identities;

    /// <summary>Notes a group with what is around it, as a row or resource gives it.</summary>
    public void Add(ObjectValue group)
    {
        if (group["id"].AsText() is not { Length: > 0 } id) return;
        Value identity = group["identity"];
        if (identity["principalId"].AsText() is { Length: > 0 } own) identities.TryAdd(own, ResourceIds.LastSegment(id));
        foreach (Property assigned in (identity["userAssignedIdentities"] as ObjectValue)?.Properties ?? [])
        {
            if (assigned.Value["principalId"].AsText() is { Length: > 0 } principal) identities.TryAdd(principal, ResourceIds.LastSegment(assigned.Name));
            if (IsMeant?.Invoke(id) != false) neighbours.Add(assigned.Name);
        }

        if (IsMeant?.Invoke(id) == false) return;
        AddScopes(id);
        foreach (Value subnet in group["properties"]["subnetIds"].Items)
        {
            if (subnet["id"].AsText() is { Length: > 0 } subnetId) neighbours.Add(subnetId);
        }
    }

    /// <summary>True where an operation concerns one of the groups that are meant.</summary>
    public bool Has(ActivityRecord record)
    {
        if (record.Target.GroupId is { } group)
        {
            if (IsMeant?.Invoke(group) == false) return false;

            // Who gave rights at the resource group of a group that is gone matters as much; records come newest first, so what was learned late may miss some.
            AddScopes(group);
            return true;
        }

        string scope = ActivityTarget.ScopeOf(record.ResourceId);
        return record.Kind switch
        {
            AciActivityKind.AssignRole or AciActivityKind.RemoveRole or AciActivityKind.RemoveLock => scope.Length == 0 || scopes.Contains(scope) || IsManagementGroup(scope) || IsAround(scope),
            AciActivityKind.WriteDiagnostics or AciActivityKind.RemoveDiagnostics => scopes.Contains(SettingOwner(record.ResourceId)) && IsSubscription(SettingOwner(record.ResourceId)),
            AciActivityKind.WriteAlertRule or AciActivityKind.RemoveAlertRule => ResourceIds.SegmentAfter(record.ResourceId, "subscriptions") is { } id && scopes.Contains("/subscriptions/" + id),
            AciActivityKind.AssignIdentity or AciActivityKind.LinkNetwork or AciActivityKind.UnlinkNetwork => IsAround(record.ResourceId),

            // Profiles and operations on the provider have no group; whoever names groups does not mean them.
            _ => IsMeant is null && record.Operation.Name.StartsWith("Microsoft.ContainerInstance/", StringComparison.OrdinalIgnoreCase),
        };
    }

    // The group, its resource group and its subscription: rights at each of them reach the group.
    private void AddScopes(string id)
    {
        scopes.Add(id);
        if (ResourceIds.ScopeOf(id) is { Length: > 0 } resourceGroup) scopes.Add(resourceGroup);
        if (ResourceIds.SegmentAfter(id, "subscriptions") is { } subscription) scopes.Add("/subscriptions/" + subscription);
    }

    private bool IsAround(string id)
    {
        for (string part = id; part.Length > 0; part = part[..Math.Max(part.LastIndexOf('/'), 0)])
        {
            if (neighbours.Contains(part)) return true;
        }

        return false;
    }

    private static bool IsManagementGroup(string scope) => scope.StartsWith("/providers/Microsoft.Management/managementGroups/", StringComparison.OrdinalIgnoreCase);

    private static bool IsSubscription(string scope) => scope.Split('/').Length == 3;

    private static string SettingOwner(string resourceId)
    {
        int at = resourceId.IndexOf("/providers/Microsoft.Insights/diagnosticSettings", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? resourceId : resourceId[..at];
    }
}
