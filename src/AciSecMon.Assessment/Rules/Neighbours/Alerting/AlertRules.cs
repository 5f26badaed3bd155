using AciSecMon.Assessment.Alerts;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Rules.Neighbours.Alerting;

/// <summary>The rules on alert rules. What to watch is data: an operation is added to a rule here, and described in <see cref="WatchedOperation"/>.</summary>
internal static class AlertRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new OperationAlertRule("ACI-ALR-001", AciAlertOperation.Write, AciAlertOperation.Delete),
        new OperationAlertRule("ACI-ALR-002", AciAlertOperation.Exec),
        new OperationAlertRule("ACI-ALR-003", AciAlertOperation.RemoveDiagnostics),
        new OperationAlertRule("ACI-ALR-004", AciAlertOperation.AssignRole),
        new MetricAlertRule(),
        new BrokenAlertRule(),
    ];
}

/// <summary>Nobody is told when an operation succeeds in the subscription: no activity log alert that is on sees it wherever it happens.</summary>
internal sealed class OperationAlertRule(string id, params AciAlertOperation[] operations) : NeighbourRule(id)
{
    public override bool FailsOnAbsence => true;

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive) return;
        foreach (WatchedOperation operation in operations.Select(WatchedOperation.Of))
        {
            Place place = Place.Root.Of("activityLogAlerts", operation.OperationName);
            AlertRule[] seeing = [.. estate.Monitoring.Rules.Where(rule => rule.Kind == AciAlertRuleKind.ActivityLog && Covers(rule, subject) && ActivityCondition.Sees(rule.Condition, operation.OperationName) != Sight.None)];
            if (Array.Find(seeing, rule => rule.IsEnabled == true && ActivityCondition.Sees(rule.Condition, operation.OperationName) == Sight.Whole) is { } good)
            {
                judgement.Pass(place, $"The alert rule {good.Name} tells of {operation.OperationName}.");
                continue;
            }

            string nearly = seeing.Length == 0 ? string.Empty : seeing[0].IsEnabled == false ? $" {seeing[0].Name} would, and is switched off." : $" {seeing[0].Name} does so for a part of the callers or resources only.";
            judgement.Fail(
                place, MissingValue.Instance, $"{NeighbourWords.NameOf(subject)} tells nobody of {operation.OperationName}.{nearly}",
                $"An activity log alert on {operation.OperationName} with the subscription as its scope");
        }
    }

    // The scope is the subscription, or else every resource group that has container groups.
    private static bool Covers(AlertRule rule, NeighbourSubject subject) =>
        rule.Scopes.Contains(subject.Scope, StringComparer.OrdinalIgnoreCase)
        || (rule.Scopes.Count > 0 && subject.Groups.All(group => rule.Scopes.Any(scope => group.Scope.Equals(scope, StringComparison.OrdinalIgnoreCase))));
}

/// <summary>Nobody is told when a container uses up its processor or memory.</summary>
internal sealed class MetricAlertRule() : NeighbourRule("ACI-ALR-005")
{
    private static readonly string[] Wanted = [WatchedMetric.Of(AciMetricName.Cpu).MetricName, WatchedMetric.Of(AciMetricName.Memory).MetricName];

    public override bool FailsOnAbsence => true;

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        Place place = Place.Root.Of("metricAlerts");
        if (!estate.IsLive || subject.ResourceId is null) return;
        HashSet<string> watched = new(estate.Monitoring.MetricRulesOn(subject.ResourceId).Where(static rule => rule.IsEnabled == true).SelectMany(static rule => rule.Metrics), StringComparer.OrdinalIgnoreCase);
        string[] missing = [.. Wanted.Where(metric => !watched.Contains(metric))];
        if (missing.Length == 0) judgement.Pass(place, "Processor and memory of the group are watched.");
        else judgement.Fail(place, MissingValue.Instance, $"No metric alert watches {string.Join(" and ", missing)} of the group.", "Metric alerts on CpuUsage and MemoryUsage");
    }
}

/// <summary>An alert rule on container groups is switched off, or calls nobody.</summary>
internal sealed class BrokenAlertRule() : NeighbourRule("ACI-ALR-006")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive) return;
        Place place = Place.Root.Of("alertRules");
        var world = new AlertWorld
        {
            ActionGroups = estate.Monitoring.ActionGroups,

            // Whether what a rule watches is there, and action groups of other subscriptions, is for Get-AciAlertRule to find out.
            Exists = id => estate.Monitoring.ActionGroups.ContainsKey(id) || !IsOwnActionGroup(id, subject.SubscriptionId),
            IsCurrent = static (_, _) => null,
        };
        bool isWhole = estate.UnreadFor(Facet.AlertRules, about: null) is null;
        foreach (AlertRule rule in estate.Monitoring.Rules.Where(rule => AlertConcern.Has(rule) && string.Equals(rule.SubscriptionId, subject.SubscriptionId, StringComparison.OrdinalIgnoreCase)))
        {
            (AciAlertRuleState state, IReadOnlyList<string> problems) = AlertRuleJudge.Judge(rule, world);

            // An action group that could not be read is neither gone nor without a receiver: only what the rule says of itself holds.
            if (!isWhole && state is (AciAlertRuleState.Unheard or AciAlertRuleState.Broken))
            {
                judgement.Unknown(place.Of("rule", rule.Name), new UnresolvedCause(CauseKind.NotCarried, $"the action groups of {rule.Name}"), $"Whether the alert rule {rule.Name} calls somebody is not known: not all action groups could be read.");
                continue;
            }

            if (state is AciAlertRuleState.Disabled or AciAlertRuleState.Unheard or AciAlertRuleState.Broken)
                judgement.Fail(place.Of("rule", rule.Name), MissingValue.Instance, $"The alert rule {rule.Name} tells nobody. {string.Join(" ", problems)}", "A rule that is on and calls an action group with a receiver");
        }

        judgement.PassUnlessObjected(place, $"The alert rules on container groups in {NeighbourWords.NameOf(subject)} are on and call somebody.");
    }

    private static bool IsOwnActionGroup(string id, string? subscriptionId) =>
        id.Contains($"/providers/{AlertTypes.ActionGroup}/", StringComparison.OrdinalIgnoreCase)
        && string.Equals(ResourceIds.SegmentAfter(id, "subscriptions"), subscriptionId, StringComparison.OrdinalIgnoreCase);
}
