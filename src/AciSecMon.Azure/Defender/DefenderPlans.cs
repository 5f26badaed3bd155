namespace AciSecMon.Azure.Defender;

/// <summary>What is known of a plan: its components, and what it means to container groups.</summary>
/// <param name="Name">Name of the plan.</param>
/// <param name="Extensions">Its components, shown also where the service lists none.</param>
/// <param name="ForContainerGroups">Components that container groups need.</param>
/// <param name="Gives">What it gives container groups.</param>
/// <param name="DoesNotGive">What it does not give them, though its name may suggest so.</param>
internal sealed record PlanFacts(string Name, string[] Extensions, string[] ForContainerGroups, string[] Gives, string[] DoesNotGive);

/// <summary>The plans that matter to container groups. Sources: azure-facts, C.1 (names of components) and C.2 (what they do).</summary>
internal static class DefenderPlans
{
    /// <summary>The plans, in the order in which they are shown.</summary>
    public static IReadOnlyList<PlanFacts> All { get; } =
    [
        new(
            "Containers",
            ["ContainerRegistriesVulnerabilityAssessments", "AgentlessDiscoveryForKubernetes", "AgentlessVmScanning", "ContainerSensor", "ContainerIntegrityContribution"],
            ["ContainerRegistriesVulnerabilityAssessments"],
            ["Scans images in Azure Container Registry for known vulnerabilities."],
            ["No sensor, no runtime detection and no alert of its own for container groups: those are for Kubernetes."]),
        new(
            "CloudPosture",
            ["SensitiveDataDiscovery", "ContainerRegistriesVulnerabilityAssessments", "AgentlessDiscoveryForKubernetes", "AgentlessVmScanning", "EntraPermissionsManagement", "ApiPosture", "ServerlessContainers"],
            ["ServerlessContainers", "ContainerRegistriesVulnerabilityAssessments"],
            ["With ServerlessContainers: inventory, recommendations, vulnerability findings and attack paths for container groups; up to 24 hours late."],
            ["No detection or response while containers run."]),
        new(
            "Arm", [], [],
            ["Alerts on suspicious operations in Resource Manager, the only alerts that can name an operation on a container group."],
            ["Nothing of what happens inside of containers."]),
        new("KeyVaults", [], [], ["Alerts on unusual access to the vaults that hold secrets and keys of container groups."], ["Nothing of the container groups themselves."]),
        new("StorageAccounts", [], [], ["Alerts on unusual access to the shares that container groups mount."], ["Nothing of the container groups themselves."]),
    ];

    /// <summary>What is known of a plan; null for others.</summary>
    public static PlanFacts? Find(string name) => All.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));
}
