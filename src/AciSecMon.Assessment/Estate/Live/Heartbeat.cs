namespace AciSecMon.Assessment.Estate.Live;

/// <summary>A group and the workspaces that it sends to.</summary>
/// <param name="GroupId">Resource id of the group.</param>
/// <param name="WorkspaceIds">Resource ids of workspaces, or their GUIDs where the group names no more.</param>
internal sealed record HeartbeatQuestion(string GroupId, IReadOnlyList<string> WorkspaceIds);

/// <summary>When the last row of a group came into its workspaces.</summary>
/// <param name="GroupId">Resource id of the group.</param>
/// <param name="Last">The time of the row; null where there is none in the last <see cref="LookbackDays"/> days.</param>
/// <param name="What">What it was: output, events or metrics; null where there is none.</param>
/// <param name="IsFresh">True where the row is younger than <see cref="SilentAfter"/>, by the clock of the estate.</param>
/// <param name="State">What the group is doing, where no row is fresh; null where that was not asked for or is not known.</param>
/// <param name="Unread">What could not be asked; null where all was.</param>
internal sealed record Heartbeat(string GroupId, DateTimeOffset? Last, string? What, bool IsFresh, string? State, UnreadPart? Unread)
{
    /// <summary>How far back a row is looked for.</summary>
    public const int LookbackDays = 7;

    /// <summary>When the youngest of its containers started, where it is silent; null where it is not, or that is not known. A setting that is written starts them anew.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>True where the group has run for so short a time that nothing need have arrived yet.</summary>
    public bool IsYoung { get; init; }

    /// <summary>The state of a group whose containers run.</summary>
    public const string Running = "Running";

    /// <summary>How long a group may send nothing: a day (checks, LOG-007). The service sends metrics each minute.</summary>
    public static TimeSpan SilentAfter { get; } = TimeSpan.FromDays(1);
}
