using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Neighbours;

namespace AciSecMon.Assessment.Threats;

/// <summary>What is known of an image that some groups run: which one it is, what its tag means now, and how much was found in it. Findings themselves are not kept.</summary>
internal sealed class ImageFacts(ImageUse use, IReadOnlyList<GroupNode> groups)
{
    private readonly HashSet<(string?, string?)> seen = [];

    public ImageUse Use { get; } = use;

    /// <summary>The groups that run this very image.</summary>
    public IReadOnlyList<GroupNode> Groups { get; } = groups;

    /// <summary>Resource ids of the groups; one list for all rows.</summary>
    public string[] GroupIds { get; } = [.. groups.Select(static group => group.ResourceId).OfType<string>()];

    /// <summary>Digest of what runs, or would run; null where it could not be found out.</summary>
    public string? Digest { get; set; }

    public AciDigestSource DigestFrom { get; set; }

    /// <summary>Since when it runs: the earliest of the groups; null where it is not known of any.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>Resource id of the registry; null where it is none of the connection.</summary>
    public string? RegistryId { get; set; }

    /// <summary>Digest that the tag has now; null where it was not found out.</summary>
    public string? CurrentDigest { get; set; }

    /// <summary>Digest of the image for the platform of the groups, where the tag is a list of images; null otherwise.</summary>
    public string? PlatformDigest { get; set; }

    /// <summary>True where the tag is not there any more.</summary>
    public bool IsTagGone { get; set; }

    /// <summary>True where the tag means another image than what runs; null where it could not be found out.</summary>
    public bool? IsOutdated { get; set; }

    /// <summary>What kept the registry from being asked; null where nothing did.</summary>
    public UnreadPart? TagUnread { get; set; }

    /// <summary>What kept it from being seen what runs; null where nothing did.</summary>
    public UnreadPart? RunUnread { get; set; }

    /// <summary>What kept findings from being read; null where nothing did.</summary>
    public UnreadPart? FindingsUnread { get; set; }

    /// <summary>
    /// True where what is known is of the image that the tag means now, and groups may run another: the tag was set anew after the pull, or nothing tells whether it was. Where no group has
    /// pulled it yet, a start would take what the tag means.
    /// </summary>
    public bool MayRunAnother => Groups.Count > 0 && DigestFrom == AciDigestSource.Registry && (IsOutdated == true || RunUnread is not null || (IsOutdated is null && Since is not null));

    public AciImageState State { get; set; } = AciImageState.Unknown;

    /// <summary>Why, in sentences.</summary>
    public List<string> Reasons { get; } = [];

    /// <summary>True where there is any result, be it that nothing was found.</summary>
    public bool WasScanned { get; private set; }

    /// <summary>Number of open weaknesses.</summary>
    public int Open { get; private set; }

    /// <summary>Number of open weaknesses that have a fix.</summary>
    public int Fixable { get; private set; }

    /// <summary>The most severe open weakness, one with a fix or an exploit before others; null where there is none.</summary>
    public (ImageFinding Finding, ImageWeakness Weakness)? Worst { get; private set; }

    /// <summary>True for the digests of this image.</summary>
    public IEnumerable<string> Digests => new[] { Digest, PlatformDigest }.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Counts a finding; gives the weaknesses of it that are open and were not counted before. An image that lies in two registries has each vulnerability twice; of two secrets with one
    /// title nobody knows that they are the same.
    /// </summary>
    public IReadOnlyList<ImageWeakness> Take(ImageFinding finding)
    {
        WasScanned = true;
        if (!finding.IsOpen) return [];
        ImageWeakness[] open = [.. finding.Weaknesses.Where(weakness => seen.Add(weakness.CveId is { } cve ? (cve, finding.Package) : (finding.Id, null)))];
        foreach (ImageWeakness weakness in open)
        {
            Open++;
            if (weakness.HasFix == true) Fixable++;
            if (Worst is not { } worst || Weight(weakness) > Weight(worst.Weakness)) Worst = (finding, weakness);
        }

        return open;
    }

    // A severity counts one step less where nobody can be expected to use the weakness and nothing can be done about it (checks, IMG-010).
    public static AciSeverity SeverityOf(ImageWeakness weakness) =>
        weakness is { HasFix: false, Exploit.IsLikely: false } && weakness.Severity > AciSeverity.Low ? weakness.Severity - 1 : weakness.Severity;

    private static int Weight(ImageWeakness weakness) => ((int)SeverityOf(weakness) * 4) + (weakness.Exploit.IsLikely ? 2 : 0) + (weakness.HasFix == true ? 1 : 0);
}
