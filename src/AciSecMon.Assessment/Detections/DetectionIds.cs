namespace AciSecMon.Assessment.Detections;

/// <summary>
/// The ids of detections and of the rules that tell of their hits. They are the same, but where the catalogue of checks has a check of its own for what a detection finds.
/// </summary>
internal static class DetectionIds
{
    private static readonly Dictionary<string, string> Rules = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ACI-KQL-013"] = "ACI-SEC-022",
    };

    private static readonly Dictionary<string, string> Detections = Rules.ToDictionary(static pair => pair.Value, static pair => pair.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>The rule that findings of a detection carry.</summary>
    public static string RuleOf(string detectionId) => Rules.GetValueOrDefault(detectionId, detectionId);

    /// <summary>The detection that a rule tells of.</summary>
    public static string DetectionOf(string ruleId) => Detections.GetValueOrDefault(ruleId, ruleId);
}
