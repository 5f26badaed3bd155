using AciSecMon.Assessment.Alerts;
using AciSecMon.Azure.Diagnostics;

namespace AciSecMon.Azure.Coverage;

/// <summary>The commands of the module that close gaps, ready to be run. What only a person knows stands in them as a variable.</summary>
internal static class CoverageCommands
{
    private const string Callers = "-ActionGroupId $actionGroupId";

    /// <summary>Collects everything of a container group.</summary>
    /// <param name="group">The group.</param>
    /// <param name="workspaceId">The workspace that it sends to already; null for none.</param>
    public static string Collect(FoundGroup group, string? workspaceId) =>
        $"Enable-AciDiagnostics -ResourceId {Quote(group.Id.Text)} -WorkspaceId {(workspaceId is null ? "$workspaceId" : Quote(workspaceId))}";

    /// <summary>Tells of a container group that uses up what it asks for.</summary>
    public static string AlertOnMetric(FoundGroup group) => $"Enable-AciAlertRule -Metric Cpu, Memory -ResourceId {Quote(group.Id.Text)} {Callers}";

    /// <summary>Tells of an operation.</summary>
    public static string AlertOn(AciAlertOperation operation, string subscriptionId) =>
        $"Enable-AciAlertRule -Operation {WatchedOperation.Of(operation).Name} -SubscriptionId {Quote(subscriptionId)} -ResourceGroupName $resourceGroupName {Callers}";

    /// <summary>Runs detections as alert rules on a workspace.</summary>
    public static string AlertOnDetections(IReadOnlyList<string> detectionIds, string workspaceId) =>
        $"Enable-AciAlertRule -Detection {string.Join(", ", detectionIds)} -WorkspaceId {(workspaceId.StartsWith('/') ? Quote(workspaceId) : "$workspaceId")} -ResourceGroupName $resourceGroupName {Callers}";

    /// <summary>Has the logs of a subscription collected, and detections run on them.</summary>
    public static string AlertOnDetections(string subscriptionId) =>
        $"Enable-AciSecurityMonitoring -Only Diagnostics, DetectionAlert -SubscriptionId {Quote(subscriptionId)} -WorkspaceId $workspaceId {Callers}";

    /// <summary>Switches a Defender plan on.</summary>
    public static string Defend(string plan, string subscriptionId) => $"Enable-AciDefenderPlan -Name {plan} -SubscriptionId {Quote(subscriptionId)}";

    /// <summary>Exports the activity log of a subscription.</summary>
    public static string Export(string subscriptionId) => $"Enable-AciSecurityMonitoring -Only ActivityLogExport -SubscriptionId {Quote(subscriptionId)} -WorkspaceId $workspaceId";

    /// <summary>Assigns the module's initiative in a subscription.</summary>
    public static string Assign(string subscriptionId) => $"Enable-AciPolicy {Assessment.Policy.PolicyLibrary.InitiativeName} -SubscriptionId {Quote(subscriptionId)}";

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
