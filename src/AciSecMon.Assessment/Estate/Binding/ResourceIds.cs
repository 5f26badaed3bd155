namespace AciSecMon.Assessment.Estate;

/// <summary>Takes resource ids apart. Segment names compare without case, as Resource Manager does.</summary>
internal static class ResourceIds
{
    /// <summary><c>/subscriptions/{s}/resourceGroups/{g}</c> of an id; empty where it has none.</summary>
    public static string ScopeOf(string? id)
    {
        string subscription = SegmentAfter(id, "subscriptions") ?? string.Empty;
        string group = SegmentAfter(id, "resourceGroups") ?? string.Empty;
        return subscription.Length == 0 || group.Length == 0 ? string.Empty : $"/subscriptions/{subscription}/resourceGroups/{group}";
    }

    /// <summary>The segment that follows one of that name; null where there is none.</summary>
    public static string? SegmentAfter(string? id, string segment)
    {
        if (string.IsNullOrEmpty(id)) return null;
        string[] parts = id.Split('/');
        for (int i = 0; i < parts.Length - 1; i++)
        {
            if (string.Equals(parts[i], segment, StringComparison.OrdinalIgnoreCase)) return parts[i + 1].Length == 0 ? null : parts[i + 1];
        }

        return null;
    }

    /// <summary>The last segment; the whole text where it has no segments.</summary>
    public static string LastSegment(string id) => id.TrimEnd('/').Split('/')[^1];
}
