using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Policy;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Policies;

/// <summary>Finds out which assignments a person means. Pure.</summary>
internal static class PolicyMatch
{
    /// <summary>
    /// True where a name means an assignment: its own name, title or id, or the name, title or id of what it assigns. Wildcards only ever mean assignments of policies about container
    /// groups, and those that the module made.
    /// </summary>
    public static bool IsMeant(FoundAssignment one, string name)
    {
        string definition = ResourceIds.LastSegment(one.DefinitionId);
        if (Wildcards.Has(name) && !one.IsMadeByModule && !IsAboutGroups(one.DefinitionId)) return false;
        return Fits(one.Name) || Fits(one.Title) || Fits(one.Id) || Fits(one.DefinitionId) || Fits(definition) || (TitleOf(definition) is { } title && Fits(title));

        bool Fits(string text) => Wildcards.Has(name) ? Wildcards.Fits(text, name) : string.Equals(text, name.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True for the id of a definition or initiative that is about container groups and nothing else.</summary>
    public static bool IsAboutGroups(string definitionId)
    {
        string name = ResourceIds.LastSegment(definitionId);
        return BuiltInPolicies.All.Any(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase)) || OwnPolicies.Names.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>That nothing is assigned by that name.</summary>
    public static AciProblem NotFound(string name, IReadOnlyList<PolicyScope> scopes) => new()
    {
        Id = "AciPolicyAssignmentNotFound",
        Kind = AciProblemKind.NotFound,
        Message = $"No assignment of a policy is called '{name}', and none assigns such a policy, at {string.Join(", ", scopes.Select(static scope => scope.Described))}.",
        Target = name,
        Recommendation = "Assignments of management groups are found where -ManagementGroupName names theirs. Check the name.",
    };

    private static string? TitleOf(string definition) =>
        BuiltInPolicies.All.FirstOrDefault(one => string.Equals(one.Name, definition, StringComparison.OrdinalIgnoreCase))?.DisplayName
        ?? (OwnPolicies.IsInitiative(definition) ? PolicyLibrary.Initiative.DisplayName : OwnPolicies.Find(definition)?.DisplayName);
}
