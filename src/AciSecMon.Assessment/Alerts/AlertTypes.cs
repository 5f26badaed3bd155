namespace AciSecMon.Assessment.Alerts;

/// <summary>The resource types of alert rules. All four are rows of the table <c>resources</c> of Resource Graph.</summary>
internal static class AlertTypes
{
    public const string LogSearch = "Microsoft.Insights/scheduledQueryRules";
    public const string Metric = "Microsoft.Insights/metricAlerts";
    public const string ActivityLog = "Microsoft.Insights/activityLogAlerts";
    public const string ActionGroup = "Microsoft.Insights/actionGroups";

    /// <summary>The types of rules, without action groups.</summary>
    public static IReadOnlyList<string> Rules { get; } = [LogSearch, Metric, ActivityLog];

    /// <summary>The kind of rule of a type; null for every other type.</summary>
    public static AciAlertRuleKind? KindOf(string? type) =>
        Is(type, LogSearch) ? AciAlertRuleKind.LogSearch : Is(type, Metric) ? AciAlertRuleKind.Metric : Is(type, ActivityLog) ? AciAlertRuleKind.ActivityLog : null;

    /// <summary>The type of a kind.</summary>
    public static string TypeOf(AciAlertRuleKind kind) => kind switch
    {
        AciAlertRuleKind.LogSearch => LogSearch,
        AciAlertRuleKind.Metric => Metric,
        _ => ActivityLog,
    };

    private static bool Is(string? type, string known) => string.Equals(type, known, StringComparison.OrdinalIgnoreCase);
}
