namespace AciSecMon.Assessment.Policy;

/// <summary>Resource ids of what policies are made of.</summary>
internal static class PolicyIds
{
    /// <summary>Type of a definition.</summary>
    public const string DefinitionType = "Microsoft.Authorization/policyDefinitions";

    /// <summary>Type of an initiative.</summary>
    public const string SetType = "Microsoft.Authorization/policySetDefinitions";

    /// <summary>Type of an assignment.</summary>
    public const string AssignmentType = "Microsoft.Authorization/policyAssignments";

    /// <summary>Type of an exemption.</summary>
    public const string ExemptionType = "Microsoft.Authorization/policyExemptions";

    /// <summary>The name in an id, or of what is no id, itself.</summary>
    public static string NameOf(string id) => id[(id.LastIndexOf('/') + 1)..];

    /// <summary>The scope that the id of an extension resource stands in, such as a subscription; null where it stands in none.</summary>
    /// <param name="id">Resource id.</param>
    /// <param name="type">Its type.</param>
    public static string? ScopeOf(string? id, string type)
    {
        int at = id?.IndexOf($"/providers/{type}/", StringComparison.OrdinalIgnoreCase) ?? -1;
        return at > 0 ? id![..at] : null;
    }

    /// <summary>True where a resource is a scope, or lies in it.</summary>
    public static bool IsWithin(string resourceId, string scope)
    {
        ReadOnlySpan<char> outer = scope.AsSpan().TrimEnd('/');
        return resourceId.AsSpan().StartsWith(outer, StringComparison.OrdinalIgnoreCase) && (resourceId.Length == outer.Length || resourceId[outer.Length] == '/');
    }
}
