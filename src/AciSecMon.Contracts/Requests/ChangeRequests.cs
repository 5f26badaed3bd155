namespace AciSecMon;

/// <summary>Where logs, events and metrics of container groups are to go. At least one destination.</summary>
public sealed class EnableDiagnosticsRequest
{
    /// <summary>Resource id of a Log Analytics workspace.</summary>
    public string? WorkspaceId { get; init; }

    /// <summary>Resource id of a storage account.</summary>
    public string? StorageAccountId { get; init; }

    /// <summary>Resource id of an authorization rule of an Event Hubs namespace.</summary>
    public string? EventHubAuthorizationRuleId { get; init; }

    /// <summary>Event hub; null for one that the service names after the category.</summary>
    public string? EventHubName { get; init; }

    /// <summary>Name of a setting that has to be made; what does not begin with <c>acisecmon</c> gets the prefix <c>acisecmon-</c>.</summary>
    public string Name { get; init; } = "acisecmon";

    /// <summary>True where the destination is only planned itself, so that it need not be there yet.</summary>
    public bool IsDestinationPlanned { get; init; }
}

/// <summary>Which diagnostic settings are to end.</summary>
public sealed class DisableDiagnosticsRequest
{
    /// <summary>Name of the setting, with wildcards; null for those that the module made.</summary>
    public string? Name { get; init; }
}

/// <summary>Which Defender plans are to be on.</summary>
public sealed class EnableDefenderPlanRequest
{
    /// <summary>Plans.</summary>
    public required IReadOnlyList<string> Name { get; init; }

    /// <summary>Extensions to switch on beside those that are on; empty for what container groups need.</summary>
    public IReadOnlyList<string> Extension { get; init; } = [];

    /// <summary>Subscriptions; empty for those of the connection.</summary>
    public IReadOnlyList<string> SubscriptionId { get; init; } = [];
}
