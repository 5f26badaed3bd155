using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Alerts;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Activity;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Threats;

namespace AciSecMon.Azure.Estate;

/// <summary>Reads the neighbours that groups refer to: in bulk by Resource Graph, and only by single calls what it does not carry.</summary>
internal sealed class NeighbourReader(AzureEstate estate)
{
    private const int ValuesPerQuery = 200;

    // Beyond, one query for everything of the types takes fewer calls than many for names.
    private const int MostNames = 600;

    private const string VaultType = "microsoft.keyvault/vaults";

    private static readonly (Facet Facet, string Type)[] Indexed =
    [
        (Facet.Network, "microsoft.network/virtualnetworks"),
        (Facet.Registries, "microsoft.containerregistry/registries"),
        (Facet.Storage, "microsoft.storage/storageaccounts"),
        (Facet.Vaults, VaultType),
        (Facet.Profiles, "microsoft.containerinstance/containergroupprofiles"),
    ];

    private static readonly (string Type, string Version)[] AlertLists =
    [
        (AlertTypes.ActivityLog, ApiVersions.ActivityLogAlerts),
        (AlertTypes.Metric, ApiVersions.MetricAlerts),
        (AlertTypes.LogSearch, ApiVersions.ScheduledQueryRules),
        (AlertTypes.ActionGroup, ApiVersions.ActionGroups),
    ];

    /// <summary>Reads what is asked for, facet after facet.</summary>
    public async IAsyncEnumerable<LivePage> ReadAsync(NeighbourRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var vaults = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var threats = new ThreatReader(estate);
        await foreach (LivePage page in ReadIndexedAsync(request, vaults, reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        var policies = new PolicyEstateReader(estate);
        await foreach (LivePage page in policies.ReadAsync(request, reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        if (policies.Identities.Count > 0) request = request with { PrincipalIds = [.. request.PrincipalIds, .. policies.Identities] };
        if (request.Facets.Contains(Facet.RoleAssignments))
        {
            await foreach (LivePage page in new AssignmentReader(estate).ReadAsync(request, reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        }

        if (request.Facets.Contains(Facet.Schedules))
        {
            await foreach (LivePage page in ScheduleReader.ReadAsync(estate, request.SubscriptionIds, reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        }

        if (request.Facets.Contains(Facet.Activity))
        {
            await foreach (LivePage page in EstateActivity.ReadAsync(estate.Session, request.SubscriptionIds, reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        }

        if (request.Facets.Contains(Facet.LogDestinations))
        {
            await foreach (LivePage page in new LogDestinationReader(estate).ReadAsync(request, reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        }

        await foreach (LivePage page in threats.ReadAssessmentsAsync(request, reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        var watched = new HashSet<string>(request.SubscriptionIds, StringComparer.OrdinalIgnoreCase);
        await foreach (LivePage page in threats.FindAroundAsync(request, watched, reporter, cancellationToken).ConfigureAwait(false)) yield return page;

        // Side by side: there are some for each subscription.
        await foreach ((List<ObjectValue>? items, UnreadPart? unread) in BoundedWork.MapAsync(
            [.. Lists(request, watched)], (list, stop) => estate.ListAsync(list.Path, list.Facet, list.Target, list.Version, list.Action, reporter, stop), cancellationToken).ConfigureAwait(false))
        {
            yield return new LivePage(items ?? [], IsWhole: true, unread is null ? [] : [unread]);
        }

        await foreach (LivePage page in ReadKeysAsync(request, vaults, reporter, cancellationToken).ConfigureAwait(false)) yield return page;
    }

    // A key is named by its vault and its own name; where the vault is, the index tells.
    private async IAsyncEnumerable<LivePage> ReadKeysAsync(
        NeighbourRequest request, Dictionary<string, string> vaults, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!request.Facets.Contains(Facet.Keys)) yield break;
        string[] paths =
        [
            .. request.References.Where(static r => r.Facet == Facet.Keys)
                .Select(r => r.Id ?? (vaults.TryGetValue(VaultOfKey(r), out string? vault) ? $"{vault}/keys/{LastOf(r.Name)}" : null))
                .OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase),
        ];
        await foreach ((ObjectValue? whole, UnreadPart? unread) in BoundedWork.MapAsync(
            paths, (path, stop) => estate.GetAsync(path, Facet.Keys, ApiVersions.KeyVault, "Microsoft.KeyVault/vaults/keys/read", reporter, stop), cancellationToken).ConfigureAwait(false))
        {
            yield return new LivePage(whole is null ? [] : [whole], IsWhole: true, unread is null ? [] : [unread]);
        }
    }

    // All kinds in one query: what is named is a few names of each, and one call is cheaper than five. Every subscription that can be read is asked: a registry or a
    // network is often shared and lies elsewhere than the groups.
    private async IAsyncEnumerable<LivePage> ReadIndexedAsync(
        NeighbourRequest request, Dictionary<string, string> vaults, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (Facet Facet, string Name)[] wanted =
        [
            .. request.References.Where(r => request.Facets.Contains(r.Facet)).Select(static r => r.Facet == Facet.Keys ? (Facet.Vaults, VaultOfKey(r)) : (r.Facet, NameOf(r)))
                .Where(static w => w.Item2.Length > 0 && Array.Exists(Indexed, i => i.Facet == w.Item1)).Distinct(),
        ];
        if (wanted.Length == 0) yield break;
        // One query asks for all of them: what breaks it leaves all of them open.
        Facet[] facets = [.. wanted.Select(static w => w.Facet).Distinct().Order()];
        HashSet<(string Type, string Name)> named = [.. wanted.Select(static w => (TypeOf(w.Facet), w.Name.ToUpperInvariant()))];
        string types = string.Join(", ", facets.Select(static f => ResourceQuery.Quote(TypeOf(f))));
        string[] names = [.. wanted.Select(static w => w.Name).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
        IEnumerable<string> queries = names.Length > MostNames ? [ResourceQuery.OfTypes(types)] : names.Chunk(ValuesPerQuery).Select(chunk => ResourceQuery.Of(types, "name", chunk));
        foreach (string query in queries)
        {
            await foreach (LivePage page in estate.PagesAsync(new GraphQuery(query), facets[0], "neighbours of container groups", reporter, cancellationToken).ConfigureAwait(false))
            {
                ObjectValue[] rows = [.. page.Rows.Where(r => named.Contains(KeyOf(r)))];
                foreach (ObjectValue row in rows)
                {
                    if (row["type"].Is(VaultType) && row["name"].AsText() is { } name && row["id"].AsText() is { } id) vaults[name] = id;
                }

                yield return page with { Rows = rows, Unread = [.. page.Unread.SelectMany(u => facets.Select(f => u with { Facet = f }))] };
            }
        }
    }

    private static IEnumerable<(Facet Facet, string Path, string Target, string Version, string Action)> Lists(NeighbourRequest request, HashSet<string> watched)
    {
        if (request.Facets.Contains(Facet.SecurityAlerts))
        {
            foreach (string id in watched.Order(StringComparer.OrdinalIgnoreCase))
            {
                yield return (Facet.SecurityAlerts, SecurityAlertPath.AlertsOf(id), "/subscriptions/" + id, ApiVersions.SecurityAlerts, SecurityAlertPath.ReadAction);
                yield return (Facet.SecurityAlerts, SecurityAlertPath.RulesOf(id), "/subscriptions/" + id, ApiVersions.SuppressionRules, SecurityAlertPath.ReadRules);
            }
        }

        foreach (string id in request.SubscriptionIds.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            string scope = "/subscriptions/" + id;
            if (request.Facets.Contains(Facet.Locks)) yield return (Facet.Locks, scope + "/providers/Microsoft.Authorization/locks", scope, ApiVersions.Locks, "Microsoft.Authorization/locks/read");
            if (request.Facets.Contains(Facet.Defender)) yield return (Facet.Defender, scope + "/providers/Microsoft.Security/pricings", scope, ApiVersions.Pricings, "Microsoft.Security/pricings/read");
            if (request.Facets.Contains(Facet.ActivityExport)) yield return (Facet.ActivityExport, scope + "/providers/Microsoft.Insights/diagnosticSettings", scope, ApiVersions.DiagnosticSettings, "Microsoft.Insights/diagnosticSettings/read");
            if (request.Facets.Contains(Facet.SecurityContacts)) yield return (Facet.SecurityContacts, scope + "/providers/Microsoft.Security/securityContacts", scope, ApiVersions.SecurityContacts, "Microsoft.Security/securityContacts/read");
            if (!request.Facets.Contains(Facet.AlertRules)) continue;
            foreach ((string type, string version) in AlertLists) yield return (Facet.AlertRules, $"{scope}/providers/{type}", scope, version, type + "/read");
        }
    }

    // A subnet is read with its network; a registry is named by its login server.
    internal static string NameOf(NeighbourReference reference)
    {
        if (reference.Facet == Facet.Network && reference.Id is { } id)
        {
            string[] parts = id.Split('/');
            int at = Array.FindIndex(parts, static p => string.Equals(p, "virtualNetworks", StringComparison.OrdinalIgnoreCase));
            return at >= 0 && at + 1 < parts.Length ? parts[at + 1] : reference.Name;
        }

        string label = reference.Facet is Facet.Registries or Facet.Vaults ? reference.Name.Split('.')[0] : LastOf(reference.Name);

        // A login server may carry a hash behind a hyphen, which the name of a registry itself cannot have.
        return reference.Facet == Facet.Registries ? label.Split('-')[0] : label;
    }

    private static string VaultOfKey(NeighbourReference key) =>
        key.Id is null && key.Name.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? key.Name[..slash] : string.Empty;

    internal static string TypeOf(Facet facet) => Array.Find(Indexed, i => i.Facet == facet).Type;

    internal static (string Type, string Name) KeyOf(ObjectValue row) => ((row["type"].AsText() ?? string.Empty).ToLowerInvariant(), (row["name"].AsText() ?? string.Empty).ToUpperInvariant());

    private static string LastOf(string id) => id[(id.LastIndexOf('/') + 1)..];
}
