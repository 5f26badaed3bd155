using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>A policy definition as it is written.</summary>
internal sealed class PolicyDefinition
{
    /// <summary>Resource id; null for one that is not in Azure.</summary>
    public string? Id { get; init; }

    /// <summary>Name: a GUID for those of Microsoft.</summary>
    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    public string? Description { get; init; }

    /// <summary>Which kinds of resources it is for: All, Indexed, or the mode of a resource provider. Where a definition says none, Indexed is meant (azure-facts-2, D.4.6).</summary>
    public required string Mode { get; init; }

    public string? Version { get; init; }

    /// <summary>BuiltIn, Custom or Static; null where it does not say.</summary>
    public string? Kind { get; init; }

    public string? Category { get; init; }

    /// <summary>The declarations of its parameters.</summary>
    public required ObjectValue Parameters { get; init; }

    /// <summary>The rule, <c>{ if, then }</c>.</summary>
    public required ObjectValue Rule { get; init; }

    /// <summary>The definition whole.</summary>
    public required ObjectValue Raw { get; init; }

    /// <summary>True where it is of a mode that resource providers evaluate, such as Microsoft.Kubernetes.Data.</summary>
    public bool IsOfProvider => Mode.StartsWith("Microsoft.", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for one of Microsoft.</summary>
    public bool IsBuiltIn => string.Equals(Kind, "BuiltIn", StringComparison.OrdinalIgnoreCase);

    public override string ToString() => DisplayName;
}

/// <summary>An initiative: definitions under one name, with parameters of its own.</summary>
internal sealed class PolicySet
{
    public string? Id { get; init; }

    public required string Name { get; init; }

    public required string DisplayName { get; init; }

    public string? Description { get; init; }

    public string? Version { get; init; }

    public required ObjectValue Parameters { get; init; }

    public required IReadOnlyList<PolicySetMember> Members { get; init; }

    /// <summary>The initiative whole.</summary>
    public required ObjectValue Raw { get; init; }

    public override string ToString() => DisplayName;
}

/// <summary>A definition within an initiative.</summary>
/// <param name="DefinitionId">Resource id of the definition.</param>
/// <param name="ReferenceId">What it is called within the initiative.</param>
/// <param name="Parameters">Values for its parameters, as <c>{ name: { value } }</c>; they may be expressions.</param>
/// <param name="Groups">Groups that it is in.</param>
/// <param name="DefinitionVersion">Which version it wants, such as <c>1.*.*</c>; null for the newest.</param>
internal sealed record PolicySetMember(string DefinitionId, string ReferenceId, ObjectValue Parameters, IReadOnlyList<string> Groups, string? DefinitionVersion = null);
