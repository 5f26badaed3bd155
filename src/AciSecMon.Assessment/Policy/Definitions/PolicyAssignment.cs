using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>What brings a definition or initiative to resources (azure-facts-2, D.4.6).</summary>
internal sealed class PolicyAssignment
{
    public string? Id { get; init; }

    public required string Name { get; init; }

    public required string DefinitionId { get; init; }

    public required IReadOnlyDictionary<string, Value> Parameters { get; init; }

    /// <summary>The scope that it is for; null where it is not told.</summary>
    public string? Scope { get; init; }

    /// <summary>Scopes that it leaves out.</summary>
    public required IReadOnlyList<string> NotScopes { get; init; }

    /// <summary>True where it has no effect, and is judged all the same.</summary>
    public bool IsNotEnforced { get; init; }

    /// <summary>Reads it; null where it names no definition.</summary>
    public static PolicyAssignment? Of(ObjectValue resource)
    {
        ObjectValue properties = resource["properties"] as ObjectValue ?? resource;
        if (properties["policyDefinitionId"].AsText() is not { Length: > 0 } definition) return null;
        Dictionary<string, Value> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (Property parameter in (properties["parameters"] as ObjectValue)?.Properties ?? []) values[parameter.Name] = parameter.Value is ObjectValue wrapped && wrapped.Find("value") is { } value ? value : parameter.Value;
        string? id = resource["id"].AsText();
        int at = id?.IndexOf("/providers/Microsoft.Authorization/policyAssignments/", StringComparison.OrdinalIgnoreCase) ?? -1;
        return new PolicyAssignment
        {
            Id = id,
            Name = resource["name"].AsText() ?? id ?? definition,
            DefinitionId = definition,
            Parameters = values,
            Scope = properties["scope"].AsText() ?? (at > 0 ? id![..at] : null),
            NotScopes = [.. properties["notScopes"].Items.Select(static scope => scope.AsText()).OfType<string>()],
            IsNotEnforced = properties["enforcementMode"].Is("DoNotEnforce"),
        };
    }

    /// <summary>Whether it leaves a resource out: true for what is in one of its not-scopes, or outside of its scope; null where the id of the resource is not known.</summary>
    public bool? LeavesOut(string? resourceId)
    {
        if (NotScopes.Count == 0 && Scope is null) return false;
        if (resourceId is null) return NotScopes.Count == 0 ? false : null;
        if (NotScopes.Any(scope => IsWithin(resourceId, scope))) return true;

        // Whether a subscription lies in a management group the ids do not tell.
        return Scope is { } own && own.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) && !IsWithin(resourceId, own);
    }

    private static bool IsWithin(string resourceId, string scope) =>
        resourceId.StartsWith(scope.TrimEnd('/') + "/", StringComparison.OrdinalIgnoreCase) || string.Equals(resourceId, scope.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
}
