namespace AciSecMon.Completion;

/// <summary>Offers the capabilities whose permissions can be tested.</summary>
public sealed class CapabilityCompleter : ListCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string ToolTip)> Offers =>
    [
        ("Assess", "Get-AciContainerGroup, Get-AciSecurityFinding, Get-AciRisk"),
        ("ReadDiagnostics", "Get-AciDiagnostics"),
        ("EnableDiagnostics", "Enable-AciDiagnostics, Disable-AciDiagnostics"),
        ("ReadDefender", "Get-AciDefenderPlan"),
        ("EnableDefender", "Enable-AciDefenderPlan"),
    ];
}
