namespace AciSecMon.Assessment.Estate.Live;

/// <summary>Which detections to run, and where container groups send their logs.</summary>
internal sealed class LogSearch
{
    /// <summary>Ids of detections.</summary>
    public required IReadOnlyList<string> DetectionIds { get; init; }

    /// <summary>Groups whose diagnostic settings are still to be asked for their workspaces.</summary>
    public required IReadOnlyList<string> GroupIds { get; init; }

    /// <summary>Subscriptions of the groups, whose activity log may go to a workspace.</summary>
    public required IReadOnlyCollection<string> SubscriptionIds { get; init; }

    /// <summary>Workspaces that are known already: resource ids, and GUIDs that groups name themselves.</summary>
    public required IReadOnlyCollection<string> WorkspaceIds { get; init; }
}

/// <summary>What a detection found in one workspace, or why it could not be asked there.</summary>
/// <param name="DetectionId">The detection; null where what is unread concerns all.</param>
/// <param name="Hits">What it found.</param>
/// <param name="Unread">What could not be asked, or not be read whole; null where all was.</param>
internal sealed record LogAnswer(string? DetectionId, IReadOnlyList<AciDetectionResult> Hits, UnreadPart? Unread);
