using AciSecMon.Assessment.Alerts;
using AciSecMon.Azure.Diagnostics;

namespace AciSecMon.Azure.Coverage;

/// <summary>What was read of the alert rules of a subscription.</summary>
/// <param name="Rules">Rules of one kind.</param>
/// <param name="World">What is known of what they refer to.</param>
internal sealed record AlertFacts(Listed<AlertRule> Rules, AlertWorld World);

/// <summary>Judges whether somebody is told. Pure.</summary>
internal static class AlertParts
{
    private static readonly string[] Wanted = [WatchedMetric.Of(AciMetricName.Cpu).MetricName, WatchedMetric.Of(AciMetricName.Memory).MetricName];

    /// <summary>Whether somebody is told when a container uses up what it asks for.</summary>
    public static AciCoveragePart OnMetric(FoundGroup group, AlertFacts alerts)
    {
        const string Name = "AlertOnMetric";
        string command = CoverageCommands.AlertOnMetric(group);
        if (alerts.Rules.Items is not { } all) return Unread(Name, alerts.Rules.Why);

        // The scope of a rule is the group, or what it lies in.
        string[] scopes = [group.Id.Text, $"/subscriptions/{group.Id.SubscriptionId}/resourceGroups/{group.Id.ResourceGroupName}", "/subscriptions/" + group.Id.SubscriptionId];
        AlertRule[] near = [.. all.Where(rule => rule.Scopes.Any(scope => scopes.Contains(scope.TrimEnd('/'), StringComparer.OrdinalIgnoreCase)))];
        AciCoveragePart[] each = [.. Wanted.Select(metric => Best(Name, near.Where(rule => rule.Metrics.Contains(metric, StringComparer.OrdinalIgnoreCase)), alerts.World, metric, command))];
        AciCoverageState worst = each.Max(static part => part.State);
        return new AciCoveragePart
        {
            Name = Name,
            State = worst,
            Message = string.Join(' ', each.Where(part => part.State == worst).Select(static part => part.Message)),
            Command = each.FirstOrDefault(static part => part.Command is not null)?.Command,
        };
    }

    /// <summary>Whether somebody is told when an operation succeeds, wherever in the subscription.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="subscriptionId">The subscription.</param>
    /// <param name="groupScopes">The resource groups of all its container groups; null where not all are known.</param>
    /// <param name="alerts">Its alert rules.</param>
    public static AciCoveragePart OnOperation(WatchedOperation operation, string subscriptionId, IReadOnlyCollection<string>? groupScopes, AlertFacts alerts)
    {
        string name = "AlertOn" + operation.Name;
        string command = CoverageCommands.AlertOn(operation.Name, subscriptionId);
        if (alerts.Rules.Items is not { } all) return Unread(name, alerts.Rules.Why);
        AlertRule[] seeing = [.. all.Where(rule => ActivityCondition.Sees(rule.Condition, operation.OperationName) != Sight.None)];
        AlertRule[] whole = [.. seeing.Where(rule => ActivityCondition.Sees(rule.Condition, operation.OperationName) == Sight.Whole && Covers(rule, subscriptionId, groupScopes))];
        AciCoveragePart part = Best(name, whole, alerts.World, operation.OperationName, command);
        if (whole.Length > 0 || seeing.Length == 0) return part;
        return new AciCoveragePart
        {
            Name = name,
            State = part.State,
            Message = $"{part.Message} The alert rule {seeing[0].Name} does so for a part of the callers or resources only.",
            Command = part.Command,
        };
    }

    private static bool Covers(AlertRule rule, string subscriptionId, IReadOnlyCollection<string>? groupScopes)
    {
        HashSet<string> scopes = new(rule.Scopes.Select(static scope => scope.TrimEnd('/')), StringComparer.OrdinalIgnoreCase);
        return scopes.Contains("/subscriptions/" + subscriptionId) || (groupScopes is { Count: > 0 } && groupScopes.All(scopes.Contains));
    }

    // One rule that works is enough, and one that may work leaves it open.
    internal static AciCoveragePart Best(string name, IEnumerable<AlertRule> rules, AlertWorld world, string what, string? command)
    {
        (AlertRule Rule, AciAlertRuleState State, IReadOnlyList<string> Problems)[] judged = [.. rules.Select(rule => (Rule: rule, Verdict: AlertRuleJudge.Judge(rule, world))).Select(static pair => (pair.Rule, pair.Verdict.State, pair.Verdict.Problems))];
        if (Array.Find(judged, static one => one.State == AciAlertRuleState.Working) is { Rule: { } good })
            return new AciCoveragePart { Name = name, State = AciCoverageState.On, Message = $"The alert rule {good.Name} tells of {what}." };
        if (Array.Find(judged, static one => one.State == AciAlertRuleState.Outdated) is { Rule: { } old })
            return new AciCoveragePart { Name = name, State = AciCoverageState.On, Message = $"The alert rule {old.Name} tells of {what}, by the query of another version of the module.", Command = command };
        if (Array.Find(judged, static one => one.State == AciAlertRuleState.Unknown) is { Rule: { } doubtful } open)
            return new AciCoveragePart { Name = name, State = AciCoverageState.Unknown, Message = $"Whether the alert rule {doubtful.Name} tells of {what} is not known. {string.Join(' ', open.Problems)}" };
        if (judged.Length > 0)
        {
            return new AciCoveragePart
            {
                Name = name, State = AciCoverageState.Broken, Message = $"The alert rule {judged[0].Rule.Name} on {what} tells nobody. {string.Join(' ', judged[0].Problems)}", Command = command,
            };
        }

        return new AciCoveragePart { Name = name, State = AciCoverageState.Missing, Message = $"No alert rule tells of {what}.", Command = command };
    }

    private static AciCoveragePart Unread(string name, string? why) => new() { Name = name, State = AciCoverageState.Unknown, Message = $"The alert rules could not be read: {why}." };
}
