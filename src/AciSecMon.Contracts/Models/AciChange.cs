namespace AciSecMon;

/// <summary>What a changing cmdlet did to one resource, or would do.</summary>
public sealed class AciChange
{
    /// <summary>What was done, in a verb phrase such as <c>Write diagnostic setting</c>.</summary>
    public string Action { get; init; } = string.Empty;

    /// <summary>Resource id of what was changed.</summary>
    public string TargetId { get; init; } = string.Empty;

    /// <summary>Name of what was changed.</summary>
    public string TargetName { get; init; } = string.Empty;

    /// <summary>The container group that it concerns; null where it concerns none.</summary>
    public string? ContainerGroupName { get; init; }

    /// <summary>Resource group; null for a subscription.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Subscription.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Resource id of the container group or subscription that it concerns.</summary>
    public string? ResourceId { get; init; }

    /// <summary>The outcome.</summary>
    public AciChangeResult Result { get; init; }

    /// <summary>What the change entails beyond itself: a restart, a cost, a grant. Null for nothing.</summary>
    public string? Consequence { get; init; }

    /// <summary>JSON of the state before; null where there was none.</summary>
    public string? Before { get; init; }

    /// <summary>JSON of the state after as it was read back, or as it would be written; null where nothing is left.</summary>
    public string? After { get; init; }

    /// <summary>What happened, in a sentence.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>When, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Gives action, target and outcome.</summary>
    public override string ToString() => $"{Action} {TargetName}: {Result}";
}
