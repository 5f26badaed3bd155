namespace AciSecMon;

/// <summary>Which container groups of a connection are meant. Every filter is put into the query; empty filters take all.</summary>
public sealed class GroupSelection
{
    /// <summary>Names; <c>*</c> and <c>?</c> are wildcards.</summary>
    public IReadOnlyList<string> Name { get; init; } = [];

    /// <summary>Resource groups; <c>*</c> and <c>?</c> are wildcards.</summary>
    public IReadOnlyList<string> ResourceGroupName { get; init; } = [];

    /// <summary>Subscription ids; empty for those of the connection.</summary>
    public IReadOnlyList<string> SubscriptionId { get; init; } = [];

    /// <summary>Resource ids of container groups; nothing else is read where there are any.</summary>
    public IReadOnlyList<string> ResourceId { get; init; } = [];

    /// <summary>Tags that a group must have; null as a value takes any.</summary>
    public IReadOnlyDictionary<string, string?> Tag { get; init; } = new Dictionary<string, string?>();
}

/// <summary>Container groups of a connection.</summary>
public sealed class LiveInput : EstateInput
{
    /// <summary>The connection.</summary>
    public required AciConnection Connection { get; init; }

    /// <summary>Which groups.</summary>
    public GroupSelection Selection { get; init; } = new();

    /// <summary>True to read each group by itself, with its state.</summary>
    public bool IncludeState { get; init; }

    /// <summary>True to read each group by itself, so that nothing depends on what the index of resources carries.</summary>
    public bool IsExact { get; init; }
}
