using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Neighbours.Logging;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Estate;

/// <summary>
/// Reads what logs are sent to: in bulk from the index, and what is not there by a GET, whose 404 alone proves that it is gone. The index leaves out without a word what the
/// account may not read.
/// </summary>
internal sealed class LogDestinationReader(AzureEstate estate)
{
    private const int ValuesPerQuery = 200;
    private const string CustomerId = "tostring(properties.customerId)";

    /// <summary>The code of a 404 that only says that the account sees no such subscription.</summary>
    private const string NoSubscription = "SubscriptionNotFound";

    private static readonly (string Type, string Version)[] Types =
    [
        (LogDestination.WorkspaceType, ApiVersions.Workspaces),
        (LogDestination.StorageType, ApiVersions.StorageAccounts),
        (LogDestination.NamespaceType, ApiVersions.EventHubs),
    ];

    /// <summary>Reads the destinations that the request refers to.</summary>
    public async IAsyncEnumerable<LivePage> ReadAsync(NeighbourRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        NeighbourReference[] wanted = [.. request.References.Where(static r => r.Facet == Facet.LogDestinations)];
        var ids = wanted.Select(static r => r.Id).OfType<string>().Where(static id => TypeOf(id) is not null).ToHashSet(StringComparer.OrdinalIgnoreCase);
        string[] customers = [.. wanted.Where(static r => r.Id is null && Guid.TryParse(r.Name, out _)).Select(static r => r.Name).Distinct(StringComparer.OrdinalIgnoreCase)];
        var missing = new HashSet<string>(ids, StringComparer.OrdinalIgnoreCase);
        string[] names = [.. ids.Select(static id => id[(id.LastIndexOf('/') + 1)..]).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
        foreach (string[] chunk in names.Chunk(ValuesPerQuery))
        {
            await foreach (LivePage page in PagesAsync(string.Join(", ", Types.Select(static t => ResourceQuery.Quote(t.Type.ToLowerInvariant()))), "name", chunk, reporter, cancellationToken).ConfigureAwait(false))
            {
                ObjectValue[] rows = [.. page.Rows.Where(row => row["id"].AsText() is { } id && ids.Contains(id))];
                foreach (ObjectValue row in rows) missing.Remove(row["id"].AsText()!);

                // What the index did not give, for whatever reason, is asked for below.
                yield return page with { Rows = rows, Unread = [] };
            }
        }

        foreach (string[] chunk in customers.Chunk(ValuesPerQuery))
        {
            await foreach (LivePage page in PagesAsync(ResourceQuery.Quote(LogDestination.WorkspaceType.ToLowerInvariant()), CustomerId, chunk, reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        }

        await foreach (LivePage page in BoundedWork.MapAsync(
            [.. missing.Order(StringComparer.OrdinalIgnoreCase)], (id, stop) => GetAsync(id, reporter, stop), cancellationToken).ConfigureAwait(false)) yield return page;
    }

    private IAsyncEnumerable<LivePage> PagesAsync(string types, string column, string[] values, IAciReporter reporter, CancellationToken cancellationToken) =>
        estate.PagesAsync(new GraphQuery(ResourceQuery.Of(types, column, values)), Facet.LogDestinations, "what container groups send logs to", reporter, cancellationToken);

    private async Task<LivePage> GetAsync(string id, IAciReporter reporter, CancellationToken cancellationToken)
    {
        (string type, string version) = TypeOf(id)!.Value;
        try
        {
            ArmResponse answer = await estate.Session.Arm.SendAsync(ArmRequest.Get(id, version), reporter, cancellationToken).ConfigureAwait(false);
            return new LivePage(answer.Body is ObjectValue whole ? [whole] : [], IsWhole: true, []);
        }
        catch (AciServiceException fault)
        {
            UnreadPart unread = AzureEstate.Unread(Facet.LogDestinations, id, fault, type + "/read");
            return new LivePage([], IsWhole: true, [fault.Code == NoSubscription ? unread with { Reason = UnreadReason.Refused } : unread]);
        }
    }

    private static (string Type, string Version)? TypeOf(string id)
    {
        int at = Array.FindIndex(Types, t => id.Contains($"/providers/{t.Type}/", StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : Types[at];
    }
}
