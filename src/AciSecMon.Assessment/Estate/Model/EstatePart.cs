using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Templates;

namespace AciSecMon.Assessment.Estate;

/// <summary>What one source adds to the estate: container groups, and the neighbours and facts that judge them. A template fills it as a subscription will.</summary>
internal sealed class EstatePart
{
    public required SourceFile Source { get; init; }

    public required IReadOnlyList<GroupEntry> Groups { get; init; }

    /// <summary>Other resources of the same source.</summary>
    public IReadOnlyList<Neighbour> Neighbours { get; init; } = [];

    /// <summary>Diagnostic settings among the neighbours, by the name of what they belong to.</summary>
    public ILookup<string, Neighbour> SettingsByTarget => field ??= DiagnosticNeighbours.ByTarget(Neighbours);

    /// <summary>Parameters and outputs, where the source is a template with container groups; otherwise null.</summary>
    public TemplateFacts? Template { get; init; }

    /// <summary>Parts of the source that were not read and may hold groups.</summary>
    public IReadOnlyList<UnresolvedCause> Gaps { get; init; } = [];

    /// <summary>Faults of the text that did not keep it from being read.</summary>
    public IReadOnlyList<DocumentNotice> Notices { get; init; } = [];

    /// <summary>Where the groups were read from and their neighbours can be read; null for files and objects.</summary>
    public ILiveEstate? Live { get; init; }

    /// <summary>What a living estate could not give of this part.</summary>
    public IReadOnlyList<UnreadPart> Unread { get; init; } = [];

    /// <summary>Diagnostic settings by resource id of their group, where a living estate was asked for them. A group that is not among them could not be read.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ObjectValue>>? DiagnosticSettings { get; init; }
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
/// <param name="type">Full type.</param>
/// <param name="name">Full name.</param>
/// <param name="resource">Gives the resource in Resource Manager's form; asked once, when somebody looks.</param>
/// <param name="isExisting">True where a template refers to it and does not deploy it.</param>
internal sealed class Neighbour(string type, Value name, Func<ObjectValue> resource, bool isExisting)
{
    private ObjectValue? known;

    public Neighbour(string type, Value name, ObjectValue resource, bool isExisting)
        : this(type, name, () => resource, isExisting)
    {
    }

    /// <summary>Full type.</summary>
    public string Type { get; } = type;

    /// <summary>Full name.</summary>
    public Value Name { get; } = name;

    /// <summary>The resource in Resource Manager's form.</summary>
    public ObjectValue Resource => known ??= resource();

    /// <summary>True where a template refers to it and does not deploy it.</summary>
    public bool IsExisting { get; } = isExisting;

    /// <summary>Null where it is there anyway; otherwise the condition of its deployment, which is not known.</summary>
    public UnresolvedValue? DeployedWhen { get; init; }
}

/// <summary>What a template says beside its resources.</summary>
internal sealed record TemplateFacts(
    SourceFile File, SourceFile? ParameterFile, IReadOnlyList<TemplateParameter> Parameters, IReadOnlyList<TemplateOutput> Outputs);
