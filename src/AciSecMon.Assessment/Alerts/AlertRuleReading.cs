using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Alerts;

/// <summary>
/// Reads alert rules from rows of Resource Graph or answers of Resource Manager. Source: azure-facts, H: scheduledQueryRules 2023-12-01, metricAlerts 2018-03-01,
/// activityLogAlerts 2020-10-01; the action groups stand in another form in each.
/// </summary>
internal static class AlertRuleReading
{
    /// <summary>The rule; null where the resource is none.</summary>
    public static AlertRule? Of(ObjectValue resource)
    {
        if (AlertTypes.KindOf(resource["type"].AsText()) is not { } kind || resource["id"].AsText() is not { Length: > 0 } id) return null;
        Value properties = resource["properties"];
        Value criteria = properties["criteria"]["allOf"];
        string name = resource["name"].AsText() ?? Estate.ResourceIds.LastSegment(id);
        return new AlertRule
        {
            Kind = kind,
            Id = id,
            Name = name,
            Title = properties["displayName"].AsText() is { Length: > 0 } title ? title : null,
            Description = properties["description"].AsText() is { Length: > 0 } description ? description : null,
            Severity = (int?)properties["severity"].AsWhole(),
            IsEnabled = properties["enabled"].IsMissing ? true : properties["enabled"].AsBoolean(),
            Scopes = Texts(properties["scopes"]),
            ActionGroupIds = ActionGroupsOf(kind, properties["actions"]),
            Every = properties["evaluationFrequency"].AsText(),
            Window = properties["windowSize"].AsText(),
            Query = kind == AciAlertRuleKind.LogSearch ? string.Join('\n', criteria.Items.Select(static c => c["query"].AsText()).OfType<string>()) : null,
            TargetTypes = kind == AciAlertRuleKind.Metric ? [.. Text(properties["targetResourceType"])] : Texts(properties["targetResourceTypes"]),
            Metrics = kind == AciAlertRuleKind.Metric ? [.. criteria.Items.Select(static c => c["metricName"].AsText()).OfType<string>()] : [],
            Condition = kind == AciAlertRuleKind.ActivityLog ? properties["condition"] : MissingValue.Instance,
            Purpose = resource["tags"][AlertRule.Tag].AsText(),
        };
    }

    private static string[] ActionGroupsOf(AciAlertRuleKind kind, Value actions) => kind switch
    {
        AciAlertRuleKind.LogSearch => Texts(actions["actionGroups"]),
        AciAlertRuleKind.Metric => Ids(actions),
        _ => Ids(actions["actionGroups"]),
    };

    private static string[] Ids(Value list) => [.. list.Items.Select(static item => item["actionGroupId"].AsText()).OfType<string>()];

    private static string[] Texts(Value list) => [.. list.Items.Select(static item => item.AsText()).OfType<string>()];

    private static IEnumerable<string> Text(Value value) => value.AsText() is { Length: > 0 } text ? [text] : [];
}
