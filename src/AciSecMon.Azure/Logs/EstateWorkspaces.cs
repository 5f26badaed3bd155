using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;

namespace AciSecMon.Azure.Logs;

/// <summary>
/// Finds the workspaces that container groups send their logs to: those of their diagnostic settings, of the agent in their own definition, and of the diagnostic settings of
/// their subscriptions, which carry the activity log. Source of the last: Azure REST reference, Monitor, Subscription Diagnostic Settings - List.
/// </summary>
internal sealed class EstateWorkspaces(AzureSession session)
{
    private const string SettingsPath = "/providers/Microsoft.Insights/diagnosticSettings";
    private const string ReadSettings = "Microsoft.Insights/diagnosticSettings/read";

    private readonly WorkspaceList list = new(session);
    private readonly List<UnreadPart> unread = [];

    /// <summary>The workspaces, each once, and what could not be read on the way.</summary>
    public async Task<(IReadOnlyList<Workspace> Found, IReadOnlyList<UnreadPart> Unread)> FindAsync(LogSearch search, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var named = new SortedSet<string>(search.WorkspaceIds, StringComparer.OrdinalIgnoreCase);
        await foreach (GroupFacets read in session.Estate.ReadGroupFacetsAsync(search.GroupIds, new HashSet<Facet> { Facet.Diagnostics }, reporter, cancellationToken).ConfigureAwait(false))
        {
            named.UnionWith(NamedBy(read.DiagnosticSettings ?? []));
            unread.AddRange(read.Unread.Where(static u => u.Reason != UnreadReason.Gone).Select(static u => u with { Facet = Facet.Logs }));
        }

        await foreach ((IReadOnlyList<string> ids, UnreadPart? gap) in BoundedWork.MapAsync(
            [.. search.SubscriptionIds], (id, stop) => OfSubscriptionAsync(id, reporter, stop), cancellationToken).ConfigureAwait(false))
        {
            named.UnionWith(ids);
            if (gap is not null) unread.Add(gap);
        }

        var found = new Dictionary<Guid, Workspace>();
        foreach (string id in named)
        {
            (Workspace? workspace, UnreadPart? gap) = await list.ResolveAsync(id, reporter, cancellationToken).ConfigureAwait(false);
            if (workspace is not null) found.TryAdd(workspace.CustomerId, workspace);
            if (gap is not null) unread.Add(gap);
        }

        if (found.Count == 0) unread.Add(None(search));
        return ([.. found.Values], unread);
    }

    /// <summary>The workspaces that diagnostic settings name.</summary>
    public static IEnumerable<string> NamedBy(IEnumerable<ObjectValue> settings) =>
        settings.Select(static setting => setting["properties"]["workspaceId"].AsText()).Where(static id => !string.IsNullOrEmpty(id)).OfType<string>();

    private async Task<(IReadOnlyList<string> Ids, UnreadPart? Unread)> OfSubscriptionAsync(string subscriptionId, IAciReporter reporter, CancellationToken cancellationToken)
    {
        string scope = "/subscriptions/" + subscriptionId;
        (List<ObjectValue>? settings, UnreadPart? gap) = await session.Estate.ListAsync(
            scope + SettingsPath, Facet.Logs, scope, ApiVersions.DiagnosticSettings, ReadSettings, reporter, cancellationToken).ConfigureAwait(false);
        return ([.. NamedBy(settings ?? [])], gap);
    }

    private static UnreadPart None(LogSearch search) => new(
        Facet.Logs, search.SubscriptionIds.Count == 1 ? "/subscriptions/" + search.SubscriptionIds.First() : "logs", UnreadReason.Incomplete, new AciProblem
        {
            Id = "AciWorkspaceNotFound",
            Kind = AciProblemKind.NotFound,
            Message = "No container group sends its logs to a workspace that can be asked, so no log was searched.",
            Recommendation = "Name workspaces with Search-AciLog -Workspace, or have the logs collected with Enable-AciDiagnostics.",
        });
}
