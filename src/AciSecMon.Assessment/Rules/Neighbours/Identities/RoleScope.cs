using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Identities;

/// <summary>How wide a scope is. Wider ones compare greater.</summary>
internal enum ScopeWidth
{
    Resource,
    ResourceGroup,
    Subscription,
    ManagementGroup,
    Tenant,
}

/// <summary>Tells how wide a role assignment reaches.</summary>
internal static class RoleScope
{
    private const string Provider = "/providers/Microsoft.Authorization/roleAssignments/";

    /// <summary>The width; null where it is not known, with the value that leaves it open.</summary>
    public static (ScopeWidth? Width, Value Deciding) Of(ObjectValue assignment)
    {
        Value scope = assignment["properties"]["scope"];
        if (scope.IsMissing) scope = assignment["scope"];
        if (scope.AsText() is { } text) return (WidthOf(text), scope);
        if (!scope.IsMissing) return (null, scope);

        // Of a resource that a template deploys into its resource group, the scope is that group; what a service answers has an id.
        if (assignment["id"].AsText() is not { } id) return (ScopeWidth.ResourceGroup, scope);
        int at = id.LastIndexOf(Provider, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? (null, assignment["id"]) : (WidthOf(id[..at]), assignment["id"]);
    }

    /// <summary>What the scope is called, by its last part; null where that is not known or says nothing.</summary>
    public static string? NameOf(ObjectValue assignment)
    {
        string? scope = assignment["properties"]["scope"].AsText() ?? assignment["scope"].AsText();
        if (scope is null && assignment["id"].AsText() is { } id && id.LastIndexOf(Provider, StringComparison.OrdinalIgnoreCase) is >= 0 and var at) scope = id[..at];
        string name = scope is null ? string.Empty : ResourceIds.LastSegment(scope);
        return name.Length == 0 || name.Contains('{', StringComparison.Ordinal) ? null : name;
    }

    /// <summary>The scope for messages and places.</summary>
    public static string WordOf(ScopeWidth width) => width switch
    {
        ScopeWidth.Tenant => "tenant",
        ScopeWidth.ManagementGroup => "management group",
        ScopeWidth.Subscription => "subscription",
        ScopeWidth.ResourceGroup => "resource group",
        _ => "resource",
    };

    private static ScopeWidth WidthOf(string scope)
    {
        string[] parts = scope.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0) return ScopeWidth.Tenant;
        if (scope.Contains("/managementGroups/", StringComparison.OrdinalIgnoreCase) && !scope.Contains("/subscriptions/", StringComparison.OrdinalIgnoreCase)) return ScopeWidth.ManagementGroup;
        return parts.Length switch
        {
            2 when ResourceIds.SegmentAfter(scope, "subscriptions") is not null => ScopeWidth.Subscription,
            4 when ResourceIds.SegmentAfter(scope, "resourceGroups") is not null => ScopeWidth.ResourceGroup,
            _ => ScopeWidth.Resource,
        };
    }
}
