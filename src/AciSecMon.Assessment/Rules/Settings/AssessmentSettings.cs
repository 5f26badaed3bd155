using System.Net;
using System.Text.RegularExpressions;
using AciSecMon.Assessment.Rules.Images;
using AciSecMon.Assessment.Rules.Network;

namespace AciSecMon.Assessment.Rules.Settings;

/// <summary>What a settings file says, with defaults for the rest.</summary>
internal sealed class AssessmentSettings
{
    /// <summary>Ports that may be public where nobody says otherwise.</summary>
    public const int DefaultMaximumPublicPorts = 3;

    /// <summary>Restarts from which a container counts as in a loop where nobody says otherwise.</summary>
    public const int DefaultRestartThreshold = 5;

    /// <summary>Days that a workspace must keep logs where nobody says otherwise.</summary>
    public const int DefaultMinimumRetentionDays = 90;

    /// <summary>Longer than any honest pattern needs for a name of at most 63 characters.</summary>
    private static readonly TimeSpan NameMatchTime = TimeSpan.FromMilliseconds(100);

    /// <summary>No settings file: the Baseline profile.</summary>
    public static AssessmentSettings Default { get; } = new();

    /// <summary>Baseline, Strict, Regulated, Confidential or Batch.</summary>
    public string Profile { get; init; } = Profiles.Baseline;

    /// <summary>
    /// Registry hosts that images may come from, each with a repository behind a slash where only that is meant; empty for the rule's own judgement.
    /// A leading <c>*.</c> stands for one or more labels.
    /// </summary>
    public IReadOnlyList<string> AllowedRegistries { get; init; } = [];

    /// <summary>Ports that may be public; empty where any may, apart from the management and database ports.</summary>
    public IReadOnlyList<int> PublicPorts { get; init; } = [];

    /// <summary>How many ports may be public before the surface counts as wide.</summary>
    public int MaximumPublicPorts { get; init; } = DefaultMaximumPublicPorts;

    /// <summary>DNS servers outside private ranges that are allowed: addresses or prefixes.</summary>
    public IReadOnlyList<string> AllowedDnsServers { get; init; } = [];

    /// <summary>Images, as <c>repository</c> or <c>repository:tag</c> with wildcards, that count as out of date in addition to the built-in list.</summary>
    public IReadOnlyList<string> DeprecatedImages { get; init; } = [];

    /// <summary>Names of tags that every group must have; empty where none is asked for.</summary>
    public IReadOnlyList<string> RequiredTags { get; init; } = [];

    /// <summary>Tags that mark a group as production, as <c>name=value</c>; empty where none does.</summary>
    public IReadOnlyList<string> ProductionTags { get; init; } = [];

    /// <summary>Regular expression that the names of groups match; null where any name will do.</summary>
    public string? NamePattern { get; init; }

    /// <summary>Regions that groups may be in; empty where any will do.</summary>
    public IReadOnlyList<string> AllowedRegions { get; init; } = [];

    /// <summary>Restarts from which a container counts as in a loop.</summary>
    public int RestartThreshold { get; init; } = DefaultRestartThreshold;

    /// <summary>Days that a workspace must keep logs.</summary>
    public int MinimumRetentionDays { get; init; } = DefaultMinimumRetentionDays;

    /// <summary>Ids of subscriptions beside a group's own that its logs may go to; empty where any that the connection can read will do.</summary>
    public IReadOnlyList<string> LogSubscriptions { get; init; } = [];

    /// <summary>Policy definitions that have to deny where they are assigned, by name or title, with wildcards; empty where auditing is enough.</summary>
    public IReadOnlyList<string> DenyingPolicies { get; init; } = [];

    /// <summary>Who changes groups, by name, user name, object id or application id, with wildcards; empty where anybody may.</summary>
    public IReadOnlyList<string> ChangeCallers { get; init; } = [];

    /// <summary>When groups are changed, UTC; null where any time will do.</summary>
    public HourRange? ChangeHours { get; init; }

    /// <summary>Severity by rule id, where it differs from the rule's own.</summary>
    public IReadOnlyDictionary<string, AciSeverity> SeverityOverrides { get; init; } = new Dictionary<string, AciSeverity>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The file that it was read from; null for the defaults.</summary>
    public string? Path { get; init; }

    /// <summary>True where the profile asks for everything that Strict asks for.</summary>
    public bool IsStrict => Profiles.IsStrict(Profile);

    /// <summary><see cref="AllowedRegistries"/>, read once.</summary>
    public RegistryAllowList TrustedRegistries => field ??= new RegistryAllowList(AllowedRegistries);

    /// <summary><see cref="DeprecatedImages"/>, read once.</summary>
    public IReadOnlyList<ImagePattern> DeprecatedImagePatterns => field ??= [.. DeprecatedImages.Select(ImagePattern.Parse)];

    /// <summary><see cref="AllowedDnsServers"/>, read once.</summary>
    public IReadOnlyList<IPNetwork> AllowedDnsRanges => field ??= [.. AllowedDnsServers.Select(AddressRange.Parse)];

    /// <summary><see cref="NamePattern"/>, read once; null where there is none.</summary>
    public Regex? NameExpression => NamePattern is null ? null : field ??= ReadPattern(NamePattern);

    /// <summary><see cref="ProductionTags"/>, read once.</summary>
    public IReadOnlyList<(string Name, string Value)> ProductionTagPairs => field ??= [.. ProductionTags.Select(SplitTag)];

    /// <summary>Reads a pattern for names.</summary>
    /// <exception cref="ArgumentException">The text is no regular expression.</exception>
    internal static Regex ReadPattern(string pattern) => new(pattern, RegexOptions.CultureInvariant, NameMatchTime);

    private static (string Name, string Value) SplitTag(string tag)
    {
        int equals = tag.IndexOf('=', StringComparison.Ordinal);
        return (tag[..equals], tag[(equals + 1)..]);
    }
}
