using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Estate;

namespace AciSecMon.Azure.Logs;

/// <summary>The workspaces that a connection sees, by one query of Resource Graph, which is asked when somebody needs it.</summary>
internal sealed class WorkspaceList(AzureSession session)
{
    private const string GraphType = "'microsoft.operationalinsights/workspaces'";

    private List<Workspace>? all;

    /// <summary>What could not be read of the list.</summary>
    public List<UnreadPart> Unread { get; } = [];

    /// <summary>All of them, by resource id.</summary>
    public async Task<IReadOnlyList<Workspace>> GetAsync(IAciReporter reporter, CancellationToken cancellationToken)
    {
        if (all is not null) return all;
        var found = new List<Workspace>();
        var query = new GraphQuery(ResourceQuery.OfTypes(GraphType)) { SubscriptionIds = [.. session.Subscriptions.Where(session.Visible.CanAsk)] };
        await foreach (LivePage page in session.Estate.PagesAsync(query, Facet.Logs, "workspaces", reporter, cancellationToken).ConfigureAwait(false))
        {
            found.AddRange(page.Rows.Select(Read).OfType<Workspace>());
            Unread.AddRange(page.Unread);
        }

        return all = found;
    }

    /// <summary>A workspace by its resource id, from the list or by a call of its own.</summary>
    /// <exception cref="AciServiceException">It cannot be read.</exception>
    public async Task<Workspace?> FindAsync(ArmId id, IAciReporter reporter, CancellationToken cancellationToken)
    {
        IReadOnlyList<Workspace> listed = await GetAsync(reporter, cancellationToken).ConfigureAwait(false);
        if (listed.FirstOrDefault(w => string.Equals(w.ResourceId, id.Text, StringComparison.OrdinalIgnoreCase)) is { } known) return known;
        ArmResponse answer = await session.Arm.SendAsync(ArmRequest.Get(id.Text, ApiVersions.Workspaces), reporter, cancellationToken).ConfigureAwait(false);
        return Read(answer.Body);
    }

    /// <summary>The workspace that a setting or an agent names, by resource id or GUID, or why it is not known.</summary>
    public async Task<(Workspace? Found, UnreadPart? Unread)> ResolveAsync(string id, IAciReporter reporter, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(id, out Guid customer))
        {
            IReadOnlyList<Workspace> listed = await GetAsync(reporter, cancellationToken).ConfigureAwait(false);
            return (listed.FirstOrDefault(w => w.CustomerId == customer) ?? new Workspace(customer, null, customer.ToString()), null);
        }

        try
        {
            return ArmId.TryParse(id, out ArmId? known) && await FindAsync(known, reporter, cancellationToken).ConfigureAwait(false) is { } workspace ? (workspace, null) : (null, Gone(id));
        }
        catch (AciServiceException fault)
        {
            return (null, fault.Status == 404 ? Gone(id) : new UnreadPart(
                Facet.Logs, id, fault.Status is 401 or 403 ? UnreadReason.Refused : UnreadReason.Incomplete,
                Faults.On(fault, $"The workspace '{id}', where logs go, could not be read", id, Workspace.ReadAction), fault.Status == 403 ? Workspace.ReadAction : null));
        }
    }

    private static UnreadPart Gone(string id) => new(Facet.Logs, id, UnreadReason.Gone, new AciProblem
    {
        Id = "AciWorkspaceNotFound",
        Kind = AciProblemKind.NotFound,
        Message = $"The workspace '{id}', which diagnostic settings send logs to, is not there, so it could not be asked.",
        Target = id,
        Recommendation = "Send the logs to a workspace that exists with Enable-AciDiagnostics.",
    });

    private static Workspace? Read(Value resource) =>
        Guid.TryParse(resource["properties"]["customerId"].AsText(), out Guid customer) && resource["id"].AsText() is { } id && resource["name"].AsText() is { } name
            ? new Workspace(customer, id, name)
            : null;
}
