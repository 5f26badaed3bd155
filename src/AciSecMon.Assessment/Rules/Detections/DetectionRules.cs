using AciSecMon.Assessment.Detections;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Metadata;
using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment.Rules.Detections;

/// <summary>Detections as rules: what they find are findings as others, with the same settings and selections. Only who asks for them reads their files.</summary>
internal static class DetectionRules
{
    private static readonly Lazy<IReadOnlyList<RuleMetadata>> Loaded = new(static () => [.. DetectionCatalogue.ById.Values.Select(ToRule)]);

    /// <summary>Their ids, without a look into their files.</summary>
    public static IReadOnlyList<string> Ids => DetectionCatalogue.Ids;

    /// <summary>Controls that all of them map to (checks, 3.8): threat detection, detection for identities, and incidents of good alerts.</summary>
    public static IReadOnlyList<string> Controls { get; } = ["LT-1", "LT-2", "IR-3"];

    /// <summary>What is written about each.</summary>
    public static IReadOnlyList<RuleMetadata> All => Loaded.Value;

    private static RuleMetadata ToRule(Detection detection) => new()
    {
        Id = detection.Id,
        Title = detection.Title,
        Severity = detection.Severity,
        Category = AciRuleCategory.Detection,
        Source = AciFindingSource.Detection,
        Subject = AciSubjectType.ContainerGroup,
        Facets = [Facet.Logs],
        Shapes = [AciSourceKind.Resource, AciSourceKind.ResourceGraph],
        Profiles = Profiles.All,
        Controls = Controls,
        Rationale = detection.Description,
        Recommendation = string.Join(' ', detection.Triage),
    };
}
