namespace AciSecMon;

/// <summary>How far a container group or a subscription is watched: what is on, what is missing, and what is on but does not work.</summary>
public sealed class AciMonitoringCoverage
{
    /// <summary>Container group or subscription.</summary>
    public AciSubjectType SubjectType { get; init; }

    /// <summary>Name of the container group or subscription; the id of a subscription whose name is not known.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>
    /// Share of the parts that are on, in whole percent and rounded down, of those that are known and can be set up: On, Missing and Broken. Null where nothing is known.
    /// </summary>
    public int? Percent { get; init; }

    /// <summary>The worst state of its parts.</summary>
    public AciCoverageState State { get; init; }

    /// <summary>Number of parts of which it could not be found out whether they are on. They are no part of <see cref="Percent"/>.</summary>
    public int UnknownCount { get; init; }

    /// <summary>
    /// When the last row of a container group came into one of its workspaces; null where that was not asked for, where no row came within seven days, and for a subscription.
    /// </summary>
    public DateTimeOffset? LastReceived { get; init; }

    /// <summary>The parts.</summary>
    public AciCoveragePart[] Part { get; init; } = [];

    /// <summary>Resource group of the container group; null for a subscription.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Subscription.</summary>
    public string SubscriptionId { get; init; } = string.Empty;

    /// <summary>Resource id of the container group or subscription.</summary>
    public string ResourceId { get; init; } = string.Empty;

    /// <summary>Gives name, share and state.</summary>
    public override string ToString() => $"{Name}: {(Percent is { } percent ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{percent}%") : "not known")} ({State})";
}

/// <summary>One part of being watched.</summary>
public sealed class AciCoveragePart
{
    /// <summary>
    /// Name. Of a container group: Logs, Events, Metrics, Network, AlertOnMetric, and Heartbeat where it was asked for. Of a subscription: ActivityLogExport, Defender with the name of
    /// a plan, such as DefenderArm, AlertOn with the name of an operation, such as AlertOnExec, AlertOnDetection, and Policy.
    /// </summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Whether it is on and works.</summary>
    public AciCoverageState State { get; init; }

    /// <summary>What was found, in sentences.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>
    /// The command that closes the gap; null where there is none to close, or none that would. What only a person knows stands in it as a variable: $workspaceId,
    /// $actionGroupId, $resourceGroupName.
    /// </summary>
    public string? Command { get; init; }

    /// <summary>What to write into the definition of a container group that has to be deployed anew, as YAML; null for anything else.</summary>
    public string? Snippet { get; init; }

    /// <summary>Gives name and state.</summary>
    public override string ToString() => $"{Name}: {State}";
}

/// <summary>Whether a part of being watched is on and works, from good to bad.</summary>
public enum AciCoverageState
{
    /// <summary>It is on, and nothing stands in its way.</summary>
    On,

    /// <summary>It cannot be set up on the container group as it stands.</summary>
    NeedsRedeployment,

    /// <summary>It could not be found out.</summary>
    Unknown,

    /// <summary>It is not there, or switched off.</summary>
    Missing,

    /// <summary>It is there, and does not work.</summary>
    Broken,
}
