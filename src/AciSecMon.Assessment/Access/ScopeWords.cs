using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Access;

/// <summary>Names scopes for people.</summary>
internal static class ScopeWords
{
    /// <summary>The kind of scope and its name.</summary>
    public static string Of(string scope)
    {
        if (scope.Length == 0) return "the tenant";
        string name = ResourceIds.LastSegment(scope);
        if (ScopeTree.IsManagementGroup(scope)) return $"management group {name}";
        return scope.Split('/').Length switch
        {
            3 => $"subscription {name}",
            5 => $"resource group {name}",
            _ => name,
        };
    }
}
