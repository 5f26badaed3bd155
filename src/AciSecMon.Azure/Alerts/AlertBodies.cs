using System.Text.Json.Nodes;
using System.Xml;
using AciSecMon.Assessment.Alerts;

namespace AciSecMon.Azure.Alerts;

/// <summary>
/// Writes the bodies of alert rules and action groups. Pure. Source: azure-facts, H: scheduledQueryRules 2023-12-01, metricAlerts 2018-03-01, activityLogAlerts
/// 2020-10-01, actionGroups 2023-01-01.
/// </summary>
internal static class AlertBodies
{
    // Names of action groups in text messages have at most twelve letters.
    private const string ShortName = "acisecmon";

    /// <summary>A rule on logs: an alert for each container group of which the query gives a row.</summary>
    /// <param name="rule">What it looks for.</param>
    /// <param name="workspaceId">Resource id of the workspace.</param>
    /// <param name="location">Region of the workspace.</param>
    /// <param name="actionGroups">Who is told.</param>
    public static JsonObject OfLogSearch(LogRule rule, string workspaceId, string location, IEnumerable<string> actionGroups)
    {
        var properties = new JsonObject
        {
            ["displayName"] = rule.Title,
            ["description"] = rule.Description,
            ["severity"] = rule.Severity,
            ["enabled"] = true,
            ["scopes"] = new JsonArray(workspaceId),
            ["evaluationFrequency"] = XmlConvert.ToString(rule.Every),
            ["windowSize"] = XmlConvert.ToString(rule.Window),
            ["criteria"] = new JsonObject
            {
                ["allOf"] = new JsonArray(new JsonObject
                {
                    ["query"] = rule.Query,
                    ["timeAggregation"] = "Count",
                    ["dimensions"] = rule.Dimension is null ? new JsonArray() : new JsonArray(Dimension(rule.Dimension, "*")),
                    ["operator"] = "GreaterThan",
                    ["threshold"] = 0,
                    ["failingPeriods"] = new JsonObject { ["numberOfEvaluationPeriods"] = 1, ["minFailingPeriodsToAlert"] = 1 },
                }),
            },

            // What happened once does not become undone because it does not happen again.
            ["autoMitigate"] = false,

            // Tables of a workspace appear with their first row; until then the service would refuse the query.
            ["skipQueryValidation"] = rule.SkipsValidation,
            ["actions"] = new JsonObject { ["actionGroups"] = Texts(actionGroups) },
        };
        if (rule.Lookback > rule.Window) properties["overrideQueryTimeRange"] = XmlConvert.ToString(rule.Lookback);
        return Resource(location, rule.Purpose, properties, kind: "LogAlert");
    }

    /// <summary>A rule on an operation that succeeded anywhere in a subscription.</summary>
    public static JsonObject OfOperation(WatchedOperation operation, string subscriptionId, IEnumerable<string> actionGroups) => Resource("Global", operation.Name.ToString(), new JsonObject
    {
        ["description"] = $"{operation.Title}. {operation.Meaning}",
        ["enabled"] = true,
        ["scopes"] = new JsonArray($"/subscriptions/{subscriptionId}"),
        ["condition"] = new JsonObject
        {
            ["allOf"] = new JsonArray(Leaf("category", "Administrative"), Leaf("operationName", operation.OperationName), Leaf("status", "Succeeded")),
        },
        ["actions"] = new JsonObject { ["actionGroups"] = Ids(actionGroups) },
    });

    /// <summary>A rule on a metric of a container group.</summary>
    public static JsonObject OfMetric(MetricRule rule, IEnumerable<string> actionGroups) => Resource("global", rule.Metric.Name.ToString(), new JsonObject
    {
        ["description"] = rule.Description,
        ["severity"] = rule.Severity,
        ["enabled"] = true,
        ["scopes"] = new JsonArray(rule.GroupId),
        ["evaluationFrequency"] = "PT5M",
        ["windowSize"] = "PT15M",
        ["targetResourceType"] = "Microsoft.ContainerInstance/containerGroups",
        ["targetResourceRegion"] = rule.Region,
        ["criteria"] = new JsonObject
        {
            ["odata.type"] = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
            ["allOf"] = new JsonArray(new JsonObject
            {
                ["criterionType"] = "StaticThresholdCriterion",
                ["name"] = rule.Metric.Name.ToString(),
                ["metricName"] = rule.Metric.MetricName,
                ["metricNamespace"] = "Microsoft.ContainerInstance/containerGroups",
                ["operator"] = "GreaterThan",
                ["threshold"] = rule.Threshold,
                ["timeAggregation"] = "Average",
                ["dimensions"] = rule.Container is null ? new JsonArray() : new JsonArray(Dimension("containerName", rule.Container)),
            }),
        },
        ["autoMitigate"] = true,
        ["actions"] = Ids(actionGroups),
    });

    /// <summary>An action group that sends mail.</summary>
    public static JsonObject OfActionGroup(IEnumerable<string> addresses) => Resource("Global", "alerts", new JsonObject
    {
        ["groupShortName"] = ShortName,
        ["enabled"] = true,
        ["emailReceivers"] = new JsonArray([.. addresses.Select(static address => new JsonObject { ["name"] = address, ["emailAddress"] = address, ["useCommonAlertSchema"] = true })]),
    });

    private static JsonObject Resource(string location, string purpose, JsonObject properties, string? kind = null)
    {
        var resource = new JsonObject { ["location"] = location, ["tags"] = new JsonObject { [AlertRule.Tag] = purpose }, ["properties"] = properties };
        if (kind is not null) resource["kind"] = kind;
        return resource;
    }

    private static JsonObject Dimension(string name, string value) => new() { ["name"] = name, ["operator"] = "Include", ["values"] = new JsonArray(value) };

    private static JsonObject Leaf(string field, string value) => new() { ["field"] = field, ["equals"] = value };

    private static JsonArray Texts(IEnumerable<string> texts) => [.. texts.Select(static text => JsonValue.Create(text))];

    private static JsonArray Ids(IEnumerable<string> ids) => [.. ids.Select(static id => new JsonObject { ["actionGroupId"] = id })];
}

/// <summary>A rule on logs as it is asked for.</summary>
/// <param name="Purpose">The detection, or the name for a query of the caller's own.</param>
/// <param name="Title">Title.</param>
/// <param name="Description">Description.</param>
/// <param name="Severity">From 0, the most severe, to 4.</param>
/// <param name="Query">Query.</param>
/// <param name="Every">How often it is run.</param>
/// <param name="Window">The time that it looks at.</param>
/// <param name="Lookback">The time that the query reads in all.</param>
/// <param name="Dimension">Column that alerts are split by; null for one alert for all rows.</param>
/// <param name="SkipsValidation">True where the service shall not check the query.</param>
internal sealed record LogRule(
    string Purpose, string Title, string Description, int Severity, string Query, TimeSpan Every, TimeSpan Window, TimeSpan Lookback, string? Dimension, bool SkipsValidation);

/// <summary>A rule on a metric as it is asked for.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="GroupId">Resource id of the container group.</param>
/// <param name="Region">Its region.</param>
/// <param name="Container">The container, <c>*</c> for each, or null for a metric of the group as a whole.</param>
/// <param name="Threshold">In the metric's unit.</param>
/// <param name="Severity">From 0 to 4.</param>
/// <param name="Description">Description.</param>
internal sealed record MetricRule(WatchedMetric Metric, string GroupId, string Region, string? Container, double Threshold, int Severity, string Description);
