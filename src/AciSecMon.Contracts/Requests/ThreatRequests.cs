namespace AciSecMon;

/// <summary>Which alerts of Defender are meant.</summary>
public sealed class SecurityAlertRequest
{
    /// <summary>The least severity.</summary>
    public AciSeverity MinimumSeverity { get; init; }

    /// <summary>Statuses; empty for those that are open: Active and InProgress.</summary>
    public IReadOnlyList<AciSecurityAlertStatus> Status { get; init; } = [];

    /// <summary>Only alerts that were raised at this time or later; null for all.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>True to give those too that were dismissed and that a suppression rule covers.</summary>
    public bool IncludeSuppressed { get; init; }
}

/// <summary>Which alerts of Defender are to get which status.</summary>
public sealed class SetSecurityAlertRequest
{
    /// <summary>Resource ids of alerts.</summary>
    public required IReadOnlyList<string> ResourceId { get; init; }

    /// <summary>The status.</summary>
    public required AciSecurityAlertStatus Status { get; init; }
}

/// <summary>Which recommendations of Defender are meant.</summary>
public sealed class SecurityRecommendationRequest
{
    /// <summary>The least severity.</summary>
    public AciSeverity MinimumSeverity { get; init; }

    /// <summary>Statuses; empty for what is not kept: Unhealthy.</summary>
    public IReadOnlyList<AciRecommendationStatus> Status { get; init; } = [];
}
