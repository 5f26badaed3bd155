using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Alerts;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Estate;

namespace AciSecMon.Azure.Alerts;

/// <summary>Reads alert rules by Resource Graph: one query for the rules, and few for what they refer to, whatever the number of subscriptions.</summary>
internal sealed class AlertRuleReader(AzureSession session, Func<string, string, bool?> isCurrent)
{
    private const string ReadActions = "Microsoft.Insights/scheduledQueryRules/read, Microsoft.Insights/metricAlerts/read and Microsoft.Insights/activityLogAlerts/read";

    /// <summary>The rules that are asked for, each judged.</summary>
    /// <param name="request">Which rules.</param>
    /// <param name="subscriptionIds">Subscriptions that they lie in.</param>
    /// <param name="reporter">Takes problems.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async IAsyncEnumerable<AciAlertRule> ReadAsync(
        AlertRuleRequest request, IReadOnlyList<string> subscriptionIds, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (List<AlertRule> rules, bool isWhole) = await FindAsync(request, subscriptionIds, reporter, cancellationToken).ConfigureAwait(false);
        IReadOnlyDictionary<string, (AciAlertRuleState, string)> tried = request.TestQuery
            ? await new AlertQueryTester(session).TestAsync(rules, reporter, cancellationToken).ConfigureAwait(false)
            : new Dictionary<string, (AciAlertRuleState, string)>();
        AlertWorld world = await new AlertWorldReader(session, isCurrent).ReadAsync(rules, tried, reporter, cancellationToken).ConfigureAwait(false);
        foreach (AlertRule rule in rules) yield return Show(rule, world);

        // Where the query itself failed, that is told already, and what is not there was not looked for.
        foreach (string missing in request.Name.Where(name => isWhole && !Wildcards.Has(name) && !rules.Exists(rule => IsMeant(rule, [name]))))
            await reporter.ProblemAsync(NotFound(missing), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The rules that are asked for, as they stand.</summary>
    public async Task<(List<AlertRule> Rules, bool IsWhole)> FindAsync(AlertRuleRequest request, IReadOnlyList<string> subscriptionIds, IAciReporter reporter, CancellationToken cancellationToken)
    {
        IEnumerable<string> types = request.Kind.Count == 0 ? AlertTypes.Rules : request.Kind.Distinct().Select(AlertTypes.TypeOf);
        var query = new GraphQuery(ResourceQuery.OfTypes(string.Join(", ", types.Select(ResourceQuery.Quote)))) { SubscriptionIds = subscriptionIds };
        (List<ObjectValue> rows, bool isWhole) = await GraphRows.ReadAsync(session.Estate, query, "alert rules", reporter, cancellationToken).ConfigureAwait(false);
        return ([.. rows.Select(AlertRuleReading.Of).OfType<AlertRule>().Where(rule => (request.All || AlertConcern.Has(rule)) && IsMeant(rule, request.Name))], isWhole);
    }

    /// <summary>True where one of the names means the rule.</summary>
    public static bool IsMeant(AlertRule rule, IReadOnlyList<string> names) =>
        names.Count == 0 || names.Any(name => new[] { rule.Name, rule.Title, rule.Purpose, rule.Id }.Any(text => text is not null && Wildcards.Fits(text, name)));

    /// <summary>That a name means no rule.</summary>
    public static AciProblem NotFound(string name) => new()
    {
        Id = "AciAlertRuleNotFound",
        Kind = AciProblemKind.NotFound,
        Message = $"No alert rule on container groups has the name, title or purpose '{name}'.",
        Target = name,
        Recommendation = $"Get-AciAlertRule lists those that there are, and with -All those on anything else. It needs {ReadActions}.",
    };

    private static AciAlertRule Show(AlertRule rule, AlertWorld world)
    {
        (AciAlertRuleState state, IReadOnlyList<string> problems) = AlertRuleJudge.Judge(rule, world);
        return new AciAlertRule
        {
            Name = rule.Name,
            Kind = rule.Kind,
            Title = rule.Title,
            Description = rule.Description,
            Severity = rule.Severity,
            Enabled = rule.IsEnabled,
            State = state,
            Problem = [.. problems],
            Watches = [.. AlertConcern.WatchedBy(rule)],
            Query = rule.Query,
            Scope = [.. rule.Scopes],
            ActionGroup = [.. rule.ActionGroupIds],
            Receiver = [.. rule.ActionGroupIds.SelectMany(id => world.ActionGroups.TryGetValue(id, out ActionGroup? group) ? group.Receivers : []).Distinct(StringComparer.Ordinal)],
            Every = rule.Every,
            Window = rule.Window,
            MadeByModule = rule.Purpose is not null,
            ResourceId = rule.Id,
            ResourceGroupName = ResourceIds.SegmentAfter(rule.Id, "resourceGroups") ?? string.Empty,
            SubscriptionId = rule.SubscriptionId,
        };
    }
}
