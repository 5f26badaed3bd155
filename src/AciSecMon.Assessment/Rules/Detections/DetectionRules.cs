using AciSecMon.Assessment.Detections;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Metadata;
using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment.Rules.Detections;

/// <summary>Detections as rules: what they find are findings as others, with the same settings and selections. Only who asks for them reads their files.</summary>
internal static class DetectionRules
{
    // Threat detection, detection for identities, and incidents of good alerts (checks, 3.8).
    private static readonly string[] Usual = ["LT-1", "LT-2", "IR-3"];

    // Rules that are checks of their own are found with those of their kind (checks, 3.2).
    private static readonly Dictionary<string, (AciRuleCategory Category, string[] Controls)> Kinds = new(StringComparer.Ordinal)
    {
        ["ACI-SEC-022"] = (AciRuleCategory.Secrets, ["IM-8", "LT-3"]),
    };

    private static readonly Lazy<IReadOnlyList<RuleMetadata>> Loaded = new(static () => [.. DetectionCatalogue.ById.Values.Select(ToRule)]);

    /// <summary>Their ids, without a look into their files.</summary>
    public static IReadOnlyList<string> Ids { get; } = [.. DetectionCatalogue.Ids.Select(DetectionIds.RuleOf)];

    /// <summary>Categories that any of them is in.</summary>
    public static IReadOnlyList<AciRuleCategory> Categories { get; } = [AciRuleCategory.Detection, .. Kinds.Values.Select(static kind => kind.Category)];

    /// <summary>Controls that any of them maps to.</summary>
    public static IReadOnlyList<string> Controls { get; } = [.. Usual.Concat(Kinds.Values.SelectMany(static kind => kind.Controls)).Distinct()];

    /// <summary>What is written about each.</summary>
    public static IReadOnlyList<RuleMetadata> All => Loaded.Value;

    private static RuleMetadata ToRule(Detection detection)
    {
        string id = DetectionIds.RuleOf(detection.Id);
        (AciRuleCategory category, string[] controls) = Kinds.GetValueOrDefault(id, (AciRuleCategory.Detection, Usual));
        return new RuleMetadata
        {
            Id = id,
            Title = detection.Title,
            Severity = detection.Severity,
            Category = category,
            Source = AciFindingSource.Detection,
            Subject = AciSubjectType.ContainerGroup,
            Facets = [Facet.Logs],
            Shapes = [AciSourceKind.Resource, AciSourceKind.ResourceGraph],
            Profiles = Profiles.All,
            Controls = controls,
            Rationale = detection.Description,
            Recommendation = string.Join(' ', detection.Triage),
        };
    }
}
