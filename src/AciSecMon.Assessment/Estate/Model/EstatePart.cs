using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates;

namespace AciSecMon.Assessment.Estate;

/// <summary>What one source adds to the estate: container groups, and the neighbours and facts that judge them. A template fills it as a subscription will.</summary>
internal sealed class EstatePart
{
    public required SourceFile Source { get; init; }

    public required IReadOnlyList<GroupEntry> Groups { get; init; }

    /// <summary>Other resources of the same source.</summary>
    public IReadOnlyList<Neighbour> Neighbours { get; init; } = [];

    /// <summary>Parameters and outputs, where the source is a template with container groups; otherwise null.</summary>
    public TemplateFacts? Template { get; init; }

    /// <summary>Parts of the source that were not read and may hold groups.</summary>
    public IReadOnlyList<UnresolvedCause> Gaps { get; init; } = [];

    /// <summary>Faults of the text that did not keep it from being read.</summary>
    public IReadOnlyList<DocumentNotice> Notices { get; init; } = [];
}

/// <summary>
/// A group with every form that the unknown conditions of its template can give it, at most 16. Where the conditions are more, there is one variant
/// in which the values that depend on them are unresolved.
/// </summary>
internal sealed class GroupEntry
{
    public required IReadOnlyList<GroupVariant> Variants { get; init; }

    /// <summary>The variant that stands for the group where conditions do not matter.</summary>
    public ContainerGroup Group => Variants[0].Group;

    /// <summary>The group with every value that depends on a condition unresolved; null where none does.</summary>
    public ContainerGroup? Undecided { get; init; }

    /// <summary>What can be said of the group whatever the conditions are.</summary>
    public ContainerGroup Overall => Undecided ?? Group;
}

/// <summary>A group as it is under one combination of conditions.</summary>
/// <param name="Assumptions">The conditions; empty where the group depends on none.</param>
/// <param name="Group">The group.</param>
internal sealed record GroupVariant(IReadOnlyList<(ConditionSymbol Condition, bool IsTrue)> Assumptions, ContainerGroup Group);

/// <summary>A resource that stands in the same source as a group.</summary>
/// <param name="Type">Full type.</param>
/// <param name="Name">Full name.</param>
/// <param name="Resource">The resource in Resource Manager's form.</param>
/// <param name="IsExisting">True where a template refers to it and does not deploy it.</param>
internal sealed record Neighbour(string Type, Value Name, ObjectValue Resource, bool IsExisting);

/// <summary>What a template says beside its resources.</summary>
internal sealed record TemplateFacts(
    SourceFile File, SourceFile? ParameterFile, IReadOnlyList<TemplateParameter> Parameters, IReadOnlyList<TemplateOutput> Outputs);
