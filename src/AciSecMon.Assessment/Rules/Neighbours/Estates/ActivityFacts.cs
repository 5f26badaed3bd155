using AciSecMon.Assessment.Activity;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours;

/// <summary>Who did what to the groups of a connection, as the activity log tells it.</summary>
internal sealed class ActivityFacts
{
    private readonly ActivityFold fold = new();
    private ILookup<string, ActivityRecord>? byGroup;
    private ILookup<string, ActivityRecord>? bySubscription;

    /// <summary>True for events, which have no type of their own.</summary>
    public static bool IsEvent(ObjectValue row) => row.Find("eventDataId") is not null;

    /// <summary>Adds an event.</summary>
    public void Add(ObjectValue row)
    {
        if (ActivityReading.OfService(row) is not { } one) return;
        fold.Add(one);
        byGroup = null;
        bySubscription = null;
    }

    /// <summary>Operations on a group and on what lies below it, newest first.</summary>
    public IEnumerable<ActivityRecord> On(string groupId) =>
        (byGroup ??= fold.Records().Where(static one => one.Target.GroupId is not null).ToLookup(static one => one.Target.GroupId!, StringComparer.OrdinalIgnoreCase))[groupId];

    /// <summary>Operations in a subscription, newest first.</summary>
    public IEnumerable<ActivityRecord> In(string subscriptionId) =>
        (bySubscription ??= fold.Records().ToLookup(static one => ResourceIds.SegmentAfter(one.ResourceId, "subscriptions") ?? string.Empty, StringComparer.OrdinalIgnoreCase))[subscriptionId];
}
