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

    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    /// <summary>What is wrong with them, by the ids of rules.</summary>
    public async Task<IReadOnlyDictionary<string, (AciAlertRuleState State, string Problem)>> TestAsync(IReadOnlyList<AlertRule> rules, IAciReporter reporter, CancellationToken cancellationToken)
    {
        using var client = new LogClient(session);
        var workspaces = new WorkspaceList(session);
        var found = new Dictionary<string, Workspace>(StringComparer.OrdinalIgnoreCase);
        var tried = new Dictionary<string, (AciAlertRuleState, string)>(StringComparer.OrdinalIgnoreCase);
        List<(AlertRule Rule, Workspace Workspace)> pairs = [];
        foreach (AlertRule rule in rules.Where(static rule => rule.Query is { Length: > 0 }))
        {
            foreach (string scope in rule.Scopes)
            {
                if (!scope.Contains($"/{Workspace.Type}/", StringComparison.OrdinalIgnoreCase)) tried[rule.Id] = (AciAlertRuleState.Unknown, "Its query was not tried: it does not watch a workspace.");
                else if (await FindAsync(scope, found, workspaces, reporter, cancellationToken).ConfigureAwait(false) is { } workspace) pairs.Add((rule, workspace));
            }
        }

        IAsyncEnumerable<(AlertRule Rule, LogReply Reply)> replies = BoundedWork.MapAsync(
            pairs,
            async (pair, stop) => (pair.Rule, await client.AskAsync(pair.Workspace, pair.Rule.Query!.TrimEnd(';', ' ', '\r', '\n', '\t') + WithoutRows, Shortest, reporter, stop).ConfigureAwait(false)),
            LogClient.MostAtOnce, cancellationToken);
        await foreach ((AlertRule rule, LogReply reply) in replies.ConfigureAwait(false))
        {
            if (reply.Table is not null || reply.Problem is not { } problem) continue;
            bool isRefused = problem.Id == "AciLogQueryInvalid";
            tried[rule.Id] = (isRefused ? AciAlertRuleState.Broken : AciAlertRuleState.Unknown, isRefused ? problem.Message : $"Whether its query would run is not known. {problem.Message}");
        }

        return tried;
    }

    // A workspace that is not there is told by what the rule watches.
    private static async Task<Workspace?> FindAsync(string id, Dictionary<string, Workspace> found, WorkspaceList workspaces, IAciReporter reporter, CancellationToken cancellationToken)
    {
        if (found.TryGetValue(id, out Workspace? known)) return known;
        (Workspace? workspace, UnreadPart? _) = await workspaces.ResolveAsync(id.TrimEnd('/'), reporter, cancellationToken).ConfigureAwait(false);
        if (workspace is not null) found[id] = workspace;
        return workspace;
    }
}
