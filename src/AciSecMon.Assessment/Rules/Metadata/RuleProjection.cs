using AciSecMon.Assessment.Detections;
using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment.Rules.Metadata;

/// <summary>Shows a rule's metadata to the outside.</summary>
internal static class RuleProjection
{
    public static AciSecurityRule ToContract(RuleMetadata rule, AssessmentSettings settings) => new()
    {
        RuleId = rule.Id,
        DetectionId = DetectionCatalogue.Ids.Contains(DetectionIds.DetectionOf(rule.Id)) ? DetectionIds.DetectionOf(rule.Id) : null,
        Title = rule.Title,
        Severity = RuleSelection.SeverityOf(rule, settings),
        Category = rule.Category,
        Source = rule.Source,
        SubjectType = rule.Subject,
        Facet = [.. rule.Facets.Select(static f => f.ToString())],
        Shape = rule.Shapes.Count > 0 ? [.. rule.Shapes] : Enum.GetValues<AciSourceKind>(),
        Profile = [.. rule.Profiles],
        Enabled = RuleSelection.IsInProfile(rule, settings.Profile),
        Control = [.. rule.Controls.Select(static c => $"MCSB {c}")],
        Rationale = rule.Rationale,
        Recommendation = rule.Recommendation,
        RemediationBicep = rule.Remediation.Bicep,
        RemediationYaml = rule.Remediation.Yaml,
        RemediationPowerShell = rule.Remediation.PowerShell,
    };
}
