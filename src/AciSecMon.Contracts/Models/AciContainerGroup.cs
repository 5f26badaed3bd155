namespace AciSecMon;

/// <summary>A container group, container group profile or NGroup as its source describes it. Secret values are never in it.</summary>
public sealed class AciContainerGroup
{
    /// <summary>Name, or the expression that gives it where it could not be resolved.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>Resource group; null where the source does not know it.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>Subscription; null where the source does not know it.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Azure region.</summary>
    public string? Location { get; init; }

    /// <summary>Resource id; null where the source does not know it.</summary>
    public string? ResourceId { get; init; }

    /// <summary>ContainerGroup, ContainerGroupProfile or NGroup.</summary>
    public AciSubjectType Kind { get; init; }

    /// <summary>Standard, Dedicated or Confidential.</summary>
    public string? Sku { get; init; }

    /// <summary>Linux or Windows.</summary>
    public string? OsType { get; init; }

    /// <summary>Always, OnFailure or Never.</summary>
    public string? RestartPolicy { get; init; }

    /// <summary>Regular or Spot.</summary>
    public string? Priority { get; init; }

    /// <summary>Running, Stopped and so on; null when not read.</summary>
    public string? State { get; init; }

    /// <summary>Provisioning state; null when not read.</summary>
    public string? ProvisioningState { get; init; }

    /// <summary>How an address is offered.</summary>
    public AciIpAddressType IpAddressType { get; init; }

    /// <summary>The address; null when none or not read.</summary>
    public string? IpAddress { get; init; }

    /// <summary>The full DNS name; null when none or not read.</summary>
    public string? Fqdn { get; init; }

    /// <summary>The DNS name label; null when none.</summary>
    public string? DnsNameLabel { get; init; }

    /// <summary>Who may reuse the DNS label after deletion; null when not set.</summary>
    public string? DnsNameLabelScope { get; init; }

    /// <summary>Ports of the group's address.</summary>
    public AciPort[] Port { get; init; } = [];

    /// <summary>Subnet; null when none.</summary>
    public string? SubnetId { get; init; }

    /// <summary>None, SystemAssigned, UserAssigned or both.</summary>
    public string IdentityType { get; init; } = "None";

    /// <summary>User-assigned identities.</summary>
    public string[] IdentityId { get; init; } = [];

    /// <summary>Containers.</summary>
    public AciContainer[] Container { get; init; } = [];

    /// <summary>Init containers.</summary>
    public AciContainer[] InitContainer { get; init; } = [];

    /// <summary>Registry credentials, without their secrets.</summary>
    public AciRegistryCredential[] Registry { get; init; } = [];

    /// <summary>Volumes, without their secrets.</summary>
    public AciVolume[] Volume { get; init; } = [];

    /// <summary>Where logs go by the group's own definition.</summary>
    public string[] LogDestination { get; init; } = [];

    /// <summary>Tags. Values that look like secrets are redacted.</summary>
    public Dictionary<string, string> Tag { get; init; } = [];

    /// <summary>Availability zones.</summary>
    public string[] Zone { get; init; } = [];

    /// <summary>Restarts of all containers together; null when not read.</summary>
    public int? RestartCount { get; init; }

    /// <summary>The shape that it was read from.</summary>
    public AciSourceKind SourceKind { get; init; }

    /// <summary>Where it stands in the source; null where the source is not a file.</summary>
    public AciSourceLocation? SourceLocation { get; init; }

    /// <summary>What could not be resolved, each expression once.</summary>
    public string[] Unresolved { get; init; } = [];

    /// <summary>The engine's own view of the same group, so that piping loses nothing. Lives in this process only.</summary>
    internal object? EngineState { get; init; }

    /// <summary>Gives the name.</summary>
    public override string ToString() => Name;
}
