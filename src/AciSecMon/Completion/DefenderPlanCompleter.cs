namespace AciSecMon.Completion;

/// <summary>Offers the Defender plans that matter to container groups.</summary>
public sealed class DefenderPlanCompleter : ListCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string ToolTip)> Offers =>
    [
        ("Containers", "Defender for Containers: images in registries"),
        ("CloudPosture", "Defender CSPM: attack paths, and the posture of serverless containers"),
        ("Arm", "Defender for Resource Manager: suspicious management operations"),
        ("KeyVaults", "Defender for Key Vault: suspicious use of vaults"),
        ("StorageAccounts", "Defender for Storage: suspicious use of storage accounts behind volumes"),
    ];
}
