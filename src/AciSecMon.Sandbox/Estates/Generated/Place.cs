namespace AciSecMon.Sandbox.Estates.Generated;

/// <summary>What a resource of a made-up estate is. The order is that of their ids within a subscription or a resource group.</summary>
internal enum Kind : byte
{
    Principal,
    RoleDefinition,
    Subscription,
    Permissions,
    Pricing,
    ResourceGroup,
    Lock,
    RoleAssignment,
    ContainerGroup,
    DiagnosticSetting,
    Person,
    Alert,
    Assessment,
    ImageFinding,
    Identity,
    Registry,
    Vault,
    Key,
    SecurityGroup,
    Network,
    Workspace,
    Storage,
}

/// <summary>A resource of a made-up estate as a few numbers; everything else about it follows from them and the plan.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subscription">Number of its subscription.</param>
/// <param name="ResourceGroup">Number of its resource group within the estate; <see cref="Platform"/> for that of what the groups of a subscription share.</param>
/// <param name="Number">Its own number among those of its kind.</param>
internal readonly record struct Place(Kind Kind, int Subscription, int ResourceGroup, int Number)
{
    /// <summary>The resource group that registries, networks and the like are in.</summary>
    public const int Platform = -1;
}
