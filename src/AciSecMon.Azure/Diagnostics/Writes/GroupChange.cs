namespace AciSecMon.Azure.Diagnostics;

/// <summary>One change to a setting of a group, and what becomes of it.</summary>
internal sealed class GroupChange(FoundGroup group, string action, string settingName, string? consequence, TimeProvider clock)
{
    /// <summary>JSON of the state before; null where there was none.</summary>
    public string? Before { get; init; }

    /// <summary>The group as it is named to a person.</summary>
    public string Target => $"container group '{group.Name}' in '{group.Id.ResourceGroupName}'";

    /// <summary>Makes the object that a person sees.</summary>
    public AciChange Make(AciChangeResult result, string message, string? after) => new()
    {
        Action = action,
        TargetId = SettingPath.Of(group.Id, settingName),
        TargetName = settingName,
        ContainerGroupName = group.Name,
        ResourceGroupName = group.Id.ResourceGroupName,
        SubscriptionId = group.Id.SubscriptionId,
        ResourceId = group.Id.Text,
        Result = result,
        Consequence = result is AciChangeResult.Unchanged or AciChangeResult.Refused ? null : consequence,
        Before = Before,
        After = after,
        Message = message,
        At = clock.GetUtcNow(),
    };
}

/// <summary>What became of a change: the object, the problem that goes with it, and whether the caller stopped in the middle of it.</summary>
internal sealed record ChangeOutcome(AciChange Change, AciProblem? Problem = null, OperationCanceledException? Stopped = null);
