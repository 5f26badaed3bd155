namespace AciSecMon.Assessment.Detections;

/// <summary>Shows a detection to the outside.</summary>
internal static class DetectionProjection
{
    public static AciDetection ToContract(Detection detection) => new()
    {
        DetectionId = detection.Id,
        RuleId = DetectionIds.RuleOf(detection.Id),
        Title = detection.Title,
        Description = detection.Description,
        Severity = detection.Severity,
        Tactic = [.. detection.Tactics],
        Technique = [.. detection.Techniques],
        Table = [.. detection.Tables],
        Parameter = [.. detection.Parameters.Select(ToContract)],
        Every = detection.Every,
        Window = detection.Window,
        Lookback = detection.Lookback,
        Alertable = detection.IsAlertable,
        AlertableReason = detection.AlertableReason,
        FalsePositive = [.. detection.FalsePositives],
        Triage = [.. detection.Triage],
        Reference = [.. detection.Sources],
        Query = DetectionQuery.TextOf(detection, new Dictionary<string, object?>()),
    };

    private static AciDetectionParameter ToContract(DetectionParameter parameter) => new()
    {
        Name = parameter.Name,
        Type = parameter.Type.ToString().ToLowerInvariant(),
        Default = parameter.Default,
        Meaning = parameter.Meaning,
    };
}
