namespace AciSecMon.Assessment.Alerts;

/// <summary>Judges whether an alert rule can raise an alarm that somebody hears. Pure.</summary>
internal static class AlertRuleJudge
{
    /// <summary>The state, and what is wrong in sentences; the worst comes first.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="world">What is known of what it refers to.</param>
    public static (AciAlertRuleState State, IReadOnlyList<string> Problems) Judge(AlertRule rule, AlertWorld world)
    {
        (AciAlertRuleState State, string Problem)[] found =
        [
            .. Scopes(rule, world).Concat(Enabling(rule)).Concat(Hearing(rule, world)).Concat(Query(rule, world)).OrderByDescending(static f => f.Item1),
        ];
        return (found.Length == 0 ? AciAlertRuleState.Working : found[0].State, [.. found.Select(static f => f.Problem)]);
    }

    private static IEnumerable<(AciAlertRuleState, string)> Scopes(AlertRule rule, AlertWorld world)
    {
        if (rule.Scopes.Count == 0) yield return (AciAlertRuleState.Broken, "It has no scope.");
        foreach (string scope in rule.Scopes)
        {
            bool? exists = world.Exists(scope);
            if (exists == false) yield return (AciAlertRuleState.Broken, $"What it watches is not there: {scope}.");
            else if (exists is null) yield return (AciAlertRuleState.Unknown, $"Whether what it watches is there is not known: {scope}.");
        }
    }

    private static IEnumerable<(AciAlertRuleState, string)> Enabling(AlertRule rule)
    {
        if (rule.IsEnabled == false) yield return (AciAlertRuleState.Disabled, "It is switched off.");
        else if (rule.IsEnabled is null) yield return (AciAlertRuleState.Unknown, "Whether it is switched on is not known.");
    }

    private static IEnumerable<(AciAlertRuleState, string)> Hearing(AlertRule rule, AlertWorld world)
    {
        if (rule.ActionGroupIds.Count == 0)
        {
            yield return (AciAlertRuleState.Unheard, "It calls no action group: its alerts are seen only by who looks for them.");
            yield break;
        }

        string[] whys = [.. rule.ActionGroupIds.Select(id => WhyUnheard(id, world)).OfType<string>()];
        bool isSurelyUnheard = whys.Length == rule.ActionGroupIds.Count && rule.ActionGroupIds.All(id => world.Exists(id) is not null);
        bool mayBeUnheard = whys.Length == rule.ActionGroupIds.Count;
        foreach (string why in whys) yield return (isSurelyUnheard ? AciAlertRuleState.Unheard : mayBeUnheard ? AciAlertRuleState.Unknown : AciAlertRuleState.Working, why);
    }

    private static string? WhyUnheard(string id, AlertWorld world)
    {
        string name = Estate.ResourceIds.LastSegment(id);
        if (!world.ActionGroups.TryGetValue(id, out ActionGroup? group))
            return world.Exists(id) == false ? $"Its action group '{name}' is not there." : $"Its action group '{name}' could not be read.";
        if (group.IsEnabled == false) return $"Its action group '{name}' is switched off.";
        return group.Receivers.Count == 0 ? $"Its action group '{name}' has no receiver." : null;
    }

    private static IEnumerable<(AciAlertRuleState, string)> Query(AlertRule rule, AlertWorld world)
    {
        if (rule.Query is null) yield break;
        if (world.Tried.TryGetValue(rule.Id, out (AciAlertRuleState, string) tried)) yield return tried;
        if (rule.Query.Length == 0) yield return (AciAlertRuleState.Broken, "It has no query.");
        else if (rule.Purpose is { } id && world.IsCurrent(id, rule.Query) == false) yield return (AciAlertRuleState.Outdated, $"Its query is not that of {id} in this version of the module.");
    }
}

/// <summary>What is known of what alert rules refer to.</summary>
internal sealed class AlertWorld
{
    /// <summary>Action groups by id.</summary>
    public required IReadOnlyDictionary<string, ActionGroup> ActionGroups { get; init; }

    /// <summary>Whether a resource is there; null where that is not known.</summary>
    public required Func<string, bool?> Exists { get; init; }

    /// <summary>Whether a query is that of a detection; null where there is no such detection.</summary>
    public required Func<string, string, bool?> IsCurrent { get; init; }

    /// <summary>What was wrong with queries that were tried, by the ids of rules; rules whose query was accepted, or not tried, are not here.</summary>
    public IReadOnlyDictionary<string, (AciAlertRuleState State, string Problem)> Tried { get; init; } = new Dictionary<string, (AciAlertRuleState, string)>();
}
