namespace AciSecMon.Completion;

/// <summary>Offers the capabilities whose permissions can be tested.</summary>
public sealed class CapabilityCompleter : ListCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string ToolTip)> Offers =>
    [
        ("Assess", "Get-AciContainerGroup, Get-AciSecurityFinding, Get-AciRisk"),
        ("Access", "Source Access: role assignments of identities"),
        ("AccessReview", "Get-AciAccess; rules on access"),
        ("State", "Get-AciContainerGroup -IncludeState; source State"),
        ("Keys", "Rules on customer-managed keys"),
        ("Locks", "Rules on locks"),
        ("Diagnostics", "Get-AciDiagnostics; source Diagnostics"),
        ("EnableDiagnosticsToWorkspace", "Enable-AciDiagnostics -WorkspaceId"),
        ("EnableDiagnosticsToStorage", "Enable-AciDiagnostics -StorageAccountId"),
        ("EnableDiagnosticsToEventHub", "Enable-AciDiagnostics -EventHubAuthorizationRuleId"),
        ("DisableDiagnostics", "Disable-AciDiagnostics"),
        ("SearchLog", "Search-AciLog; source Detection"),
        ("Activity", "Get-AciActivity; source Activity"),
        ("Metrics", "Get-AciMetric"),
        ("AlertRules", "Get-AciAlertRule; rules on alert rules"),
        ("EnableAlertRule", "Enable-AciAlertRule, Disable-AciAlertRule"),
        ("EnablePolicy", "Enable-AciPolicy, Disable-AciPolicy"),
        ("EnablePolicyIdentity", "Enable-AciPolicy, Disable-AciPolicy, with policies that deploy"),
        ("ExportActivityLog", "Enable-AciSecurityMonitoring -Only ActivityLogExport"),
        ("MakeWorkspace", "Enable-AciSecurityMonitoring, step Workspace"),
        ("MonitoringCoverage", "Get-AciMonitoringCoverage"),
        ("SecurityContacts", "Rule ACI-ALR-007, source Defender"),
        ("DefenderPlan", "Get-AciDefenderPlan; source Defender"),
        ("SecurityAlert", "Get-AciSecurityAlert; source Alert"),
        ("SetSecurityAlert", "Set-AciSecurityAlert"),
        ("SecurityRecommendation", "Get-AciSecurityRecommendation; rule ACI-DEF-006, source Defender"),
        ("ImageVulnerability", "Get-AciImageVulnerability; source Vulnerability"),
        ("EnableDefenderPlan", "Enable-AciDefenderPlan"),
    ];
}
