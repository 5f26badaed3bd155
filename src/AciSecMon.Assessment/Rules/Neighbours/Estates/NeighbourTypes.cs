using System.Collections.Frozen;
using AciSecMon.Assessment.Alerts;
using AciSecMon.Assessment.Policy;
using AciSecMon.Assessment.Rules.Neighbours.Logging;
using AciSecMon.Assessment.Threats;

namespace AciSecMon.Assessment.Rules.Neighbours;

/// <summary>The resource types that can be neighbours.</summary>
internal static class NeighbourTypes
{
    private static readonly FrozenDictionary<string, NeighbourType> ByType = new Dictionary<string, NeighbourType>
    {
        ["Microsoft.Network/virtualNetworks"] = NeighbourType.Network,
        ["Microsoft.Network/virtualNetworks/subnets"] = NeighbourType.Subnet,
        ["Microsoft.ContainerRegistry/registries"] = NeighbourType.Registry,
        ["Microsoft.Storage/storageAccounts"] = NeighbourType.Storage,
        [LogDestination.WorkspaceType] = NeighbourType.Workspace,
        [LogDestination.NamespaceType] = NeighbourType.EventHubs,
        ["Microsoft.KeyVault/vaults"] = NeighbourType.Vault,
        ["Microsoft.KeyVault/vaults/keys"] = NeighbourType.Key,
        ["Microsoft.ContainerInstance/containerGroupProfiles"] = NeighbourType.Profile,
        ["Microsoft.Authorization/roleAssignments"] = NeighbourType.RoleAssignment,
        ["Microsoft.Authorization/roleDefinitions"] = NeighbourType.RoleDefinition,
        ["Microsoft.Authorization/locks"] = NeighbourType.Lock,
        ["Microsoft.Security/pricings"] = NeighbourType.Plan,
        [AlertTypes.LogSearch] = NeighbourType.Monitoring,
        [AlertTypes.Metric] = NeighbourType.Monitoring,
        [AlertTypes.ActivityLog] = NeighbourType.Monitoring,
        [AlertTypes.ActionGroup] = NeighbourType.Monitoring,
        [MonitoringEstate.SettingType] = NeighbourType.Monitoring,
        [MonitoringEstate.ContactType] = NeighbourType.Monitoring,
        ["Microsoft.Authorization/denyAssignments"] = NeighbourType.Access,
        ["Microsoft.Authorization/roleAssignmentScheduleInstances"] = NeighbourType.Access,
        ["Microsoft.Authorization/roleEligibilityScheduleInstances"] = NeighbourType.Access,
        [PolicyIds.DefinitionType] = NeighbourType.Policy,
        [PolicyIds.SetType] = NeighbourType.Policy,
        [PolicyIds.AssignmentType] = NeighbourType.Policy,
        [PolicyIds.ExemptionType] = NeighbourType.Policy,
        [PolicyFacts.StateType] = NeighbourType.Policy,
        ["Microsoft.Resources/subscriptions"] = NeighbourType.Subscription,
        [SecurityAlert.Type] = NeighbourType.Threat,
        [SuppressionRule.Type] = NeighbourType.Threat,
        [Recommendation.Type] = NeighbourType.Threat,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Parent domains of registries in each cloud.</summary>
    public static IReadOnlyList<string> RegistryDomains { get; } = ["azurecr.io", "azurecr.us", "azurecr.cn"];

    public static NeighbourType Of(string type) => ByType.GetValueOrDefault(type);

    public static bool IsKnown(string type) => ByType.ContainsKey(type);
}

/// <summary>What a neighbour is.</summary>
internal enum NeighbourType
{
    None,
    Network,
    Subnet,
    Registry,
    Storage,
    Vault,
    Key,
    Profile,
    RoleAssignment,
    RoleDefinition,
    Lock,
    Plan,
    Workspace,
    EventHubs,
    Monitoring,
    Threat,
    Access,
    Policy,
    Subscription,
}
