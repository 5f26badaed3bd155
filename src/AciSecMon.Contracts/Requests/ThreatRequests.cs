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

/// <summary>What of images is meant.</summary>
public sealed class ImageVulnerabilityRequest
{
    /// <summary>The least severity.</summary>
    public AciSeverity MinimumSeverity { get; init; }

    /// <summary>CVEs; wildcards are allowed; empty for all findings.</summary>
    public IReadOnlyList<string> CveId { get; init; } = [];

    /// <summary>True for what has a fix only.</summary>
    public bool OnlyFixable { get; init; }

    /// <summary>Registries that are approved, as the settings file writes them; empty for those of the connection and Microsoft's own.</summary>
    public IReadOnlyList<string> AllowedRegistry { get; init; } = [];

    /// <summary>The images; empty for those that container groups run.</summary>
    public IReadOnlyList<AskedImage> Image { get; init; } = [];
}

/// <summary>An image that is asked for by itself.</summary>
/// <param name="Image">The image as it is written.</param>
/// <param name="ContainerGroupName">The container group that is to run it; null where none is known.</param>
/// <param name="OsType">Linux or Windows; null where it is not known.</param>
/// <param name="Location">Where it stands; null where it comes from no file.</param>
public sealed record AskedImage(string Image, string? ContainerGroupName = null, string? OsType = null, AciSourceLocation? Location = null);
