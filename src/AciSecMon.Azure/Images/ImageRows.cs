using AciSecMon.Assessment.Rules.Images;
using AciSecMon.Assessment.Threats;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Images;

/// <summary>Makes rows of what is known of images.</summary>
/// <param name="request">Which rows.</param>
/// <param name="now">The time that ages are counted to.</param>
/// <param name="approved">The registries that a person approves; empty where nobody said.</param>
internal sealed class ImageRows(ImageVulnerabilityRequest request, DateTimeOffset now, RegistryAllowList approved)
{
    private readonly Dictionary<ImageFacts, string[]> reasons = new(ReferenceEqualityComparer.Instance);

    /// <summary>One row for each weakness that is asked for.</summary>
    public IEnumerable<AciImageVulnerability> Of(ImageFacts image, FoundInImage found)
    {
        foreach (ImageWeakness weakness in found.Open)
        {
            if (weakness.Severity < request.MinimumSeverity || (request.OnlyFixable && weakness.HasFix != true)) continue;
            if (request.CveId.Count > 0 && !(weakness.CveId is { } cve && request.CveId.Any(pattern => Wildcards.Fits(cve, pattern)))) continue;
            yield return Row(image, AciImageState.Vulnerable, found.Finding, weakness);
        }
    }

    /// <summary>The row of an image that nothing was found in; null where something was, or where it is clean and a CVE is asked for.</summary>
    public AciImageVulnerability? Of(ImageFacts image) =>
        image.State == AciImageState.Vulnerable || (image.State == AciImageState.Clean && request.CveId.Count > 0) ? null : Row(image, image.State, null, null);

    private AciImageVulnerability Row(ImageFacts image, AciImageState state, ImageFinding? finding, ImageWeakness? weakness) => new()
    {
        Image = SecretScrubber.Clean(image.Use.Text),
        Registry = image.Use.Reference?.Registry ?? string.Empty,
        Repository = image.Use.Reference?.Repository ?? string.Empty,
        Tag = image.Use.Reference is { Digest: null, Tag: null } ? ImageUse.UsualTag : image.Use.Reference?.Tag,
        Digest = image.Digest,
        DigestFrom = image.DigestFrom,
        CurrentDigest = image.CurrentDigest,
        IsOutdated = image.IsOutdated,
        State = state,
        Reason = ReasonsOf(image, finding is not null),
        Kind = finding?.Kind,
        CveId = weakness?.CveId,
        Title = SecretScrubber.Clean(finding?.Title ?? string.Empty),
        Severity = weakness?.Severity,
        CvssScore = weakness?.Cvss,
        CvssVector = weakness?.Vector,
        Package = finding?.Package,
        PackageType = finding?.PackageType,
        InstalledVersion = finding is null ? [] : [.. finding.InstalledVersions],
        FixedVersion = weakness?.FixedVersion,
        FixAvailable = weakness?.HasFix,
        InExploitKit = weakness?.Exploit.IsInKit,
        ExploitPublished = weakness?.Exploit.IsPublic,
        ExploitVerified = weakness?.Exploit.IsVerified,
        ExploitLink = weakness is null ? [] : [.. weakness.Exploit.Links],
        Published = weakness?.Published,
        AgeInDays = weakness?.Published is { } published ? Math.Max(0, (int)(now - published).TotalDays) : null,
        FirstSeen = finding?.FirstSeen,
        Remediation = finding?.Remediation is { } what ? SecretScrubber.Clean(what) : null,
        ContainerGroupName = image.Use.AskedFor ?? (image.Groups.Count == 1 ? image.Groups[0].DisplayName : null),
        ContainerGroupCount = image.Groups.Count,
        RelatedResourceId = image.GroupIds,
        SourceLocation = image.Use.Location,
        RegistryId = image.RegistryId,
        ResourceId = finding?.Id,
    };

    // While findings come, not all is known of an image; what is, stays the same for all of them.
    private string[] ReasonsOf(ImageFacts image, bool isFinding)
    {
        if (!isFinding) return [.. image.Reasons, .. Approval(image)];
        if (!reasons.TryGetValue(image, out string[]? known)) reasons.Add(image, known = [.. image.Reasons, .. Approval(image)]);
        return known;
    }

    private IEnumerable<string> Approval(ImageFacts image)
    {
        if (image.Use.Reference is not { } reference || (approved.IsEmpty && !image.Use.IsAsked)) yield break;
        bool isApproved = approved.IsEmpty ? image.RegistryId is not null || reference.Host == RegistryHosts.MicrosoftRegistry : approved.Allows(reference);
        if (!isApproved) yield return $"Not in an approved registry: '{reference.Registry}' is {(approved.IsEmpty ? "none of this connection's registries" : "none that -AllowedRegistry names")}.";
    }
}
