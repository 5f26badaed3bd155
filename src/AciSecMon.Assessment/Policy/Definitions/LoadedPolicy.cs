using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>A policy to judge by.</summary>
/// <param name="Policy">The definition with its values.</param>
/// <param name="Set">The initiative that it was taken from; null for none.</param>
/// <param name="ReferenceId">What it is called there; null for none.</param>
/// <param name="Assignment">The assignment that brings it; null for none.</param>
internal sealed record LoadedPolicy(BoundPolicy Policy, PolicySet? Set, string? ReferenceId, PolicyAssignment? Assignment)
{
    /// <summary>Exemptions of that assignment, and of the definition in it.</summary>
    public IReadOnlyList<PolicyExemption> Exemptions { get; init; } = [];

    /// <summary>Groups of the initiative that it is in, such as the controls of a standard.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>True where it looks for diagnostic settings of the resource.</summary>
    public bool LooksForSettings => Policy.Details["type"].Is(RelatedResources.Settings);
}
