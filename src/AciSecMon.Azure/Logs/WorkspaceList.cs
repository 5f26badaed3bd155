using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Calls;
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

    private static Workspace? Read(Value resource) =>
        Guid.TryParse(resource["properties"]["customerId"].AsText(), out Guid customer) && resource["id"].AsText() is { } id && resource["name"].AsText() is { } name
            ? new Workspace(customer, id, name)
            : null;
}
