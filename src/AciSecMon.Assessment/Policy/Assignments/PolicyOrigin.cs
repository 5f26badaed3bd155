using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>What brings a definition to resources: the members of <c>policy()</c> (azure-facts-2, D.4.5).</summary>
/// <param name="DefinitionId">Resource id of the definition; null for one that is not in Azure.</param>
/// <param name="AssignmentId">Resource id of the assignment; null for none.</param>
/// <param name="SetDefinitionId">Resource id of the initiative; null for none.</param>
/// <param name="ReferenceId">What it is called in the initiative; null for none.</param>
internal sealed record PolicyOrigin(string? DefinitionId, string? AssignmentId = null, string? SetDefinitionId = null, string? ReferenceId = null)
{
    /// <summary>What <c>policy()</c> gives. What is not known here would be known in Azure, and is open.</summary>
    public ObjectValue ToValue() => new(
        [
            .. Known("definitionId", DefinitionId), .. Known("assignmentId", AssignmentId), .. Known("setDefinitionId", SetDefinitionId),
            .. Known("definitionReferenceId", ReferenceId),
        ],
        new UnresolvedValue("policy()", new UnresolvedCause(CauseKind.RuntimeFunction, "policy()")));

    private static IEnumerable<Property> Known(string name, string? value) => value is null ? [] : [new Property(name, new StringValue(value))];
}
