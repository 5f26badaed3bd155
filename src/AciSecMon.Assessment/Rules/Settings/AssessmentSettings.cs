namespace AciSecMon.Assessment.Rules.Settings;

/// <summary>What a settings file says, with defaults for the rest.</summary>
internal sealed class AssessmentSettings
{
    /// <summary>No settings file: the Baseline profile.</summary>
    public static AssessmentSettings Default { get; } = new();

    /// <summary>Baseline, Strict, Regulated, Confidential or Batch.</summary>
    public string Profile { get; init; } = "Baseline";

    /// <summary>Registry hosts that images may come from; empty for the rule's own judgement. A leading <c>*.</c> stands for one or more labels.</summary>
    public IReadOnlyList<string> AllowedRegistries { get; init; } = [];

    /// <summary>Ports that may be public; empty where any may, apart from the management and database ports.</summary>
    public IReadOnlyList<int> PublicPorts { get; init; } = [];

    /// <summary>How many ports may be public before the surface counts as wide.</summary>
    public int MaximumPublicPorts { get; init; } = 3;

    /// <summary>DNS servers outside private ranges that are allowed.</summary>
    public IReadOnlyList<string> AllowedDnsServers { get; init; } = [];

    /// <summary>Images, as <c>repository</c> or <c>repository:tag</c> with wildcards, that count as out of date in addition to the built-in list.</summary>
    public IReadOnlyList<string> DeprecatedImages { get; init; } = [];

    /// <summary>Severity by rule id, where it differs from the rule's own.</summary>
    public IReadOnlyDictionary<string, AciSeverity> SeverityOverrides { get; init; } = new Dictionary<string, AciSeverity>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The file that it was read from; null for the defaults.</summary>
    public string? Path { get; init; }
}
