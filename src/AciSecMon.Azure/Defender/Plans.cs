namespace AciSecMon.Azure.Defender;

/// <summary>
/// The plans that matter to container groups, as data. Sources: azure-facts C.1 (extensions, retired plans), C.2 and K (what they give). The variants
/// PerKeyVault and PerSubscription are those that the built-in policies 1f725891 and b7021b2b ask for; DefenderForStorageV2 and the extensions of storage are as public
/// Terraform modules write them. What the bill counts is general knowledge; prices are not part of it.
/// </summary>
internal static class Plans
{
    /// <summary>Scans images in registries.</summary>
    public const string RegistryScan = "ContainerRegistriesVulnerabilityAssessments";

    /// <summary>Posture of serverless containers.</summary>
    public const string ServerlessContainers = "ServerlessContainers";

    private static readonly PlanFacts[] All =
    [
        new()
        {
            Name = "Containers",
            Extensions = [RegistryScan, "AgentlessDiscoveryForKubernetes", "AgentlessVmScanning", "ContainerSensor", "ContainerIntegrityContribution"],
            NeededExtensions = [RegistryScan],
            Gives = ["Vulnerability scanning of the images in Azure Container Registry that groups run (extension ContainerRegistriesVulnerabilityAssessments)."],
            DoesNotGive =
            [
                "No sensor and no threat detection inside container groups: both are for Kubernetes.",
                "No alert that names a container group: alerts of type K8S.* are about clusters.",
            ],
            BilledBy = "virtual cores of Kubernetes clusters and scanned images",
        },
        new()
        {
            Name = "CloudPosture",
            Extensions =
            [
                "SensitiveDataDiscovery", RegistryScan, "AgentlessDiscoveryForKubernetes", "AgentlessVmScanning", "EntraPermissionsManagement", "ApiPosture",
                "AgentlessServerlessPosture", ServerlessContainers, "DatabricksSecurityPosture",
            ],
            NeededExtensions = [ServerlessContainers, RegistryScan],
            CommercialExtensions = [ServerlessContainers],
            Gives =
            [
                "Inventory, recommendations on misconfiguration, vulnerability findings and attack paths for container groups (extension ServerlessContainers).",
                "Image findings for what runs (extension ContainerRegistriesVulnerabilityAssessments).",
            ],
            DoesNotGive =
            [
                "No detection and no response at run time: it looks at posture only, and findings come up to 24 hours late.",
                "Nothing outside the commercial clouds.",
                "AgentlessServerlessPosture is about web apps and functions, not about container groups.",
            ],
            BilledBy = "billable resources of the subscription",
        },
        new()
        {
            Name = "Arm",
            SubPlan = "PerSubscription",
            Gives = ["Alerts on suspicious operations of the control plane (ARM_*), the only ones that can name operations on container groups."],
            DoesNotGive = ["Nothing of what happens inside containers.", "ARM_SuspiciousComputeCreation is about virtual machines only."],
            BilledBy = "subscriptions",
        },
        new()
        {
            Name = "KeyVaults",
            SubPlan = "PerKeyVault",
            Gives = ["Alerts on unusual access to the vaults that groups take secrets and keys from (KV_*)."],
            DoesNotGive = ["Nothing about the groups themselves."],
            BilledBy = "vaults",
        },
        new()
        {
            Name = "StorageAccounts",
            Extensions = ["OnUploadMalwareScanning", "SensitiveDataDiscovery"],
            SubPlan = "DefenderForStorageV2",
            Gives = ["Alerts on the storage accounts whose file shares groups mount, and whose blobs they use (Storage.*)."],
            DoesNotGive = ["Nothing about the groups themselves."],
            BilledBy = "storage accounts, and scanned data where malware scanning is on",
        },
        Retired("KubernetesService", "Containers"),
        Retired("ContainerRegistry", "Containers"),
        Retired("Dns", "VirtualMachines"),
    ];

    /// <summary>Plans that matter to container groups and are not retired.</summary>
    public static IReadOnlyList<string> Default { get; } = [.. All.Where(static plan => !plan.IsRetired).Select(static plan => plan.Name)];

    /// <summary>Retired plans, which are shown where they are still on.</summary>
    public static IReadOnlyList<string> RetiredNames { get; } = [.. All.Where(static plan => plan.IsRetired).Select(static plan => plan.Name)];

    /// <summary>What is known of a plan; of an unknown one, its name.</summary>
    public static PlanFacts Of(string name) =>
        Array.Find(All, plan => string.Equals(plan.Name, name, StringComparison.OrdinalIgnoreCase)) ?? new PlanFacts { Name = name, BilledBy = "what it protects" };

    private static PlanFacts Retired(string name, string successor) => new()
    {
        Name = name,
        Gives = [$"What {successor} gives; the plan is retired."],
        DoesNotGive = ["It cannot be switched on any more."],
        ReplacedBy = [successor],
    };
}
