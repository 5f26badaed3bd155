using AciSecMon.Assessment.Activity;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Connection;
using AciSecMon.Azure.Logs;

namespace AciSecMon.Azure.Activity;

/// <summary>Asks the activity log, several queries at once. What keeps one from being answered is part of its answer, and the others go on.</summary>
internal sealed class ActivityLog(AzureSession session) : IDisposable
{
    private readonly LogRate rate = new(session.Clock, LogRate.OfActivityLog);

    /// <summary>The answers, in the order of the queries.</summary>
    public IAsyncEnumerable<ActivityAnswer> ReadAsync(IReadOnlyList<ActivityQuery> queries, IAciReporter reporter, CancellationToken cancellationToken) =>
        BoundedWork.MapAsync(queries, (query, stop) => AskAsync(query, reporter, stop), cancellationToken);

    public void Dispose() => rate.Dispose();

    private async Task<ActivityAnswer> AskAsync(ActivityQuery query, IAciReporter reporter, CancellationToken cancellationToken)
    {
        List<ObjectValue> events = [];
        try
        {
            await rate.EnterAsync(cancellationToken).ConfigureAwait(false);
            await foreach (ObjectValue one in session.Arm.ListAsync(query.ToRequest(), reporter, cancellationToken).ConfigureAwait(false))
            {
                // Most of what other providers write is no business of container groups, and there can be very much of it.
                if (one["operationName"]["value"].AsText() is { } name && (ActivityOperation.IsKnown(name) || name.StartsWith("Microsoft.ContainerInstance/", StringComparison.OrdinalIgnoreCase))) events.Add(one);
            }

            return new ActivityAnswer(query, events, null);
        }
        catch (AciServiceException fault)
        {
            return new ActivityAnswer(query, events, fault);
        }
    }
}

/// <summary>What a query gave.</summary>
/// <param name="Query">The query.</param>
/// <param name="Events">Events of operations that matter, as the service wrote them; those before a fault are among them.</param>
/// <param name="Fault">What kept the rest from being read; null where all was.</param>
internal sealed record ActivityAnswer(ActivityQuery Query, IReadOnlyList<ObjectValue> Events, AciServiceException? Fault);
