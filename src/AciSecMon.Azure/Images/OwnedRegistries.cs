using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Images;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Estate;

namespace AciSecMon.Azure.Images;

/// <summary>The registries of images that the connection owns, by login server. Only to these a token is ever sent.</summary>
internal sealed class OwnedRegistries
{
    private const int NamesPerQuery = 200;

    private readonly Dictionary<string, string> idByHost = new(StringComparer.OrdinalIgnoreCase);

    private OwnedRegistries()
    {
    }

    /// <summary>What kept them from being read; null where nothing did.</summary>
    public UnreadPart? Unread { get; private set; }

    /// <summary>The subscriptions that they lie in.</summary>
    public IEnumerable<string> SubscriptionIds => idByHost.Values.Select(static id => ResourceIds.SegmentAfter(id, "subscriptions")).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Resource id of a registry; null where it is none of the connection.</summary>
    public string? IdOf(string host) => idByHost.GetValueOrDefault(host);

    /// <summary>Reads those of some hosts.</summary>
    public static async Task<OwnedRegistries> ReadAsync(AzureSession session, IEnumerable<string> hosts, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var owned = new OwnedRegistries();
        HashSet<string> wanted = new(hosts.Where(RegistryHosts.IsAzureRegistry), StringComparer.OrdinalIgnoreCase);

        // A login server may carry a hash behind a hyphen, which the name of a registry itself cannot have.
        string[] names = [.. wanted.Select(static host => host.Split('.')[0].Split('-')[0]).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal)];
        foreach (string[] some in names.Chunk(NamesPerQuery))
        {
            var query = new GraphQuery(ResourceQuery.Of("'microsoft.containerregistry/registries'", "name", some)) { SubscriptionIds = session.Visible.Names.Count == 0 ? [] : [.. session.Visible.Names.Keys] };
            await foreach (LivePage page in session.Estate.PagesAsync(query, Facet.Registries, "registries of images", reporter, cancellationToken).ConfigureAwait(false))
            {
                owned.Unread ??= page.Unread.Count > 0 ? page.Unread[0] : null;
                foreach (ObjectValue row in page.Rows)
                {
                    if (row["properties"]["loginServer"].AsText() is { } host && wanted.Contains(host) && row["id"].AsText() is { } id) owned.idByHost[host] = id;
                }
            }
        }

        return owned;
    }
}
