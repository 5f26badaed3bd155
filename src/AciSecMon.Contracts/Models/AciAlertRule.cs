namespace AciSecMon;

/// <summary>An alert rule that concerns container groups, and whether it can raise an alarm that somebody hears.</summary>
public sealed class AciAlertRule
{
    /// <summary>Name of the rule.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>What kind of rule it is.</summary>
    public AciAlertRuleKind Kind { get; init; }

    /// <summary>Title; null where it has none.</summary>
    public string? Title { get; init; }

    /// <summary>Description; null where it has none.</summary>
    public string? Description { get; init; }

    /// <summary>Severity of its alerts, from 0, the most severe, to 4; null for rules on the activity log, which have none.</summary>
    public int? Severity { get; init; }

    /// <summary>True where it is switched on; null where that is not known.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Whether it works; <see cref="Problem"/> says why not.</summary>
    public AciAlertRuleState State { get; init; }

    /// <summary>What is wrong with it, the worst first.</summary>
    public string[] Problem { get; init; } = [];

    /// <summary>What it watches: a detection, operations, or metrics.</summary>
    public string[] Watches { get; init; } = [];

    /// <summary>The query; null for rules that have none.</summary>
    public string? Query { get; init; }

    /// <summary>Resource ids of what it looks at: workspaces, subscriptions, container groups.</summary>
    public string[] Scope { get; init; } = [];

    /// <summary>Resource ids of the action groups that it calls.</summary>
    public string[] ActionGroup { get; init; } = [];

    /// <summary>Who hears of its alerts, by kind and name, such as <c>email: on call</c>. Addresses are not shown.</summary>
    public string[] Receiver { get; init; } = [];

    /// <summary>How often it is evaluated, as ISO 8601 duration; null for rules on the activity log.</summary>
    public string? Every { get; init; }

    /// <summary>The time that each evaluation looks at, as ISO 8601 duration; null for rules on the activity log.</summary>
    public string? Window { get; init; }

    /// <summary>True where this module made it.</summary>
    public bool MadeByModule { get; init; }

    /// <summary>Resource id.</summary>
    public string ResourceId { get; init; } = string.Empty;

    /// <summary>Resource group of the rule.</summary>
    public string ResourceGroupName { get; init; } = string.Empty;

    /// <summary>Subscription of the rule.</summary>
    public string SubscriptionId { get; init; } = string.Empty;

    /// <summary>Gives name and state.</summary>
    public override string ToString() => $"{Name}: {State}";
}

/// <summary>Kinds of alert rules.</summary>
public enum AciAlertRuleKind
{
    /// <summary>Runs a query on logs.</summary>
    LogSearch,

    /// <summary>Watches operations in the activity log.</summary>
    ActivityLog,

    /// <summary>Watches metrics.</summary>
    Metric,
}

/// <summary>Whether an alert rule works, from good to bad.</summary>
public enum AciAlertRuleState
{
    /// <summary>It is on, what it watches is there, and somebody hears of its alerts.</summary>
    Working,

    /// <summary>It works, and its query is not that of this version of the module.</summary>
    Outdated,

    /// <summary>Something that decides about it could not be read.</summary>
    Unknown,

    /// <summary>Nobody hears of its alerts: no action group, or none that is on and has a receiver.</summary>
    Unheard,

    /// <summary>It is switched off.</summary>
    Disabled,

    /// <summary>It cannot work: what it watches is gone.</summary>
    Broken,
}

/// <summary>Operations of the control plane that alert rules can watch.</summary>
public enum AciAlertOperation
{
    /// <summary>A container group is created or changed.</summary>
    Write,

    /// <summary>A container group is deleted.</summary>
    Delete,

    /// <summary>A command is run in a container.</summary>
    Exec,

    /// <summary>A console is attached to a container.</summary>
    Attach,

    /// <summary>A diagnostic setting is removed, of whatever resource.</summary>
    RemoveDiagnostics,

    /// <summary>A role is assigned, at whatever scope.</summary>
    AssignRole,
}

/// <summary>Metrics of container groups.</summary>
public enum AciMetricName
{
    /// <summary>Processor time of a container, in thousandths of a processor.</summary>
    Cpu,

    /// <summary>Memory of a container, in bytes.</summary>
    Memory,

    /// <summary>Bytes per second that the group receives.</summary>
    NetworkReceived,

    /// <summary>Bytes per second that the group sends.</summary>
    NetworkTransmitted,
}
