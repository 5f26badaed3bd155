using AciSecMon.Assessment.Alerts;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Logs;

namespace AciSecMon.Azure.Alerts;

/// <summary>Tries the queries of log search rules on the workspaces that they watch, without taking rows.</summary>
internal sealed class AlertQueryTester(AzureSession session)
{
    // The service gives a query what it names and no more, so that one that takes no rows is as right or wrong as the whole.
    private const string WithoutRows = "\n| take 0";

    private const string Refused = "AciLogQueryInvalid";
    private const string Open = "Whether its query would run is not known.";

    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    /// <summary>What is wrong with them, by the ids of rules.</summary>
    public async Task<IReadOnlyDictionary<string, (AciAlertRuleState State, string Problem)>> TestAsync(IReadOnlyList<AlertRule> rules, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var tried = new Dictionary<string, (AciAlertRuleState State, string Problem)>(StringComparer.OrdinalIgnoreCase);
        AlertRule[] asking = [.. rules.Where(static rule => rule.Query is { Length: > 0 })];
        if (session.Logs is null)
        {
            foreach (AlertRule rule in asking) Note(tried, rule, AciAlertRuleState.Unknown, LogClient.NoAddress(session).Message);
            return tried;
        }

        using var client = new LogClient(session);
        var workspaces = new WorkspaceList(session);
        List<(AlertRule Rule, Workspace Workspace)> pairs = [];
        foreach ((AlertRule rule, string scope) in asking.SelectMany(static rule => rule.Scopes.Select(scope => (rule, scope.TrimEnd('/')))))
        {
            if (!scope.Contains($"/{Workspace.Type}/", StringComparison.OrdinalIgnoreCase))
            {
                Note(tried, rule, AciAlertRuleState.Unknown, "Its query was not tried: it does not watch a workspace.");
                continue;
            }

            // A workspace that is not there is told by what the rule watches.
            (Workspace? workspace, UnreadPart? gap) = await workspaces.ResolveAsync(scope, reporter, cancellationToken).ConfigureAwait(false);
            if (workspace is not null) pairs.Add((rule, workspace));
            else if (gap is { Reason: not UnreadReason.Gone }) Note(tried, rule, AciAlertRuleState.Unknown, $"{Open} {gap.Problem.Message}");
        }

        await foreach ((AlertRule rule, AciProblem? problem) in BoundedWork.MapAsync(
            pairs, async (pair, stop) => (pair.Rule, await TryAsync(client, pair.Workspace, pair.Rule.Query!, reporter, stop).ConfigureAwait(false)), LogClient.MostAtOnce, cancellationToken).ConfigureAwait(false))
        {
            if (problem is null) continue;
            bool isRefused = problem.Id == Refused;
            Note(tried, rule, isRefused ? AciAlertRuleState.Broken : AciAlertRuleState.Unknown, isRefused ? problem.Message : $"{Open} {problem.Message}");
        }

        return tried;
    }

    // What is put behind a query may itself be refused, after render or a comment: then the query is asked as it stands.
    private static async Task<AciProblem?> TryAsync(LogClient client, Workspace workspace, string query, IAciReporter reporter, CancellationToken cancellationToken)
    {
        LogReply reply = await client.AskAsync(workspace, query.TrimEnd(';', ' ', '\r', '\n', '\t') + WithoutRows, Shortest, reporter, cancellationToken).ConfigureAwait(false);
        if (reply.Problem is { Id: Refused }) reply = await client.AskAsync(workspace, query, Shortest, reporter, cancellationToken).ConfigureAwait(false);
        return reply.Table is null ? reply.Problem : null;
    }

    // Of several workspaces the worst counts.
    private static void Note(Dictionary<string, (AciAlertRuleState State, string Problem)> tried, AlertRule rule, AciAlertRuleState state, string problem)
    {
        if (!tried.TryGetValue(rule.Id, out (AciAlertRuleState State, string Problem) known) || state > known.State) tried[rule.Id] = (state, problem);
    }
}
