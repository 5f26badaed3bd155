namespace AciSecMon.Assessment.Policy;

/// <summary>
/// The definitions that Microsoft built in for container groups, with what has to be known before they are assigned. Their text comes from Azure or from a file. Source:
/// Azure/azure-policy, built-in-policies/policyDefinitions (azure-facts, D.1: all eight of the public cloud).
/// </summary>
internal static class BuiltInPolicies
{
    private const string Restarts = "Remediation writes diagnostic settings, and each restarts its container group.";
    private const string AuditGroup = "Its default categoryGroup, audit, holds nothing of container groups: the policy then deploys a setting that logs nothing, and calls it compliant. Pass allLogs.";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<AciPolicyDefinition> All { get; } =
    [
        Of("0aa61e00-0a01-4a3c-9945-e93cffedf0e6", "Azure Container Instance container group should use customer-managed key for encryption", "Indexed", ["Audit", "Deny", "Disabled"], [], "ACI-DAT-001", []),
        Of(
            "8af8f826-edcb-4178-b35f-851ea6fea615", "Azure Container Instance container group should deploy into a virtual network", "Indexed", ["Audit", "Deny", "Disabled"], [], "ACI-NET-002",
            ["Any group with a private address passes.", "The verdict depends on the api-version of the request: up to 2021-03-01 a network profile is asked for, later a subnet."]),
        Of(
            "41ebf9df-66cb-48e9-a8d0-98afb4e150ce", "Configure diagnostic settings for container groups to Log Analytics workspace", "All", ["DeployIfNotExists", "AuditIfNotExists", "Disabled"],
            ["profileName (containerInstanceDiagnosticsLogsToWorkspace)", "logAnalytics", "logsEnabled (true)"], "ACI-LOG-001", [Restarts, "It sends no metrics."]),
        Of(
            "21c469fa-a887-4363-88a9-60bfd6911a15", "Configure diagnostics for container group to log analytics workspace", "All", ["Append", "Disabled"], ["workspaceId", "workspaceKey"], "ACI-LOG-006",
            ["The key of the workspace stands in clear in the parameters of the assignment, for everybody who may read it.", "It changes nothing that is there already."]),
        Of(
            "85779c9a-7fdf-4294-937c-ded183166fa8", "Enable logging by category group for Container instances to Log Analytics", "Indexed", ["DeployIfNotExists", "AuditIfNotExists", "Disabled"],
            ["diagnosticSettingName (setByPolicy-LogAnalytics)", "categoryGroup (audit)", "resourceLocationList ([\"*\"])", "logAnalytics"], "ACI-LOG-001", [AuditGroup, Restarts]),
        Of(
            "60ad0a9f-f760-45ff-ab94-4c64d7439f18", "Enable logging by category group for Container instances to Event Hub", "Indexed", ["DeployIfNotExists", "AuditIfNotExists", "Disabled"],
            ["diagnosticSettingName (setByPolicy-EventHub)", "categoryGroup (audit)", "resourceLocation", "eventHubAuthorizationRuleId", "eventHubName (Monitoring)"], "ACI-LOG-001", [AuditGroup, Restarts]),
        Of(
            "c600af08-49ff-4f7a-b5c9-0686749387b7", "Enable logging by category group for Container instances to Storage", "Indexed", ["DeployIfNotExists", "AuditIfNotExists", "Disabled"],
            ["diagnosticSettingName (setByPolicy-Storage)", "categoryGroup (audit)", "resourceLocation", "storageAccount"], "ACI-LOG-001", [AuditGroup, Restarts]),
        Of("f58e8c0a-3c79-431a-abf8-cd1b895478e8", "[Preview]: Container Instances should be Zone Aligned", "Indexed", ["Audit", "Deny", "Disabled"], [], "ACI-GOV-007", ["It wants exactly one zone."]),
    ];

    /// <summary>True for the name of one of them.</summary>
    public static bool IsKnown(string name) => All.Any(one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));

    private static AciPolicyDefinition Of(string name, string title, string mode, string[] effects, string[] parameters, string rule, string[] traps) => new()
    {
        Name = name,
        DisplayName = title,
        Description = title,
        Origin = AciPolicyOrigin.BuiltIn,
        Mode = mode,
        Effect = effects,
        Parameter = parameters,
        RuleId = rule,
        Trap = traps,
        ResourceId = $"/providers/Microsoft.Authorization/policyDefinitions/{name}",
    };
}
