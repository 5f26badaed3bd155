namespace AciSecMon;

/// <summary>A recommendation of Microsoft Defender for Cloud on a container group, or on something that container groups lead to.</summary>
public sealed class AciSecurityRecommendation
{
    /// <summary>Key of the recommendation, which is the same on every resource.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>What is recommended.</summary>
    public string DisplayName { get; init; } = string.Empty;

    /// <summary>Whether the resource keeps it.</summary>
    public AciRecommendationStatus Status { get; init; }

    /// <summary>Why the status is what it is, such as <c>Exempt</c>; null where nothing is said.</summary>
    public string? Cause { get; init; }

    /// <summary>How much it matters: Defender's risk where it judges that, otherwise the severity of the recommendation.</summary>
    public AciSeverity Severity { get; init; }

    /// <summary>Risk by Defender CSPM: None to Critical; null where it is not judged.</summary>
    public string? RiskLevel { get; init; }

    /// <summary>What raises the risk, such as exposure to the internet.</summary>
    public string[] RiskFactor { get; init; } = [];

    /// <summary>Number of attack paths that lead through the resource.</summary>
    public int AttackPathCount { get; init; }

    /// <summary>What the resource is to container groups.</summary>
    public AciThreatRelation Relation { get; init; }

    /// <summary>How the recommendation was matched: by the resource id, or by a name that Microsoft has published.</summary>
    public string MatchedBy { get; init; } = string.Empty;

    /// <summary>Resource id of what is judged.</summary>
    public string ResourceId { get; init; } = string.Empty;

    /// <summary>Name of what is judged.</summary>
    public string ResourceName { get; init; } = string.Empty;

    /// <summary>The container group; null where it concerns several.</summary>
    public string? ContainerGroupName { get; init; }

    /// <summary>Number of container groups that it concerns.</summary>
    public int ContainerGroupCount { get; init; }

    /// <summary>Resource ids of the container groups that it concerns.</summary>
    public string[] RelatedResourceId { get; init; } = [];

    /// <summary>What it is about.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>What to do.</summary>
    public string Remediation { get; init; } = string.Empty;

    /// <summary>Categories, such as <c>Container</c> or <c>IdentityAndAccess</c>.</summary>
    public string[] Category { get; init; } = [];

    /// <summary>Threats that it protects from.</summary>
    public string[] Threat { get; init; } = [];

    /// <summary>How much work it is: Low, Moderate or High; null where it is not said.</summary>
    public string? ImplementationEffort { get; init; }

    /// <summary>How much users notice: Low, Moderate or High; null where it is not said.</summary>
    public string? UserImpact { get; init; }

    /// <summary>The policy behind it; null where there is none.</summary>
    public string? PolicyDefinitionId { get; init; }

    /// <summary>Where it is shown in the portal; null where it does not tell.</summary>
    public string? PortalLink { get; init; }

    /// <summary>When the resource was first judged; null where it does not tell.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>When the status last changed; null where it does not tell.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Resource group of what is judged.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Subscription of what is judged.</summary>
    public string SubscriptionId { get; init; } = string.Empty;

    /// <summary>Resource id of the recommendation itself.</summary>
    public string RecommendationId { get; init; } = string.Empty;

    /// <summary>Gives resource, recommendation and status.</summary>
    public override string ToString() => $"{ResourceName}: {DisplayName} ({Status})";
}

/// <summary>Whether a resource keeps a recommendation.</summary>
public enum AciRecommendationStatus
{
    /// <summary>It does not.</summary>
    Unhealthy,

    /// <summary>It does.</summary>
    Healthy,

    /// <summary>It does not concern the resource, or somebody has exempted it.</summary>
    NotApplicable,

    /// <summary>The service gives a status that is not known here.</summary>
    Unknown,
}
