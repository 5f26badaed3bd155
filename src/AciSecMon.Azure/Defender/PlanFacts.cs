namespace AciSecMon.Azure.Defender;

/// <summary>What is known of a Defender plan beyond what the service says.</summary>
internal sealed class PlanFacts
{
    /// <summary>Name of the plan.</summary>
    public required string Name { get; init; }

    /// <summary>Extensions that the plan is known to have; the service may know more.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>Extensions that an estate of container groups needs.</summary>
    public IReadOnlyList<string> NeededExtensions { get; init; } = [];

    /// <summary>Those of them that only the commercial clouds have.</summary>
    public IReadOnlyList<string> CommercialExtensions { get; init; } = [];

    /// <summary>Variant to ask for where the plan is off; null where it has none. The variants that came before are retired.</summary>
    public string? SubPlan { get; init; }

    /// <summary>What the plan gives an estate of container groups.</summary>
    public IReadOnlyList<string> Gives { get; init; } = [];

    /// <summary>What it does not give them, though its name may suggest so.</summary>
    public IReadOnlyList<string> DoesNotGive { get; init; } = [];

    /// <summary>What the bill counts, in a phrase; empty where nothing new can be switched on.</summary>
    public string BilledBy { get; init; } = string.Empty;

    /// <summary>Plans that replace it; none where it is not retired.</summary>
    public IReadOnlyList<string> ReplacedBy { get; init; } = [];

    /// <summary>True where nothing new can be switched on.</summary>
    public bool IsRetired => ReplacedBy.Count > 0;
}
