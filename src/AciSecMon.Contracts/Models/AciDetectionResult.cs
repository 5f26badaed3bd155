namespace AciSecMon;

/// <summary>A hit of a detection: what happened, who did it, where, when, what shows it, and what to do next.</summary>
public sealed class AciDetectionResult
{
    /// <summary>The detection, such as <c>ACI-KQL-001</c>.</summary>
    public string DetectionId { get; init; } = string.Empty;

    /// <summary>What a hit of the detection says in one line.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>How much it matters.</summary>
    public AciSeverity Severity { get; init; }

    /// <summary>When it began, UTC; null where the query does not say.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <summary>When it was last seen, UTC; null where the query does not say.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>The container group; empty where the hit is on none.</summary>
    public string ContainerGroupName { get; init; } = string.Empty;

    /// <summary>The container; empty where the log does not tell it.</summary>
    public string ContainerName { get; init; } = string.Empty;

    /// <summary>The resource that it happened to; null where the log does not tell it. Logs write it in small letters.</summary>
    public string? ResourceId { get; init; }

    /// <summary>Resource group of the resource; null where it is not known.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Subscription of the resource; null where it is not known.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Who did it: a user name or an object id; empty where the log does not tell.</summary>
    public string Who { get; init; } = string.Empty;

    /// <summary>Where it came from: an address; empty where the log does not tell.</summary>
    public string From { get; init; } = string.Empty;

    /// <summary>What it went to.</summary>
    public string To { get; init; } = string.Empty;

    /// <summary>What happened.</summary>
    public string What { get; init; } = string.Empty;

    /// <summary>What shows it.</summary>
    public string Evidence { get; init; } = string.Empty;

    /// <summary>How often.</summary>
    public long Count { get; init; }

    /// <summary>What to do, in its order.</summary>
    public string[] NextStep { get; init; } = [];

    /// <summary>Resource id of the workspace that answered, or its GUID where only that is known.</summary>
    public string WorkspaceId { get; init; } = string.Empty;

    /// <summary>Name of the workspace that answered.</summary>
    public string WorkspaceName { get; init; } = string.Empty;

    /// <summary>What the query gives beyond the properties above, by column.</summary>
    public Dictionary<string, object?> Other { get; init; } = [];

    /// <summary>Gives detection, group and what happened.</summary>
    public override string ToString() => $"{DetectionId} {ContainerGroupName}: {What}";
}
