using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Threats;

/// <summary>One weakness of a finding on an image.</summary>
/// <param name="CveId">The CVE; null where the finding is none.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Cvss">Base score; null where it is not told.</param>
/// <param name="Vector">What the score is made of; null where it is not told.</param>
/// <param name="FixedVersion">Version without it; null where there is none, or it is not told.</param>
/// <param name="HasFix">True where a fix is there, false where there is none; null where it is not told.</param>
/// <param name="Published">When it became known; null where it is not told.</param>
/// <param name="Exploit">What is known of its use.</param>
internal sealed record ImageWeakness(
    string? CveId, AciSeverity Severity, double? Cvss, string? Vector, string? FixedVersion, bool? HasFix, DateTimeOffset? Published, ExploitFacts Exploit)
{
    /// <summary>Reads an item of <c>CvesDetails</c>.</summary>
    public static ImageWeakness OfNewForm(Value cve, AciSeverity fallback, string? fixedVersion)
    {
        Value score = cve["cvss"].Items.Count > 0 ? cve["cvss"].Items[0]["value"] : MissingValue.Instance;
        string? version = Text(cve["fixedVersion"]) ?? fixedVersion;
        Value use = cve["exploitabilityDetails"];
        return new ImageWeakness(
            Text(cve["cveId"]), SecurityAlert.SeverityOf(cve["severity"]) ?? fallback, score["base"].AsReal(), Text(score["cvssVectorString"]), version, FixOf(Text(cve["fixStatus"]), version),
            SecurityAlert.TimeOf(cve["publishedDate"]),
            new ExploitFacts(
                use["isInExploitKit"].AsBoolean(), use["exploitStepsPublished"].AsBoolean() ?? use["isPubliclyDisclosed"].AsBoolean(),
                use["exploitStepsVerified"].AsBoolean() ?? use["isVerified"].AsBoolean(), LinksOf(use["exploitUris"])));
    }

    /// <summary>Reads a sub-assessment.</summary>
    public static ImageWeakness OfOldForm(Value properties)
    {
        Value data = properties["additionalData"];
        Value details = data["vulnerabilityDetails"];
        Value score = details["cvss"]["3.1"] is ObjectValue newer ? newer : details["cvss"]["3.0"];
        Value software = data["softwareDetails"];
        Value use = details["exploitabilityAssessment"];
        string? version = Text(software["fixedVersion"]);
        return new ImageWeakness(
            Text(details["cveId"]) ?? Text(properties["id"]),
            SecurityAlert.SeverityOf(properties["status"]["severity"]) ?? SecurityAlert.SeverityOf(details["severity"]) ?? AciSeverity.Medium,
            score["base"].AsReal() ?? data["cvssV30Score"].AsReal(), Text(score["cvssVectorString"]), version, FixOf(Text(software["fixStatus"]), version),
            SecurityAlert.TimeOf(details["publishedDate"]),
            new ExploitFacts(use["isInExploitKit"].AsBoolean(), use["exploitStepsPublished"].AsBoolean(), use["exploitStepsVerified"].AsBoolean(), LinksOf(use["exploitUris"])));
    }

    /// <summary>What stands for a finding that names no CVE.</summary>
    public static ImageWeakness Plain(AciSeverity severity, string? fixedVersion) => new(null, severity, null, null, fixedVersion, FixOf(null, fixedVersion), null, ExploitFacts.None);

    private static bool? FixOf(string? status, string? version) => status?.ToUpperInvariant() switch
    {
        "FIXAVAILABLE" or "SCHEDULED" => true,
        "NOFIXAVAILABLE" or "NOFIX" or "WONTFIX" or "WILLNOTFIX" => false,
        _ => version is null ? null : true,
    };

    private static string[] LinksOf(Value links) => [.. links.Items.Select(Text).OfType<string>()];

    private static string? Text(Value value) => value.AsText() is { Length: > 0 } text ? text : null;
}

/// <summary>What is known of how a weakness is used; null for what is not told.</summary>
/// <param name="IsInKit">A kit for attacks has it.</param>
/// <param name="IsPublic">How to use it is published.</param>
/// <param name="IsVerified">Somebody has shown that it works.</param>
/// <param name="Links">Where it is published.</param>
internal sealed record ExploitFacts(bool? IsInKit, bool? IsPublic, bool? IsVerified, IReadOnlyList<string> Links)
{
    /// <summary>Nothing is known.</summary>
    public static ExploitFacts None { get; } = new(null, null, null, []);

    /// <summary>True where attackers can be expected to use it.</summary>
    public bool IsLikely => IsInKit == true || IsPublic == true || IsVerified == true;
}
