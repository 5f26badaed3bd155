namespace AciSecMon.Completion;

/// <summary>Offers extensions of Defender plans.</summary>
public sealed class DefenderExtensionCompleter : ListCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string ToolTip)> Offers =>
    [
        ("ContainerRegistriesVulnerabilityAssessments", "Containers, CloudPosture: scans images in registries"),
        ("ServerlessContainers", "CloudPosture: posture of serverless containers"),
        ("SensitiveDataDiscovery", "CloudPosture, StorageAccounts: finds sensitive data"),
        ("OnUploadMalwareScanning", "StorageAccounts: scans what is uploaded"),
        ("EntraPermissionsManagement", "CloudPosture: permissions that are not used"),
        ("ApiPosture", "CloudPosture: posture of APIs"),
        ("AgentlessServerlessPosture", "CloudPosture: posture of web apps and functions"),
        ("AgentlessDiscoveryForKubernetes", "Containers, CloudPosture: Kubernetes clusters"),
        ("AgentlessVmScanning", "Containers, CloudPosture: virtual machines and nodes"),
        ("ContainerSensor", "Containers: sensor on Kubernetes nodes"),
        ("ContainerIntegrityContribution", "Containers: integrity of containers"),
    ];
}
