namespace AciSecMon;

/// <summary>One operation on the control plane: who did what, from where, on what, and what came of it. The events that one call leaves in the activity log are folded into one.</summary>
public sealed class AciActivity
{
    /// <summary>When the last event of the operation happened, UTC.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When its first event happened, UTC.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>What kind of operation it is.</summary>
    public AciActivityKind Kind { get; init; }

    /// <summary>Name of the operation, such as <c>Microsoft.ContainerInstance/containerGroups/containers/exec/action</c>.</summary>
    public string Operation { get; init; } = string.Empty;

    /// <summary>What was done, in words.</summary>
    public string What { get; init; } = string.Empty;

    /// <summary>What came of it.</summary>
    public AciActivityOutcome Outcome { get; init; }

    /// <summary>What the service said of an operation that failed or was refused; null for others and where it said nothing.</summary>
    public string? Reason { get; init; }

    /// <summary>Who did it, as the log writes it: the name of a user, or the object id of an application or identity. Empty where the log names nobody.</summary>
    public string Caller { get; init; } = string.Empty;

    /// <summary>What the caller is called, where the log or Microsoft Graph tells; otherwise null.</summary>
    public string? CallerName { get; init; }

    /// <summary>Object id of the caller; null where the log does not tell.</summary>
    public string? CallerId { get; init; }

    /// <summary>What kind of caller it is.</summary>
    public AciCallerKind CallerKind { get; init; }

    /// <summary>Id of the application that the call was made with; null where the log does not tell.</summary>
    public string? ApplicationId { get; init; }

    /// <summary>Address that the call came from; null where the log does not tell.</summary>
    public string? IpAddress { get; init; }

    /// <summary>True where the operation is one that an attacker would make.</summary>
    public bool Risky { get; init; }

    /// <summary>Why it is risky; empty where it is not.</summary>
    public string[] Risk { get; init; } = [];

    /// <summary>The container group that it was on; null where it was on something around container groups.</summary>
    public string? ContainerGroupName { get; init; }

    /// <summary>The container; null where it was not on one.</summary>
    public string? ContainerName { get; init; }

    /// <summary>Resource group of the target; null where it lies in none.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Subscription.</summary>
    public string SubscriptionId { get; init; } = string.Empty;

    /// <summary>Resource id of the container group; null where it was on something around container groups.</summary>
    public string? ResourceId { get; init; }

    /// <summary>Resource id that the log files the operation under.</summary>
    public string TargetId { get; init; } = string.Empty;

    /// <summary>For a role assignment, which role was given to whom at which scope; null for other operations and where the log does not tell.</summary>
    public string? Detail { get; init; }

    /// <summary>Id that everything belonging to one call has in common.</summary>
    public string CorrelationId { get; init; } = string.Empty;

    /// <summary>How many events were folded.</summary>
    public int EventCount { get; init; }

    /// <summary>Where it was read: <c>ActivityLog</c>, or the name of a workspace.</summary>
    public string Source { get; init; } = string.Empty;

    /// <summary>Gives time, caller, operation and target.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{At:u} {(Caller.Length == 0 ? "somebody" : CallerName ?? Caller)}: {What} ({Outcome})");
}

/// <summary>Kinds of operations on container groups and on what is around them.</summary>
public enum AciActivityKind
{
    /// <summary>Another operation of Container Instances.</summary>
    Other,

    /// <summary>A command was run in a container.</summary>
    Exec,

    /// <summary>The output of a container was attached to.</summary>
    Attach,

    /// <summary>A container group was made or changed.</summary>
    Write,

    /// <summary>A container group was deleted.</summary>
    Delete,

    /// <summary>A container group was started.</summary>
    Start,

    /// <summary>A container group was stopped.</summary>
    Stop,

    /// <summary>A container group was restarted.</summary>
    Restart,

    /// <summary>A container group profile or NGroup was made or changed.</summary>
    WriteProfile,

    /// <summary>A container group profile or NGroup was deleted.</summary>
    DeleteProfile,

    /// <summary>A diagnostic setting was made or changed.</summary>
    WriteDiagnostics,

    /// <summary>A diagnostic setting was removed.</summary>
    RemoveDiagnostics,

    /// <summary>An alert rule or action group was made or changed.</summary>
    WriteAlertRule,

    /// <summary>An alert rule or action group was removed.</summary>
    RemoveAlertRule,

    /// <summary>A role was assigned.</summary>
    AssignRole,

    /// <summary>A role assignment was removed.</summary>
    RemoveRole,

    /// <summary>An identity was given to a resource, or somebody was let in under it.</summary>
    AssignIdentity,

    /// <summary>A subnet of container groups was joined or changed.</summary>
    LinkNetwork,

    /// <summary>A subnet of container groups, or its link to Container Instances, was removed.</summary>
    UnlinkNetwork,

    /// <summary>A lock was removed.</summary>
    RemoveLock,

    /// <summary>A rare operation of Container Instances that few have a reason for.</summary>
    Rare,
}

/// <summary>What came of an operation.</summary>
public enum AciActivityOutcome
{
    /// <summary>It was done.</summary>
    Succeeded,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It was not allowed.</summary>
    Refused,

    /// <summary>The log has no end of it: it is still under way, or the end lies outside of the time that was asked for.</summary>
    Unfinished,
}

/// <summary>Kinds of callers.</summary>
public enum AciCallerKind
{
    /// <summary>The log does not tell.</summary>
    Unknown,

    /// <summary>A user of the tenant.</summary>
    User,

    /// <summary>A user of another tenant, or with a personal account.</summary>
    Guest,

    /// <summary>An application.</summary>
    Application,

    /// <summary>A managed identity.</summary>
    ManagedIdentity,

    /// <summary>A service of Azure by itself.</summary>
    Azure,
}
