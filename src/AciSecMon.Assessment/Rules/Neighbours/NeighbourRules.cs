using AciSecMon.Assessment.Rules.Images;
using AciSecMon.Assessment.Rules.Neighbours.Access;
using AciSecMon.Assessment.Rules.Neighbours.Activity;
using AciSecMon.Assessment.Rules.Neighbours.Alerting;
using AciSecMon.Assessment.Rules.Neighbours.Defender;
using AciSecMon.Assessment.Rules.Neighbours.Identities;
using AciSecMon.Assessment.Rules.Neighbours.Locks;
using AciSecMon.Assessment.Rules.Neighbours.Logging;
using AciSecMon.Assessment.Rules.Neighbours.Networks;
using AciSecMon.Assessment.Rules.Neighbours.Policies;
using AciSecMon.Assessment.Rules.Neighbours.Profiles;
using AciSecMon.Assessment.Rules.Neighbours.Registries;
using AciSecMon.Assessment.Rules.Neighbours.Storage;
using AciSecMon.Assessment.Rules.Neighbours.Threats;
using AciSecMon.Assessment.Rules.Neighbours.Vaults;

namespace AciSecMon.Assessment.Rules.Neighbours;

/// <summary>The rules that look beyond a group.</summary>
internal static class NeighbourRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new SubnetGroupRule(),
        new OpenRegistryRule(),
        new RegistryAdminRule(),
        new AdminAccountRule(),
        new OpenStorageRule(),
        new InfrastructureEncryptionRule(),
        new OpenVaultRule(),
        new DistantVaultRule(),
        new KeyStateRule(),
        new PrivilegedIdentityRule(),
        new WideIdentityRule(),
        new OrphanedAssignmentRule(),
        new NoLockRule(),
        new RevisionDriftRule(),
        new WeakProfileRule(),
        new NoCollectionRule(),
        new MissingCategoryRule(),
        new MetricsOnlyRule(),
        new LostDestinationRule(),
        new ShortRetentionRule(),
        new OpenWorkspaceRule(),
        new SilentGroupRule(),
        new DoubleCollectionRule(),
        new ContainersPlanRule(),
        new RegistryScanRule(),
        new ServerlessPostureRule(),
        new ResourceManagerPlanRule(),
        new UsedPlansRule(),
        new RecommendationRule(),
        new OpenAlertRule(),
        new SuppressedAlertsRule(),
        new UnvettedImagesRule(),
        new VulnerableImageRule(),
        new UnscannedImageRule(),
        new OutdatedTagRule(),
        .. AccessRules.All,
        .. ActivityRules.All,
        .. AlertRules.All,
        .. PolicyRules.All,
        new ActivityExportRule(),
        new SecurityContactRule(),
    ];
}
