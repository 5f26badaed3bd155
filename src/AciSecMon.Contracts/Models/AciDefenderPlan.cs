namespace AciSecMon;

/// <summary>A plan of Microsoft Defender for Cloud on a subscription, and what it means for container groups.</summary>
public sealed class AciDefenderPlan
{
    /// <summary>Name of the plan, such as <c>Containers</c>.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Subscription.</summary>
    public string SubscriptionId { get; init; } = string.Empty;

    /// <summary>Free or Standard; null where it could not be read.</summary>
    public string? Tier { get; init; }

    /// <summary>True where the plan is on (tier Standard); null where it could not be read.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Variant of the plan; null where it has none.</summary>
    public string? SubPlan { get; init; }

    /// <summary>Its extensions, those included that are off.</summary>
    public AciDefenderExtension[] Extension { get; init; } = [];

    /// <summary>FullyCovered, PartiallyCovered or NotCovered; null where the service does not tell.</summary>
    public string? Coverage { get; init; }

    /// <summary>Id of the scope that it is inherited from; null where it is the subscription's own.</summary>
    public string? InheritedFrom { get; init; }

    /// <summary>True for a plan that is retired; <see cref="ReplacedBy"/> names its successors.</summary>
    public bool Deprecated { get; init; }

    /// <summary>Plans that replace a retired one.</summary>
    public string[] ReplacedBy { get; init; } = [];

    /// <summary>When it was enabled; null where the service does not tell.</summary>
    public DateTimeOffset? EnabledOn { get; init; }

    /// <summary>What the plan gives an estate of container groups.</summary>
    public string[] Gives { get; init; } = [];

    /// <summary>What it does not give them, though its name may suggest so.</summary>
    public string[] DoesNotGive { get; init; } = [];

    /// <summary>Resource id of the plan.</summary>
    public string ResourceId { get; init; } = string.Empty;

    /// <summary>Gives name and tier.</summary>
    public override string ToString() => $"{Name}: {Tier ?? "Unknown"}";
}

/// <summary>A component of a Defender plan.</summary>
public sealed class AciDefenderExtension
{
    /// <summary>Name, such as <c>ContainerRegistriesVulnerabilityAssessments</c>.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>True where it is on.</summary>
    public bool Enabled { get; init; }

    /// <summary>Succeeded or Failed; null where the service does not tell.</summary>
    public string? Status { get; init; }

    /// <summary>Why it failed; null where it did not.</summary>
    public string? Message { get; init; }

    /// <summary>Gives name and state.</summary>
    public override string ToString() => $"{Name}: {(Enabled ? "on" : "off")}";
}
