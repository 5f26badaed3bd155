namespace AciSecMon;

/// <summary>One way in which a container group's logs, events or metrics are collected, or the fact that there is none.</summary>
public sealed class AciDiagnosticSetting
{
    /// <summary>The container group.</summary>
    public string ContainerGroupName { get; init; } = string.Empty;

    /// <summary>Resource group of the container group.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Subscription of the container group.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Resource id of the container group.</summary>
    public string? ResourceId { get; init; }

    /// <summary>Diagnostic setting, the group's own legacy agent, or nothing at all.</summary>
    public AciDiagnosticKind Kind { get; init; }

    /// <summary>Name of the setting; null where there is none.</summary>
    public string? Name { get; init; }

    /// <summary>Whether what should be collected really flows.</summary>
    public AciDiagnosticState State { get; init; }

    /// <summary>Categories that are enabled and exist for container groups: these flow.</summary>
    public string[] Category { get; init; } = [];

    /// <summary>Categories that do not flow by this setting: of ContainerInstanceLog, ContainerEvent and AllMetrics.</summary>
    public string[] MissingCategory { get; init; } = [];

    /// <summary>Category groups as the setting names them. The group <c>audit</c> holds no category of container groups, so that it collects nothing.</summary>
    public string[] CategoryGroup { get; init; } = [];

    /// <summary>Where it goes, with what is known of each destination.</summary>
    public AciDiagnosticDestination[] Destination { get; init; } = [];

    /// <summary>What is wrong or worth knowing, a sentence each.</summary>
    public string[] Note { get; init; } = [];

    /// <summary>Gives group, name and state.</summary>
    public override string ToString() => $"{ContainerGroupName}/{Name ?? Kind.ToString()}: {State}";
}

/// <summary>A destination of a diagnostic setting.</summary>
public sealed class AciDiagnosticDestination
{
    /// <summary>Workspace, StorageAccount, EventHub or PartnerSolution.</summary>
    public string Kind { get; init; } = string.Empty;

    /// <summary>Resource id, or the workspace's own id where the legacy agent knows only that.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>True where it was read; false where it is not there; null where that could not be found out.</summary>
    public bool? Exists { get; init; }

    /// <summary>True where nothing stands in the way of delivery; null where that could not be found out.</summary>
    public bool? CanReceive { get; init; }

    /// <summary>Why it cannot receive, or why that is not known; null where all is well.</summary>
    public string? Reason { get; init; }

    /// <summary>Gives kind and the last part of the id.</summary>
    public override string ToString() => $"{Kind} {Id[(Id.LastIndexOf('/') + 1)..]}";
}
