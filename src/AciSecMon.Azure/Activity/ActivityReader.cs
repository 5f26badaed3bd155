using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Activity;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Connection;

namespace AciSecMon.Azure.Activity;

/// <summary>
/// Reads operations on container groups: from the activity log, part by part of the time from the newest on, and what is older than it keeps from workspaces. Which operations concern
/// container groups tells one query of Resource Graph.
/// </summary>
internal sealed class ActivityReader(AzureSession session)
{
    private readonly HashSet<(string Subscription, string Id)> told = [];

    /// <summary>The operations, newest first.</summary>
    /// <exception cref="AciProblemException">The time cannot be.</exception>
    public async IAsyncEnumerable<AciActivity> ReadAsync(
        GroupSelection selection, ActivityRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ActivityWindow window = ActivityWindow.Of(request, session.Clock.GetUtcNow());
        ActivityScope scope = await new ActivityScopeReader(session).ReadAsync(selection, reporter, cancellationToken).ConfigureAwait(false);
        if (scope.SubscriptionIds.Count == 0) yield break;
        var filter = new ActivityFilter(request);
        var names = new CallerNames(session, scope.Concern.Identities);
        await foreach (ActivityRecord[] records in RecordsAsync(scope, window, request, reporter, cancellationToken).ConfigureAwait(false))
        {
            ActivityRecord[] concerned = [.. records.Where(scope.Concern.Has)];
            await names.LearnAsync(concerned, reporter, cancellationToken).ConfigureAwait(false);
            foreach (AciActivity row in concerned.Select(record => ActivityRow.Of(record, names)).Where(filter.Takes)) yield return row;
        }
    }

    // An operation can begin in one part of the time and end in the next: one whose begin is not there yet waits until the next part is read.
    private async IAsyncEnumerable<ActivityRecord[]> RecordsAsync(
        ActivityScope scope, ActivityWindow window, ActivityRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ActivityFold? waiting = null;
        await foreach (IReadOnlyList<ActivityEvent> part in PartsAsync(scope, window, request, reporter, cancellationToken).ConfigureAwait(false))
        {
            var fold = new ActivityFold();
            foreach (ActivityEvent one in part)
            {
                if (waiting?.TryAdd(one) != true) fold.Add(one);
            }

            if (waiting is not null) yield return [.. waiting.Records()];
            waiting = fold;
        }

        if (waiting is not null) yield return [.. waiting.Records()];
    }

    private async IAsyncEnumerable<IReadOnlyList<ActivityEvent>> PartsAsync(
        ActivityScope scope, ActivityWindow window, ActivityRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (window.Recent is { } recent)
        {
            IReadOnlyList<ActivityQuery> queries = ActivityQuery.Plan(scope.SubscriptionIds, scope.ResourceGroups, recent.From, recent.To, ActivityOperation.Providers);
            using var log = new ActivityLog(session);
            List<ActivityEvent> part = [];
            int slice = 0;
            int done = 0;
            await foreach (ActivityAnswer answer in log.ReadAsync(queries, reporter, cancellationToken).ConfigureAwait(false))
            {
                if (answer.Query.Slice != slice)
                {
                    yield return part;
                    part = [];
                    slice = answer.Query.Slice;
                }

                part.AddRange(answer.Events.Select(static one => ActivityReading.OfService(one)).OfType<ActivityEvent>());
                if (answer.Fault is { } fault) await TellAsync(answer.Query, fault, reporter, cancellationToken).ConfigureAwait(false);
                await reporter.ProgressAsync("Reading the activity log", ++done, queries.Count, cancellationToken).ConfigureAwait(false);
            }

            yield return part;
        }

        if (window.Older is not { } older) yield break;
        if (request.Workspace.Count == 0)
        {
            await reporter.ProblemAsync(ActivityWindow.TooOld(older), cancellationToken).ConfigureAwait(false);
            yield break;
        }

        yield return await new ExportedActivity(session).ReadAsync(request.Workspace, scope.SubscriptionIds, older, reporter, cancellationToken).ConfigureAwait(false);
    }

    // Each query of a subscription that may not be read is refused for the same reason.
    private async ValueTask TellAsync(ActivityQuery query, AciServiceException fault, IAciReporter reporter, CancellationToken cancellationToken)
    {
        if (!told.Add((query.SubscriptionId.ToUpperInvariant(), fault.Problem.Id))) return;
        await reporter.ProblemAsync(
            Faults.On(fault, $"Not all of the activity log of subscription '{query.SubscriptionId}' could be read", "/subscriptions/" + query.SubscriptionId, ActivityQuery.ReadAction), cancellationToken).ConfigureAwait(false);
    }
}
