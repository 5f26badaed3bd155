using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Where a group comes from, beside what stands in it.</summary>
/// <param name="Kind">ContainerGroup, ContainerGroupProfile or NGroup.</param>
/// <param name="Shape">The shape that it was read from.</param>
/// <param name="Source">The file or object.</param>
internal sealed record GroupOrigin(AciSubjectType Kind, AciSourceKind Shape, SourceFile Source)
{
    /// <summary>Resource group id that it is deployed to; empty where it is not known. A group with an id has its own.</summary>
    public string Scope { get; init; } = string.Empty;

    /// <summary>As <see cref="ContainerGroup.DeployedWhen"/>.</summary>
    public UnresolvedValue? DeployedWhen { get; init; }

    /// <summary>What it is called where it has no name: a symbolic name.</summary>
    public string? FallbackName { get; init; }
}
