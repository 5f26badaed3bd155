using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Neighbours;
using AciSecMon.Assessment.Rules.Neighbours.Threats;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Estate;

namespace AciSecMon.Azure.Threats;

/// <summary>Reads container groups by Resource Graph and keeps of each what it leads to. What could not be read is told, and the others go on.</summary>
internal sealed class GroupIndexReader(AzureSession session)
{
    /// <summary>The groups of a selection.</summary>
    public async Task<GroupIndex> ReadAsync(GroupSelection selection, IAciReporter reporter, CancellationToken cancellationToken) =>
        new(await NodesAsync(selection, reporter, cancellationToken).ConfigureAwait(false));

    /// <summary>The groups of a selection, each once, in their compact form.</summary>
    /// <param name="selection">Which groups.</param>
    /// <param name="reporter">Takes problems.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<IReadOnlyList<GroupNode>> NodesAsync(GroupSelection selection, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var linker = new GroupLinker(new ReferencePool());
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        List<GroupNode> nodes = [];
        await foreach (LivePage page in session.Estate.ReadGroupsAsync(selection, reporter, cancellationToken).ConfigureAwait(false))
        {
            foreach (UnreadPart unread in page.Unread) await reporter.ProblemAsync(unread.Problem, cancellationToken).ConfigureAwait(false);
            foreach (ObjectValue row in page.Rows)
            {
                ContainerGroup group = LiveGroups.ToEntry(row, page.IsWhole, session.Estate.Source).Group;
                if (group.Kind != AciSubjectType.ContainerGroup || group.ResourceId is not { } id || !seen.Add(id)) continue;
                nodes.Add(linker.Link(group));
            }
        }

        return nodes;
    }

    /// <summary>The subscriptions that something about groups can lie in, with what of the groups lies in each: themselves, identities, registries, vaults and storage accounts.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlySet<AciThreatRelation>>> SubscriptionsOfAsync(GroupIndex groups, IAciReporter reporter, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<string, IReadOnlySet<AciThreatRelation>>(StringComparer.OrdinalIgnoreCase);
        var hidden = new SortedSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (string id in groups.NamesOf(AciThreatRelation.Subscription)) Add(id, AciThreatRelation.Subscription);
        foreach (string id in groups.IdentityIds) Add(ResourceIds.SegmentAfter(id, "subscriptions"), AciThreatRelation.Identity);
        foreach (GraphQuery query in AroundGroups.Queries(NeighboursOf(groups)))
        {
            (List<ObjectValue> rows, _) = await GraphRows.ReadAsync(session.Estate, query, AroundGroups.What, reporter, cancellationToken).ConfigureAwait(false);
            foreach (ObjectValue row in rows)
            {
                if (row["id"].AsText() is { } id && groups.Find(id, takesOperations: false) is { } match) Add(row["subscriptionId"].AsText(), match.Relation);
            }
        }

        foreach (string id in hidden)
        {
            await reporter.WarningAsync(
                $"Identities of container groups lie in subscription '{id}', which this connection does not see: what Defender says there is not known.", cancellationToken).ConfigureAwait(false);
        }

        return found;

        void Add(string? subscription, AciThreatRelation relation)
        {
            if (subscription is null) return;
            string id = subscription.ToLowerInvariant();
            if (!session.Visible.CanAsk(id))
            {
                hidden.Add(id);
                return;
            }

            if (!found.TryGetValue(id, out IReadOnlySet<AciThreatRelation>? relations)) found.Add(id, relations = new HashSet<AciThreatRelation>());
            ((HashSet<AciThreatRelation>)relations).Add(relation);
        }
    }

    private static IEnumerable<string> NeighboursOf(GroupIndex groups) =>
        groups.NamesOf(AciThreatRelation.Registry).Concat(groups.NamesOf(AciThreatRelation.Vault)).Concat(groups.NamesOf(AciThreatRelation.StorageAccount)).Select(static name => name.ToLowerInvariant());
}
