namespace AciSecMon.Assessment.Activity;

/// <summary>Folds events into operations, whatever the order and the parts in which they come.</summary>
internal sealed class ActivityFold
{
    private readonly Dictionary<(string Correlation, string Operation, string Resource), ActivityRecord> records = [];

    /// <summary>How many operations there are.</summary>
    public int Count => records.Count;

    /// <summary>Adds an event to its operation.</summary>
    public void Add(ActivityEvent one)
    {
        (string, string, string) key = KeyOf(one);
        if (!records.TryGetValue(key, out ActivityRecord? record))
            records.Add(key, record = new ActivityRecord { Operation = ActivityOperation.Of(one.Operation), CorrelationId = one.CorrelationId, ResourceId = one.ResourceId });
        record.Add(one);
    }

    /// <summary>Adds an event where its operation is known; false where it is not.</summary>
    public bool TryAdd(ActivityEvent one)
    {
        if (!records.TryGetValue(KeyOf(one), out ActivityRecord? record)) return false;
        record.Add(one);
        return true;
    }

    /// <summary>The operations, newest first.</summary>
    public IReadOnlyList<ActivityRecord> Records() => [.. records.Values.OrderByDescending(static one => one.At).ThenBy(static one => one.ResourceId, StringComparer.OrdinalIgnoreCase)];

    // An event without a correlation id stands for itself.
    private static (string, string, string) KeyOf(ActivityEvent one) =>
        (one.CorrelationId.Length == 0 ? one.EventId : one.CorrelationId.ToUpperInvariant(), one.Operation.ToUpperInvariant(), one.ResourceId.ToUpperInvariant());
}
