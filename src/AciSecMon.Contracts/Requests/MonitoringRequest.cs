namespace AciSecMon;

/// <summary>The whole set-up of the monitoring of container groups, as steps.</summary>
public sealed class EnableMonitoringRequest
{
    /// <summary>Resource id of the Log Analytics workspace that everything goes to.</summary>
    public required string WorkspaceId { get; init; }

    /// <summary>Resource group to make alert rules in, by name; it must be there in each subscription. Null where no step makes any.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Resource ids of action groups to call.</summary>
    public IReadOnlyList<string> ActionGroupId { get; init; } = [];

    /// <summary>Addresses to write to, by an action group that is made for them.</summary>
    public IReadOnlyList<string> Email { get; init; } = [];

    /// <summary>Subscriptions; empty for those of the connection in which there are container groups.</summary>
    public IReadOnlyList<string> SubscriptionId { get; init; } = [];

    /// <summary>Steps, in whatever order; they are done in that of the enumeration.</summary>
    public required IReadOnlySet<AciMonitoringStep> Step { get; init; }
}

/// <summary>Steps of the set-up, in the order in which they are done.</summary>
public enum AciMonitoringStep
{
    /// <summary>The Log Analytics workspace itself.</summary>
    Workspace,

    /// <summary>The Defender plans that matter to container groups.</summary>
    DefenderPlan,

    /// <summary>Logs, events and metrics of every container group.</summary>
    Diagnostics,

    /// <summary>Export of the activity log of each subscription.</summary>
    ActivityLogExport,

    /// <summary>Alert rules on operations in each subscription.</summary>
    OperationAlert,

    /// <summary>Alert rules of all detections that can be alert rules.</summary>
    DetectionAlert,

    /// <summary>Alert rules on processor and memory of every container group.</summary>
    MetricAlert,

    /// <summary>The module's policies on container groups, assigned in each subscription. They audit.</summary>
    Policy,
}
