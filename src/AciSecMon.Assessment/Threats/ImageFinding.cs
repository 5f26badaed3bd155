using System.Text.RegularExpressions;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Threats;

/// <summary>
/// What Defender found in an image: a vulnerability, a secret, malware or a misconfiguration. Two forms. Since July 2026 each finding is an assessment of its own
/// (MicrosoftDocs/defender-docs, transition-grouped-individual-recommendations, 2026-06-29; names below additionalData and resourceAdditionalData as azure-facts C.4 and public
/// users of the query have them: additionalData.CvesDetails[] with CveId, Severity, Cvss[].Value.Base, PublishedDate, FixStatus, FixedVersion and ExploitabilityDetails, and
/// resourceAdditionalData.Digest). Before, findings were sub-assessments (azure-docs, defender-for-cloud/subassessment-rest-api.md). What names the image is its digest, which is the
/// same in every registry.
/// </summary>
internal sealed partial class ImageFinding
{
    /// <summary>Type of what is judged, as the index writes it.</summary>
    public const string ResourceType = ".containerimage";

    public const string SubAssessmentType = "Microsoft.Security/assessments/subAssessments";

    private ImageFinding(string id, string digest) => (Id, Digest) = (id, digest);

    /// <summary>Resource id of the finding.</summary>
    public string Id { get; }

    /// <summary>Digest of the image.</summary>
    public string Digest { get; }

    /// <summary>What kind of finding it is.</summary>
    public AciImageFindingKind Kind { get; private init; }

    /// <summary>True where it is there; false for one that was found and is gone, or that somebody has exempted.</summary>
    public bool IsOpen { get; private init; }

    /// <summary>What it is called.</summary>
    public string Title { get; private init; } = string.Empty;

    /// <summary>What to do.</summary>
    public string? Remediation { get; private init; }

    /// <summary>Name of the software; null where there is none.</summary>
    public string? Package { get; private init; }

    /// <summary>Versions that are in the image.</summary>
    public IReadOnlyList<string> InstalledVersions { get; private init; } = [];

    /// <summary>Kind of software, such as OS or Language; null where it is not told.</summary>
    public string? PackageType { get; private init; }

    /// <summary>When it was found; null where it is not told.</summary>
    public DateTimeOffset? FirstSeen { get; private init; }

    /// <summary>When the image was last pushed; null where it is not told.</summary>
    public DateTimeOffset? PushedAt { get; private init; }

    /// <summary>True for the form of before July 2026.</summary>
    public bool IsOldForm { get; private init; }

    /// <summary>The single weaknesses; one without a CVE where the finding is no vulnerability.</summary>
    public IReadOnlyList<ImageWeakness> Weaknesses { get; private init; } = [];

    /// <summary>Reads a row of either form; null where it is no finding on an image.</summary>
    public static ImageFinding? Of(Value row)
    {
        if (row["id"].AsText() is not { Length: > 0 } id || row["properties"] is not ObjectValue properties) return null;
        if (id.Contains("/subAssessments/", StringComparison.OrdinalIgnoreCase)) return OfOldForm(id, properties);
        return properties["resourceDetails"]["resourceType"].Is(ResourceType) ? OfNewForm(id, properties) : null;
    }

    private static ImageFinding? OfNewForm(string id, ObjectValue properties)
    {
        Value image = Parsed(properties["resourceAdditionalData"]);
        string? digest = image["digest"].AsText() is { Length: > 0 } told ? told : DigestIn(properties["resourceDetails"]["id"].AsText()) ?? DigestIn(id);
        if (digest is null) return null;
        Value data = Parsed(properties["additionalData"]);
        Value scanner = Parsed(data["scannersDetails"])["mdvm"];
        Value metadata = properties["metadata"];
        AciSeverity severity = SecurityAlert.SeverityOf(metadata["severity"]) ?? AciSeverity.Medium;
        string? fixedVersion = Text(scanner["fixedVersion"]) ?? Text(data["fixedVersion"]);
        ImageWeakness[] weaknesses = [.. Parsed(data["cvesDetails"]).Items.Select(cve => ImageWeakness.OfNewForm(cve, severity, fixedVersion))];
        return new ImageFinding(id, digest.ToLowerInvariant())
        {
            Kind = KindOf(metadata["recommendationCategory"].AsText()),
            IsOpen = properties["status"]["code"].Is("Unhealthy"),
            Title = Text(properties["displayName"]) ?? Text(metadata["displayName"]) ?? string.Empty,
            Remediation = Text(metadata["remediationDescription"]),
            Package = Text(data["softwareName"]),
            InstalledVersions = VersionsOf(scanner["detectedSoftwareVersions"]) is { Length: > 0 } detected ? detected : VersionsOf(data["detectedSoftwareVersions"]),
            PackageType = Text(data["packageType"]),
            FirstSeen = SecurityAlert.TimeOf(properties["status"]["firstEvaluationDate"]),
            PushedAt = SecurityAlert.TimeOf(image["lastPushedToRegistryUTC"]) ?? SecurityAlert.TimeOf(image["repositoryDetails"]["lastPushedToRegistryUTC"]),
            Weaknesses = weaknesses.Length > 0 ? weaknesses : [ImageWeakness.Plain(severity, fixedVersion)],
        };
    }

    private static ImageFinding? OfOldForm(string id, ObjectValue properties)
    {
        Value data = properties["additionalData"];
        Value artifact = data["artifactDetails"];
        string? digest = Text(artifact["digest"]) ?? DigestIn(properties["resourceDetails"]["id"].AsText());
        if (digest is null || !data["assessedResourceType"].Is("AzureContainerRegistryVulnerability")) return null;
        Value software = data["softwareDetails"];
        return new ImageFinding(id, digest.ToLowerInvariant())
        {
            Kind = AciImageFindingKind.Vulnerability,
            IsOpen = properties["status"]["code"].Is("Unhealthy"),
            Title = Text(properties["displayName"]) ?? Text(properties["id"]) ?? string.Empty,
            Remediation = Text(properties["remediation"]),
            Package = Text(software["packageName"]),
            InstalledVersions = VersionsOf(software["version"]),
            PackageType = Text(software["category"]),
            FirstSeen = SecurityAlert.TimeOf(properties["timeGenerated"]),
            PushedAt = SecurityAlert.TimeOf(artifact["lastPushedToRegistryUTC"]),
            IsOldForm = true,
            Weaknesses = [ImageWeakness.OfOldForm(properties)],
        };
    }

    // ExposedSecrets and SoftwareUpdate are documented; the others are told from their words, and what is not known is a misconfiguration.
    private static AciImageFindingKind KindOf(string? category)
    {
        if (category is null || Has(category, "SoftwareUpdate") || Has(category, "Vulnerab")) return AciImageFindingKind.Vulnerability;
        if (Has(category, "Secret")) return AciImageFindingKind.Secret;
        return Has(category, "Malware") ? AciImageFindingKind.Malware : AciImageFindingKind.Misconfiguration;
    }

    // Some of these are objects in one record and their JSON in another.
    private static Value Parsed(Value value)
    {
        if (value.AsText() is not { Length: > 1 } text || text.TrimStart() is not ['{' or '[', ..]) return value;
        try
        {
            return JsonDocumentReader.Read(new SourceFile(null, "finding"), text).Root;
        }
        catch (DocumentException)
        {
            // It is a plain text after all.
            return value;
        }
    }

    private static string[] VersionsOf(Value value) =>
        value.Items.Count > 0 ? [.. value.Items.Select(Text).OfType<string>()] : Text(value) is { } one ? [.. one.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)] : [];

    private static string? DigestIn(string? text) => text is not null && DigestForm().Match(text) is { Success: true } match ? match.Value : null;

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string? Text(Value value) => value.AsText() is { Length: > 0 } text ? text : null;

    [GeneratedRegex("sha256:[0-9a-fA-F]{64}", RegexOptions.CultureInvariant)]
    private static partial Regex DigestForm();
}
