using System.Text.Json.Nodes;
using AciSecMon.Assessment.Alerts;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Alerts;

/// <summary>A resource of alerting that is to be there: a rule or an action group.</summary>
/// <param name="Path">Resource id.</param>
/// <param name="Type">Resource type.</param>
/// <param name="Title">What it is called to a person.</param>
/// <param name="Body">What is asked of it.</param>
/// <param name="Concerns">Resource id of the container group, workspace or subscription that it is about.</param>
internal sealed record WantedRule(string Path, string Type, string Title, JsonObject Body, string Concerns)
{
    /// <summary>Lists that may hold more than is asked for: others may have added whom to call.</summary>
    public static IReadOnlySet<string> OpenLists { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "actionGroups", "actions", "emailReceivers" };

    /// <summary>True where what people have set on a rule that is there stays as it is.</summary>
    public bool KeepsTuning { get; init; }

    /// <summary>Name of the resource.</summary>
    public string Name => Assessment.Estate.ResourceIds.LastSegment(Path);

    /// <summary>What it is, to begin a sentence.</summary>
    public string Kind => Type == AlertTypes.ActionGroup ? "Action group" : "Alert rule";

    /// <summary>The api-version of its type.</summary>
    public string ApiVersion => Type switch
    {
        AlertTypes.LogSearch => ApiVersions.ScheduledQueryRules,
        AlertTypes.Metric => ApiVersions.MetricAlerts,
        AlertTypes.ActivityLog => ApiVersions.ActivityLogAlerts,
        _ => ApiVersions.ActionGroups,
    };

    /// <summary>The id of a resource of alerting.</summary>
    public static string PathOf(string subscriptionId, string resourceGroup, string type, string name) =>
        $"/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/{type}/{name}";
}
