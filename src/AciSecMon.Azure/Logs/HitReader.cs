using AciSecMon.Assessment.Detections;
using AciSecMon.Assessment.Estate;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Logs;

/// <summary>Makes a result of a row of a detection. All detections end with the same columns.</summary>
internal static class HitReader
{
    /// <summary>The result.</summary>
    public static AciDetectionResult Read(Detection detection, Workspace workspace, IReadOnlyList<KeyValuePair<string, object?>> row)
    {
        var left = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach ((string column, object? value) in row) left[column] = value;
        string? id = Take<string>(left, "ResourceId") is { Length: > 0 } text ? text : null;
        return new AciDetectionResult
        {
            DetectionId = detection.Id,
            Title = detection.Title,
            Severity = detection.Severity,
            LastSeen = TimeOf(left, "TimeGenerated"),
            FirstSeen = TimeOf(left, "First"),
            ContainerGroupName = Take<string>(left, "ContainerGroup") ?? string.Empty,
            ResourceId = id,
            ResourceGroupName = id is null ? null : ResourceIds.SegmentAfter(id, "resourceGroups"),
            SubscriptionId = id is null ? null : ResourceIds.SegmentAfter(id, "subscriptions"),
            ContainerName = Take<string>(left, "Container") ?? string.Empty,
            Who = Take<string>(left, "Who") ?? string.Empty,
            From = Take<string>(left, "From") ?? string.Empty,
            To = Take<string>(left, "To") ?? string.Empty,

            // What programs and callers wrote may hold anything; the queries leave secrets out as far as their form tells.
            What = SecretScrubber.Clean(Take<string>(left, "What") ?? string.Empty),
            Evidence = SecretScrubber.Clean(Take<string>(left, "Evidence") ?? string.Empty),
            Count = Take<long?>(left, "Count") ?? 1,
            NextStep = [.. detection.Triage],
            WorkspaceId = workspace.Id,
            WorkspaceName = workspace.Name,
            Other = left,
        };
    }

    private static DateTimeOffset? TimeOf(Dictionary<string, object?> left, string column) => Take<DateTime?>(left, column) is { } time ? new DateTimeOffset(time, TimeSpan.Zero) : null;

    // A column of another type stays among the others, as it came.
    private static T? Take<T>(Dictionary<string, object?> left, string column)
    {
        if (!left.TryGetValue(column, out object? value)) return default;
        if (value is null) left.Remove(column);
        if (value is not T typed) return default;
        left.Remove(column);
        return typed;
    }
}
