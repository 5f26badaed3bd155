using System.Globalization;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>What Azure Policy recorded of a resource when it last evaluated it (azure-facts, D.3: policyStates).</summary>
internal sealed class RecordedState
{
    public required string ResourceId { get; init; }

    public required string ResourceType { get; init; }

    public required string AssignmentId { get; init; }

    public required string DefinitionId { get; init; }

    public string? SetId { get; init; }

    /// <summary>What the definition is called in the initiative; null for a definition by itself.</summary>
    public string? ReferenceId { get; init; }

    /// <summary>Groups of the initiative that the definition is in.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>Compliant, NonCompliant, Exempt, Conflict, Unknown and others, as Azure writes it.</summary>
    public required string Compliance { get; init; }

    /// <summary>The effect, as Azure writes it.</summary>
    public required string Effect { get; init; }

    /// <summary>When it was recorded; null where that is not told.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The verdict that it stands for. What was begun or is in conflict is not known.</summary>
    public AciPolicyState State => Compliance.ToUpperInvariant() switch
    {
        "COMPLIANT" => AciPolicyState.Compliant,
        "NONCOMPLIANT" => AciPolicyState.NonCompliant,
        "EXEMPT" => AciPolicyState.Exempt,
        "ERROR" => AciPolicyState.Error,
        _ => AciPolicyState.Unknown,
    };

    /// <summary>True where it says otherwise than a verdict. What is not known, by either, says nothing.</summary>
    public bool Disagrees(AciPolicyState verdict) =>
        State is not (AciPolicyState.Unknown or AciPolicyState.Error) && verdict is not (AciPolicyState.Unknown or AciPolicyState.Error) && State != verdict;

    /// <summary>Reads it; null where it is of no resource.</summary>
    public static RecordedState? Of(ObjectValue row)
    {
        Value state = row["properties"] is ObjectValue properties ? properties : row;
        if (state["resourceId"].AsText() is not { Length: > 0 } resource) return null;
        return new RecordedState
        {
            ResourceId = resource,
            ResourceType = state["resourceType"].AsText() ?? string.Empty,
            AssignmentId = state["policyAssignmentId"].AsText() ?? string.Empty,
            DefinitionId = state["policyDefinitionId"].AsText() ?? string.Empty,
            SetId = NullIfEmpty(state["policySetDefinitionId"].AsText()),
            ReferenceId = NullIfEmpty(state["policyDefinitionReferenceId"].AsText()),
            Groups = [.. state["policyDefinitionGroupNames"].Items.Select(static group => group.AsText()).OfType<string>()],
            Compliance = state["complianceState"].AsText() ?? string.Empty,
            Effect = state["policyDefinitionAction"].AsText() ?? string.Empty,
            Time = DateTimeOffset.TryParse(state["timestamp"].AsText(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time : null,
        };
    }

    /// <summary>True where it is of that definition as that assignment brings it.</summary>
    public bool IsOf(LoadedPolicy policy) =>
        string.Equals(AssignmentId, policy.Assignment?.Id, StringComparison.OrdinalIgnoreCase)
        && (policy.ReferenceId is null ? string.Equals(PolicyIds.NameOf(DefinitionId), policy.Policy.Definition.Name, StringComparison.OrdinalIgnoreCase) : string.Equals(ReferenceId, policy.ReferenceId, StringComparison.OrdinalIgnoreCase));

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
