using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Policy;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Estate;

/// <summary>
/// Reads what Azure Policy has for subscriptions, by pages of the index: assignments and exemptions at, above and below them, the initiatives and definitions that these bring, and
/// the states of container groups that were recorded. A definition that the index does not have is read by itself. Source: table policyresources, as the queries of
/// MicrosoftDocs/azure-docs, governance/policy/samples/resource-graph-samples, use it.
/// </summary>
internal sealed class PolicyEstateReader(AzureEstate estate)
{
    private const int IdsPerQuery = 100;
    private const string Table = "policyresources";
    private const string ReadAssignments = PolicyIds.AssignmentType + "/read";

    private static readonly string Assigned = ResourceQuery.OfTypes("'microsoft.authorization/policyassignments', 'microsoft.authorization/policyexemptions'", Table);
    private static readonly string States = ResourceQuery.Of("'microsoft.policyinsights/policystates'", "tostring(properties.resourceType)", ["microsoft.containerinstance/containergroups"], Table);

    private readonly HashSet<string> identities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Object ids of the identities that assignments remediate with.</summary>
    public IReadOnlyCollection<string> Identities => identities;

    /// <summary>Reads what is asked for.</summary>
    public async IAsyncEnumerable<LivePage> ReadAsync(NeighbourRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.SubscriptionIds.Count > 0 && request.Facets.Contains(Facet.PolicyStates))
        {
            var query = new GraphQuery(States) { SubscriptionIds = [.. request.SubscriptionIds] };
            await foreach (LivePage page in estate.PagesAsync(query, Facet.PolicyStates, "policy states", reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        }

        if (!request.Facets.Contains(Facet.Policies)) yield break;
        var wanted = new HashSet<string>(request.PolicyIds, StringComparer.OrdinalIgnoreCase);
        if (request.SubscriptionIds.Count > 0)
        {
            await foreach (LivePage page in ReadAssignedAsync(request, wanted, reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        }

        var members = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (LivePage page in ReadByIdAsync([.. wanted.Where(IsSet)], "policysetdefinitions", reporter, cancellationToken).ConfigureAwait(false))
        {
            foreach (Value member in page.Rows.SelectMany(static row => row["properties"]["policyDefinitions"].Items)) members.Add(member["policyDefinitionId"].AsText() ?? string.Empty);
            yield return page;
        }

        members.UnionWith(wanted.Where(static id => !IsSet(id)));
        members.Remove(string.Empty);
        await foreach (LivePage page in ReadByIdAsync([.. members], "policydefinitions", reporter, cancellationToken).ConfigureAwait(false)) yield return page;
    }

    private async IAsyncEnumerable<LivePage> ReadAssignedAsync(NeighbourRequest request, HashSet<string> wanted, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var unseen = new HashSet<string>(request.SubscriptionIds, StringComparer.OrdinalIgnoreCase);
        bool isAbove = false;
        var query = new GraphQuery(Assigned) { SubscriptionIds = [.. request.SubscriptionIds], IncludesAbove = true };
        await foreach (LivePage page in estate.PagesAsync(query, Facet.Policies, "policy assignments", reporter, cancellationToken).ConfigureAwait(false))
        {
            foreach (ObjectValue row in page.Rows)
            {
                string id = row["id"].AsText() ?? string.Empty;
                isAbove |= ScopeTree.IsManagementGroup(id);
                unseen.Remove(row["subscriptionId"].AsText() ?? string.Empty);
                if (row["properties"]["policyDefinitionId"].AsText() is { Length: > 0 } definition) wanted.Add(definition);
                Identify(row["identity"]);
            }

            yield return page;
        }

        if (isAbove)
        {
            var tree = new GraphQuery(ResourceQuery.OfTypes("'microsoft.resources/subscriptions'", "resourcecontainers")) { SubscriptionIds = [.. request.SubscriptionIds] };
            await foreach (LivePage page in estate.PagesAsync(tree, Facet.Policies, "management groups", reporter, cancellationToken).ConfigureAwait(false)) yield return page;
        }

        // The index leaves out without a word what may not be read: no assignment and no right to see them look the same there.
        await foreach (UnreadPart? unread in BoundedWork.MapAsync([.. unseen.Order(StringComparer.OrdinalIgnoreCase)], ProbeAsync, cancellationToken).ConfigureAwait(false))
        {
            if (unread is not null) yield return new LivePage([], IsWhole: true, [unread]);
        }

        Task<UnreadPart?> ProbeAsync(string id, CancellationToken stop) => estate.ProbeAsync(
            ArmRequest.Get($"/subscriptions/{id}/providers/{PolicyIds.AssignmentType}", ApiVersions.Policy) with { Query = [("$filter", "atScope()")] },
            Facet.Policies, "/subscriptions/" + id, ReadAssignments, reporter, stop);
    }

    private void Identify(Value identity)
    {
        if (identity["principalId"].AsText() is { Length: > 0 } own) identities.Add(own);
        foreach (Property assigned in (identity["userAssignedIdentities"] as ObjectValue)?.Properties ?? [])
        {
            if (assigned.Value["principalId"].AsText() is { Length: > 0 } other) identities.Add(other);
        }
    }

    private async IAsyncEnumerable<LivePage> ReadByIdAsync(string[] ids, string type, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = new HashSet<string>(ids, StringComparer.OrdinalIgnoreCase);
        foreach (string[] some in ids.Order(StringComparer.OrdinalIgnoreCase).Chunk(IdsPerQuery))
        {
            var query = new GraphQuery(ResourceQuery.Of($"'microsoft.authorization/{type}'", "id", some, Table)) { IncludesAbove = true };
            await foreach (LivePage page in estate.PagesAsync(query, Facet.Policies, "policy definitions", reporter, cancellationToken).ConfigureAwait(false))
            {
                foreach (ObjectValue row in page.Rows) left.Remove(row["id"].AsText() ?? string.Empty);
                yield return page;
            }
        }

        await foreach ((ObjectValue? whole, UnreadPart? unread) in BoundedWork.MapAsync([.. left.Order(StringComparer.OrdinalIgnoreCase)], GetAsync, cancellationToken).ConfigureAwait(false))
            yield return new LivePage(whole is null ? [] : [whole], IsWhole: true, unread is null ? [] : [unread]);

        Task<(ObjectValue? Whole, UnreadPart? Unread)> GetAsync(string id, CancellationToken stop) =>
            estate.GetAsync(id, Facet.Policies, ApiVersions.Policy, (IsSet(id) ? PolicyIds.SetType : PolicyIds.DefinitionType) + "/read", reporter, stop);
    }

    private static bool IsSet(string id) => id.Contains($"/{PolicyIds.SetType}/", StringComparison.OrdinalIgnoreCase);
}
