using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Activity;
using AciSecMon.Assessment.Estate;
using AciSecMon.Azure.Activity;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Connection;

namespace AciSecMon.Azure.Access;

/// <summary>What principals did within the time that the activity log keeps. Reading is not in it.</summary>
internal sealed class AccessUsage
{
    private readonly ILookup<string, ActivityRecord> byCaller;
    private readonly HashSet<string> unread;

    public AccessUsage(IEnumerable<ActivityRecord> records, HashSet<string> unread)
    {
        this.unread = unread;
        byCaller = records.Where(static one => one.Outcome == AciActivityOutcome.Succeeded)
            .SelectMany(static one => new[] { one.Caller, one.Who.ObjectId }.OfType<string>().Where(static id => id.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Select(id => (Id: id, Record: one)))
            .ToLookup(static one => one.Id, static one => one.Record, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What principals did to some groups; null where the log of their subscription could not be read whole.</summary>
    /// <param name="who">Object ids and user names, whichever the log may know them by: one principal, or the members of a group.</param>
    /// <param name="subscriptionId">Subscription.</param>
    /// <param name="groupIds">Resource ids of the container groups.</param>
    public Used? Of(IEnumerable<string> who, string subscriptionId, IEnumerable<string> groupIds)
    {
        if (unread.Contains(subscriptionId)) return null;
        HashSet<string> groups = new(groupIds, StringComparer.OrdinalIgnoreCase);
        ActivityRecord[] done =
        [
            .. who.SelectMany(id => byCaller[id]).Distinct()
                .Where(one => one.Target.GroupId is { } group ? groups.Contains(group) : string.Equals(ResourceIds.SegmentAfter(one.ResourceId, "subscriptions"), subscriptionId, StringComparison.OrdinalIgnoreCase)),
        ];
        RightSet rights = default;
        foreach (ActivityRecord one in done)
        {
            if (UsedRights.Of(one.Kind) is { } right) rights = rights.With(right);
        }

        return new Used(rights, [.. done.Select(static one => one.Operation.Name).Distinct(StringComparer.OrdinalIgnoreCase)], done.Length == 0 ? null : done.Max(static one => one.At));
    }
}

/// <summary>What a principal did.</summary>
/// <param name="Rights">Rights that it took.</param>
/// <param name="Operations">Operations.</param>
/// <param name="Last">When it did the last of them; null for nothing.</param>
internal sealed record Used(RightSet Rights, IReadOnlyList<string> Operations, DateTimeOffset? Last);

/// <summary>Reads what was done from the activity log.</summary>
internal sealed class AccessUsageReader(AzureSession session)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    /// <summary>What was done in subscriptions; those that could not be read whole are told.</summary>
    public async Task<AccessUsage> ReadAsync(IReadOnlyCollection<string> subscriptionIds, IAciReporter reporter, CancellationToken cancellationToken)
    {
        DateTimeOffset now = session.Clock.GetUtcNow();
        using var log = new ActivityLog(session);
        var fold = new ActivityFold();
        HashSet<string> unread = new(StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<ActivityQuery> queries = ActivityQuery.Plan(subscriptionIds, null, now - ActivityWindow.Retention + Margin, now, ActivityOperation.Providers);
        await foreach (ActivityAnswer answer in log.ReadAsync(queries, reporter, cancellationToken).ConfigureAwait(false))
        {
            foreach (ActivityEvent one in answer.Events.Select(static one => ActivityReading.OfService(one)).OfType<ActivityEvent>()) fold.Add(one);
            if (answer.Fault is not { } fault || !unread.Add(answer.Query.SubscriptionId)) continue;
            string id = answer.Query.SubscriptionId;
            await reporter.ProblemAsync(Faults.On(fault, $"What rights were used in subscription '{id}' is not known", "/subscriptions/" + id, ActivityQuery.ReadAction), cancellationToken).ConfigureAwait(false);
        }

        return new AccessUsage(fold.Records(), unread);
    }
}
