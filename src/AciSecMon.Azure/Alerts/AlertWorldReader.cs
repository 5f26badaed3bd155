using AciSecMon.Assessment.Alerts;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Estate;

namespace AciSecMon.Azure.Alerts;

/// <summary>Finds out what alert rules refer to: their action groups, and whether what they watch is there. Read for all rules at once.</summary>
internal sealed class AlertWorldReader(AzureSession session, Func<string, string, bool?> isCurrent)
{
    private const int IdsPerQuery = 100;
    private const string Subscriptions = "/subscriptions/";

    /// <summary>What rules refer to. Action groups and workspaces are often shared, so every subscription that can be read is asked.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="tried">What was wrong with queries that were tried.</param>
    /// <param name="reporter">Takes problems.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<AlertWorld> ReadAsync(
        IReadOnlyCollection<AlertRule> rules, IReadOnlyDictionary<string, (AciAlertRuleState State, string Problem)> tried, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var groups = new Dictionary<string, ActionGroup>(StringComparer.OrdinalIgnoreCase);
        bool areGroupsWhole = true;
        if (rules.Any(static rule => rule.ActionGroupIds.Count > 0))
        {
            (List<ObjectValue> rows, areGroupsWhole) = await GraphRows.ReadAsync(
                session.Estate, new GraphQuery(ResourceQuery.OfTypes(ResourceQuery.Quote(AlertTypes.ActionGroup))), "action groups", reporter, cancellationToken).ConfigureAwait(false);
            foreach (ActionGroup group in rows.Select(ActionGroup.Of).OfType<ActionGroup>()) groups[group.Id] = group;
        }

        string[] scopes = [.. rules.SelectMany(static rule => rule.Scopes).Distinct(StringComparer.OrdinalIgnoreCase).Where(static scope => !IsSubscription(scope))];
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        bool areScopesWhole = await SeeAsync("resources", scopes.Where(IsResource), seen, reporter, cancellationToken).ConfigureAwait(false)
            & await SeeAsync("resourcecontainers", scopes.Where(static scope => !IsResource(scope)), seen, reporter, cancellationToken).ConfigureAwait(false);
        return new AlertWorld
        {
            ActionGroups = groups,
            IsCurrent = isCurrent,
            Tried = tried,
            Exists = id =>
            {
                if (seen.Contains(id) || groups.ContainsKey(id)) return true;

                // The index leaves out what the caller may not read, without a word: only within a subscription that he sees does absence mean something.
                if (ResourceIds.SegmentAfter(id, "subscriptions") is not { } subscription || !session.Visible.Names.ContainsKey(subscription)) return null;
                if (IsSubscription(id)) return true;
                bool isWhole = id.Contains($"/providers/{AlertTypes.ActionGroup}/", StringComparison.OrdinalIgnoreCase) ? areGroupsWhole : areScopesWhole;
                return isWhole ? false : null;
            },
        };
    }

    private async Task<bool> SeeAsync(string table, IEnumerable<string> ids, HashSet<string> seen, IAciReporter reporter, CancellationToken cancellationToken)
    {
        bool isWhole = true;
        foreach (string[] some in ids.Chunk(IdsPerQuery))
        {
            var query = new GraphQuery($"{table} | where id in~ ({string.Join(", ", some.Select(ResourceQuery.Quote))}) | project id, name | order by id asc");
            (List<ObjectValue> rows, bool isAll) = await GraphRows.ReadAsync(session.Estate, query, "resources that alert rules watch", reporter, cancellationToken).ConfigureAwait(false);
            seen.UnionWith(rows.Select(static row => row["id"].AsText()).OfType<string>());
            isWhole &= isAll;
        }

        return isWhole;
    }

    private static bool IsSubscription(string scope) =>
        scope.StartsWith(Subscriptions, StringComparison.OrdinalIgnoreCase) && !scope[Subscriptions.Length..].TrimEnd('/').Contains('/', StringComparison.Ordinal);

    private static bool IsResource(string scope) => scope.Contains("/providers/", StringComparison.OrdinalIgnoreCase);
}
