using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Alerts;

/// <summary>An alert rule as it stands in Azure, whichever of the three kinds it is.</summary>
internal sealed class AlertRule
{
    /// <summary>The tag by which the module knows its own rules: what the rule is for.</summary>
    public const string Tag = "acisecmon";

    public required AciAlertRuleKind Kind { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>Severity from 0, the most severe, to 4; null for rules that have none.</summary>
    public int? Severity { get; init; }

    /// <summary>True where it is switched on; null where that is not known. The service's default is on.</summary>
    public bool? IsEnabled { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = [];

    public IReadOnlyList<string> ActionGroupIds { get; init; } = [];

    public string? Every { get; init; }

    public string? Window { get; init; }

    /// <summary>The query of a log search rule.</summary>
    public string? Query { get; init; }

    /// <summary>Types of resources that it says to be about.</summary>
    public IReadOnlyList<string> TargetTypes { get; init; } = [];

    /// <summary>Metrics, for a metric rule.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>The condition of an activity log rule; missing for others.</summary>
    public Value Condition { get; init; } = MissingValue.Instance;

    /// <summary>What the module made it for: the id of a detection, or the name of an operation or metric; null for rules of others.</summary>
    public string? Purpose { get; init; }

    public string SubscriptionId => Estate.ResourceIds.SegmentAfter(Id, "subscriptions") ?? string.Empty;
}
