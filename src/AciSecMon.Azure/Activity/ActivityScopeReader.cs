using AciSecMon.Assessment.Activity;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Estate;

namespace AciSecMon.Azure.Activity;

/// <summary>Where to look for operations, and which concern the container groups that are meant.</summary>
/// <param name="SubscriptionIds">Subscriptions.</param>
/// <param name="ResourceGroups">Resource groups by subscription, where only groups of these are meant; null for all.</param>
/// <param name="Concern">Tells what concerns the groups.</param>
internal sealed record ActivityScope(IReadOnlyCollection<string> SubscriptionIds, ILookup<string, string>? ResourceGroups, ActivityConcern Concern);

/// <summary>Finds out where to look. A container group that is gone has its operations all the same: names are compared with what the log holds, not with what there is.</summary>
internal sealed class ActivityScopeReader(AzureSession session)
{
    /// <summary>The scope of a selection. What could not be read is told, and the rest goes on.</summary>
    public async Task<ActivityScope> ReadAsync(GroupSelection selection, IAciReporter reporter, CancellationToken cancellationToken)
    {
        string[] ids = [.. selection.ResourceId];
        string[] subscriptions = ids.Length > 0 ? AzureEstate.SubscriptionsOf(ids) : [.. session.SubscriptionsFor(selection.SubscriptionId)];
        foreach (string hidden in subscriptions.Where(id => !session.Visible.CanAsk(id)))
            await reporter.ProblemAsync(AzureSession.Unreadable(hidden), cancellationToken).ConfigureAwait(false);
        string[] readable = [.. subscriptions.Where(session.Visible.CanAsk)];

        // With tags only groups that are there can be meant.
        bool isByTag = selection.Tag.Count > 0;
        var asked = ids.Length > 0 ? new GroupSelection { ResourceId = ids }
            : isByTag ? new GroupSelection { SubscriptionId = readable, Name = selection.Name, ResourceGroupName = selection.ResourceGroupName, Tag = selection.Tag } : new GroupSelection { SubscriptionId = readable };
        List<ObjectValue> groups = readable.Length == 0 ? [] : await GroupsAsync(asked, reporter, cancellationToken).ConfigureAwait(false);
        HashSet<string>? meant = ids.Length > 0 ? new(ids, StringComparer.OrdinalIgnoreCase)
            : isByTag ? new(groups.Select(static group => group["id"].AsText()).OfType<string>(), StringComparer.OrdinalIgnoreCase) : null;
        bool isNamed = selection.Name.Count > 0 || selection.ResourceGroupName.Count > 0;
        var concern = new ActivityConcern { IsMeant = meant is not null ? meant.Contains : isNamed ? id => IsMeant(id, selection) : null };
        foreach (ObjectValue group in groups) concern.Add(group);
        return new ActivityScope(readable, ResourceGroupsOf(meant, selection, readable), concern);
    }

    private static ILookup<string, string>? ResourceGroupsOf(HashSet<string>? meant, GroupSelection selection, string[] subscriptions)
    {
        if (meant is not null)
            return meant.ToLookup(static id => ResourceIds.SegmentAfter(id, "subscriptions") ?? string.Empty, static id => ResourceIds.SegmentAfter(id, "resourceGroups") ?? string.Empty, StringComparer.OrdinalIgnoreCase);
        if (selection.ResourceGroupName.Count == 0 || selection.ResourceGroupName.Any(Wildcards.Has)) return null;
        return subscriptions.SelectMany(id => selection.ResourceGroupName.Select(name => (id, name))).ToLookup(static pair => pair.id, static pair => pair.name, StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsMeant(string id, GroupSelection selection) =>
        Fits(ResourceIds.LastSegment(id), selection.Name) && Fits(ResourceIds.SegmentAfter(id, "resourceGroups") ?? string.Empty, selection.ResourceGroupName);

    private static bool Fits(string name, IReadOnlyList<string> patterns) => patterns.Count == 0 || patterns.Any(pattern => Wildcards.Fits(name, pattern));

    private async Task<List<ObjectValue>> GroupsAsync(GroupSelection selection, IAciReporter reporter, CancellationToken cancellationToken)
    {
        List<ObjectValue> groups = [];
        await foreach (LivePage page in session.Estate.ReadGroupsAsync(selection, reporter, cancellationToken).ConfigureAwait(false))
        {
            groups.AddRange(page.Rows);
            foreach (UnreadPart part in page.Unread.Where(static part => part.Reason != UnreadReason.Gone)) await reporter.ProblemAsync(part.Problem, cancellationToken).ConfigureAwait(false);
        }

        return groups;
    }
}
