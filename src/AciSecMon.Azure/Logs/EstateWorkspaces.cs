using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
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
            if (await ResolveAsync(id, reporter, cancellationToken).ConfigureAwait(false) is { } workspace) found.TryAdd(workspace.CustomerId, workspace);
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

    private async Task<Workspace?> ResolveAsync(string id, IAciReporter reporter, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(id, out Guid customer))
        {
            IReadOnlyList<Workspace> listed = await list.GetAsync(reporter, cancellationToken).ConfigureAwait(false);
            return listed.FirstOrDefault(w => w.CustomerId == customer) ?? new Workspace(customer, null, customer.ToString());
        }

        try
        {
            if (ArmId.TryParse(id, out ArmId? known) && await list.FindAsync(known, reporter, cancellationToken).ConfigureAwait(false) is { } workspace) return workspace;
            unread.Add(Gone(id));
        }
        catch (AciServiceException fault)
        {
            unread.Add(fault.Status == 404 ? Gone(id) : new UnreadPart(
                Facet.Logs, id, fault.Status is 401 or 403 ? UnreadReason.Refused : UnreadReason.Incomplete,
                Faults.On(fault, $"The workspace '{id}', where logs go, could not be read", id, Workspace.ReadAction), fault.Status == 403 ? Workspace.ReadAction : null));
        }

        return null;
    }

    private static UnreadPart Gone(string id) => new(Facet.Logs, id, UnreadReason.Gone, new AciProblem
    {
        Id = "AciWorkspaceNotFound",
        Kind = AciProblemKind.NotFound,
        Message = $"The workspace '{id}', which diagnostic settings send logs to, is not there, so it could not be asked.",
        Target = id,
        Recommendation = "Send the logs to a workspace that exists with Enable-AciDiagnostics.",
    });

    private static UnreadPart None(LogSearch search) => new(
        Facet.Logs, search.SubscriptionIds.Count == 1 ? "/subscriptions/" + search.SubscriptionIds.First() : "logs", UnreadReason.Incomplete, new AciProblem
        {
            Id = "AciWorkspaceNotFound",
            Kind = AciProblemKind.NotFound,
            Message = "No container group sends its logs to a workspace that can be asked, so no log was searched.",
            Recommendation = "Name workspaces with Search-AciLog -Workspace, or have the logs collected with Enable-AciDiagnostics.",
        });
}
