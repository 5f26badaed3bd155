using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Activity;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Estate;

namespace AciSecMon.Azure.Activity;

/// <summary>Reads the activity log for an assessment: thirty days, which tell what a caller usually does. What could not be read is part of the pages.</summary>
internal static class EstateActivity
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(30);

    /// <summary>The events of subscriptions.</summary>
    public static async IAsyncEnumerable<LivePage> ReadAsync(
        AzureSession session, IReadOnlyCollection<string> subscriptionIds, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        DateTimeOffset now = session.Clock.GetUtcNow();
        using var log = new ActivityLog(session);
        HashSet<string> told = new(StringComparer.OrdinalIgnoreCase);
        await foreach (ActivityAnswer answer in log.ReadAsync(ActivityQuery.Plan(subscriptionIds, null, now - Period, now, ActivityOperation.Providers), reporter, cancellationToken).ConfigureAwait(false))
        {
            // Each query of a subscription that may not be read is refused for the same reason.
            UnreadPart[] unread = answer.Fault is { } fault && told.Add(answer.Query.SubscriptionId)
                ? [AzureEstate.Unread(Facet.Activity, "/subscriptions/" + answer.Query.SubscriptionId, fault, ActivityQuery.ReadAction)] : [];
            yield return new LivePage(answer.Events, IsWhole: true, unread);
        }
    }
}
