using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Estate;

/// <summary>Reads the neighbours that groups refer to: in bulk by Resource Graph, and only by single calls what it does not carry.</summary>
internal sealed class NeighbourReader(AzureEstate estate)
{
    private const int ValuesPerQuery = 200;

    private static readonly (Facet Facet, string Type)[] Indexed =
    [
        (Facet.Network, "microsoft.network/virtualnetworks"),
        (Facet.Registries, "microsoft.containerregistry/registries"),
        (Facet.Storage, "microsoft.storage/storageaccounts"),
        (Facet.Vaults, "microsoft.keyvault/vaults"),
        (Facet.Profiles, "microsoft.containerinstance/containergroupprofiles"),
    ];

    /// <summary>Reads what is asked for, facet after facet.</summary>
    public async IAsyncEnumerable<LivePage> ReadAsync(NeighbourRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (LivePage page in ReadIndexedAsync(request, reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        if (request.Facets.Contains(Facet.RoleAssignments))
        {
            await foreach (LivePage page in ReadAssignmentsAsync(request, reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        }

        foreach ((Facet facet, string path, string target, string version, string action) in Lists(request))
        {
            (List<ObjectValue>? items, UnreadPart? unread) = await estate.ListAsync(path, facet, target, version, action, reporter, cancellationToken).ConfigureAwait(false);
            yield return new LivePage(items ?? [], IsWhole: true, unread is null ? [] : [unread]);
        }

        foreach (NeighbourReference key in request.References.Where(r => r.Facet == Facet.Keys && request.Facets.Contains(Facet.Keys) && r.Id is not null))
        {
            (ObjectValue? whole, UnreadPart? unread) = await estate.GetAsync(key.Id!, Facet.Keys, ApiVersions.KeyVault, "Microsoft.KeyVault/vaults/keys/read", reporter, cancellationToken).ConfigureAwait(false);
            yield return new LivePage(whole is null ? [] : [whole], IsWhole: true, unread is null ? [] : [unread]);
        }
    }

    // All kinds in one query: what is named is a few names of each, and one call is cheaper than five.
    private async IAsyncEnumerable<LivePage> ReadIndexedAsync(NeighbourRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (Facet Facet, string Type)[] kinds = [.. Indexed.Where(k => request.Facets.Contains(k.Facet) && request.References.Any(r => r.Facet == k.Facet))];
        if (kinds.Length == 0) yield break;
        string types = string.Join(", ", kinds.Select(static k => GroupFilter.Quote(k.Type)));
        string[] names = [.. request.References.Where(r => kinds.Any(k => k.Facet == r.Facet)).Select(NameOf).Distinct(StringComparer.OrdinalIgnoreCase)];
        foreach (string[] chunk in names.Chunk(ValuesPerQuery))
        {
            var query = new GraphQuery(GroupFilter.Of(types, "name", chunk)) { SubscriptionIds = [.. request.SubscriptionIds.Concat(AzureEstate.SubscriptionsOf(request.References.Select(static r => r.Id).OfType<string>())).Distinct(StringComparer.OrdinalIgnoreCase)] };
            await foreach (LivePage page in estate.PagesAsync(query, kinds[0].Facet, "neighbours of container groups", reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        }
    }

    private async IAsyncEnumerable<LivePage> ReadAssignmentsAsync(NeighbourRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var roles = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string[] principals in request.PrincipalIds.Distinct(StringComparer.OrdinalIgnoreCase).Chunk(ValuesPerQuery))
        {
            var query = new GraphQuery(GroupFilter.Of("'microsoft.authorization/roleassignments'", "tostring(properties.principalId)", principals, "authorizationresources"))
            {
                SubscriptionIds = [.. request.SubscriptionIds],
                IncludesAbove = true,
            };
            await foreach (LivePage page in estate.PagesAsync(query, Facet.RoleAssignments, "role assignments", reporter, cancellationToken).ConfigureAwait(false))
            {
                foreach (ObjectValue row in page.Rows) roles.Add(LastOf(row["properties"]["roleDefinitionId"].AsText() ?? string.Empty));
                yield return page;
            }
        }

        roles.Remove(string.Empty);
        foreach (string[] names in roles.Chunk(ValuesPerQuery))
        {
            var query = new GraphQuery(GroupFilter.Of("'microsoft.authorization/roledefinitions'", "name", names, "authorizationresources")) { SubscriptionIds = [.. request.SubscriptionIds], IncludesAbove = true };
            await foreach (LivePage page in estate.PagesAsync(query, Facet.RoleAssignments, "role definitions", reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        }
    }

    private static IEnumerable<(Facet Facet, string Path, string Target, string Version, string Action)> Lists(NeighbourRequest request)
    {
        foreach (string id in request.SubscriptionIds.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            string scope = "/subscriptions/" + id;
            if (request.Facets.Contains(Facet.Locks)) yield return (Facet.Locks, scope + "/providers/Microsoft.Authorization/locks", scope, ApiVersions.Locks, "Microsoft.Authorization/locks/read");
            if (request.Facets.Contains(Facet.Defender)) yield return (Facet.Defender, scope + "/providers/Microsoft.Security/pricings", scope, ApiVersions.Pricings, "Microsoft.Security/pricings/read");
        }
    }

    // A subnet is read with its network; a registry is named by its login server.
    private static string NameOf(NeighbourReference reference)
    {
        if (reference.Facet == Facet.Network && reference.Id is { } id)
        {
            string[] parts = id.Split('/');
            int at = Array.FindIndex(parts, static p => string.Equals(p, "virtualNetworks", StringComparison.OrdinalIgnoreCase));
            return at >= 0 && at + 1 < parts.Length ? parts[at + 1] : reference.Name;
        }

        return reference.Facet is Facet.Registries or Facet.Vaults ? reference.Name.Split('.')[0] : reference.Name;
    }

    private static string LastOf(string id) => id[(id.LastIndexOf('/') + 1)..];
}
