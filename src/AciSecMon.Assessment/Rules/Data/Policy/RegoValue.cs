namespace AciSecMon.Assessment.Rules.Data;

/// <summary>What a policy assigns to a name: exactly one of the properties has a value, or none where it is an expression.</summary>
internal sealed class RegoValue
{
    /// <summary>An expression that is not looked into.</summary>
    public static RegoValue Expression { get; } = new();

    public bool? Truth { get; init; }

    public string? Text { get; init; }

    public IReadOnlyList<RegoValue>? Items { get; init; }

    public IReadOnlyDictionary<string, RegoValue>? Members { get; init; }

    /// <summary>Path of what it refers to, such as <c>data.framework.create_container</c>.</summary>
    public string? Reference { get; init; }

    /// <summary>The member of that name; null where this is no object or has none.</summary>
    public RegoValue? Member(string name) => Members?.GetValueOrDefault(name);
}
