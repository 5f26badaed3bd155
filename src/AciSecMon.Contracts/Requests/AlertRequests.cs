namespace AciSecMon;

/// <summary>Which alert rules are meant.</summary>
public sealed class AlertRuleRequest
{
    /// <summary>Names, titles, resource ids, or what the module made them for, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Name { get; init; } = [];

    /// <summary>Kinds; empty for all.</summary>
    public IReadOnlyList<AciAlertRuleKind> Kind { get; init; } = [];

    /// <summary>True for rules that do not concern container groups, too.</summary>
    public bool All { get; init; }

    /// <summary>True to try the queries of log search rules on the workspaces that they watch.</summary>
    public bool TestQuery { get; init; }
}

/// <summary>Which alert rules are to be there. Each part may be empty; at least one is not.</summary>
public sealed class EnableAlertRuleRequest
{
    /// <summary>Detections to make rules of, by id, with wildcards.</summary>
    public IReadOnlyList<string> Detection { get; init; } = [];

    /// <summary>Values of the detections' parameters, by name.</summary>
    public IReadOnlyDictionary<string, object?> Parameter { get; init; } = new Dictionary<string, object?>();

    /// <summary>A query of the caller's own; null for none.</summary>
    public AlertQuery? Query { get; init; }

    /// <summary>Resource id of the workspace that detections and queries are run in.</summary>
    public string? WorkspaceId { get; init; }

    /// <summary>Operations to watch.</summary>
    public IReadOnlyList<AciAlertOperation> Operation { get; init; } = [];

    /// <summary>Subscriptions whose operations are watched; empty for those of the connection.</summary>
    public IReadOnlyList<string> SubscriptionId { get; init; } = [];

    /// <summary>Metrics to watch.</summary>
    public IReadOnlyList<AciMetricName> Metric { get; init; } = [];

    /// <summary>Container groups whose metrics are watched.</summary>
    public GroupSelection Groups { get; init; } = new();

    /// <summary>
    /// From where a metric alerts: for processor and memory, percent of what the container asks for; for the network, bytes per second. Null for 90 percent; the network has
    /// no default.
    /// </summary>
    public double? Threshold { get; init; }

    /// <summary>Resource group to make rules in, by name; null for that of the workspace or of the container group.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>True to leave what people have set on rules that are there: parameters, thresholds, and that they are switched off.</summary>
    public bool KeepsTuning { get; init; }

    /// <summary>The region of a workspace that is not there yet; null to ask the workspace itself.</summary>
    public string? WorkspaceLocation { get; init; }

    /// <summary>True to make rules on metrics in the resource group of their container group all the same, where no two have the same name.</summary>
    public bool AreMetricsBesideGroups { get; init; }

    /// <summary>Resource ids of action groups to call.</summary>
    public IReadOnlyList<string> ActionGroupId { get; init; } = [];

    /// <summary>Addresses to write to, by an action group that is made for them.</summary>
    public IReadOnlyList<string> Email { get; init; } = [];
}

/// <summary>A query of the caller's own that a rule runs.</summary>
public sealed class AlertQuery
{
    /// <summary>The query. Each row that it gives raises an alert.</summary>
    public required string Text { get; init; }

    /// <summary>Title of the rule, of which its name is made.</summary>
    public required string Title { get; init; }

    /// <summary>Severity.</summary>
    public AciSeverity Severity { get; init; } = AciSeverity.Medium;

    /// <summary>How often it is run.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The time that it looks at.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(15);
}

/// <summary>Which alert rules are to be switched off.</summary>
public sealed class DisableAlertRuleRequest
{
    /// <summary>Names, titles, resource ids or purposes, with wildcards.</summary>
    public required IReadOnlyList<string> Name { get; init; }

    /// <summary>Subscriptions; empty for those of the connection.</summary>
    public IReadOnlyList<string> SubscriptionId { get; init; } = [];

    /// <summary>True to delete the rules; only those that the module made.</summary>
    public bool Remove { get; init; }
}
