namespace AciSecMon.Azure.Permissions;

/// <summary>Something that the module can do, with the actions that it needs.</summary>
/// <param name="Name">Name.</param>
/// <param name="Purpose">Cmdlets and sources that need it.</param>
/// <param name="Actions">Actions of Resource Manager.</param>
/// <param name="Note">What lies beside them; null for nothing.</param>
internal sealed record Capability(string Name, string Purpose, string[] Actions, string? Note = null);

/// <summary>What the module can do. Sources of the actions: azure-facts, B.1, C.1, D.3, F (operations of Container Instances), G and I.1.</summary>
internal static class Capabilities
{
    private const string OnDestination =
        "The actions on the destination are needed on the destination's own subscription. Where a setting that is there already is completed, those of its other destinations are needed too.";

    private static readonly string[] WriteSetting =
    [
        "Microsoft.ContainerInstance/containerGroups/read", "Microsoft.Insights/diagnosticSettings/read", "Microsoft.Insights/diagnosticSettings/write",
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Capability> All { get; } =
    [
        new(
            "Assess", "Get-AciContainerGroup, Get-AciSecurityFinding, Get-AciRisk: sources Configuration and Network",
            [
                "Microsoft.ContainerInstance/containerGroups/read", "Microsoft.ContainerInstance/containerGroupProfiles/read", "Microsoft.ContainerRegistry/registries/read",
                "Microsoft.KeyVault/vaults/read", "Microsoft.Network/virtualNetworks/read", "Microsoft.Resources/subscriptions/read", "Microsoft.Storage/storageAccounts/read",
            ]),
        new(
            "Access", "Get-AciSecurityFinding, Get-AciRisk: source Access",
            ["Microsoft.Authorization/roleAssignments/read", "Microsoft.Authorization/roleDefinitions/read"],
            "ACI-IDN-010 needs Directory.Read.All of Microsoft Graph in addition, which no role on a subscription gives."),
        new(
            "AccessReview", "Get-AciAccess; rules on access",
            [
                "Microsoft.Authorization/denyAssignments/read", "Microsoft.Authorization/roleAssignments/read", "Microsoft.Authorization/roleDefinitions/read",
                "Microsoft.ContainerInstance/containerGroups/read", "Microsoft.ManagedIdentity/userAssignedIdentities/read",
            ],
            "Names and members of groups need Directory.Read.All and GroupMember.Read.All of Microsoft Graph in addition; -IncludeUsage needs what Activity lists."),
        new("State", "Get-AciContainerGroup -IncludeState; source State", ["Microsoft.ContainerInstance/containerGroups/read"]),
        new("Keys", "Rules on customer-managed keys", ["Microsoft.KeyVault/vaults/keys/read"]),
        new("Locks", "Rules on locks", ["Microsoft.Authorization/locks/read"]),
        new(
            "Diagnostics", "Get-AciDiagnostics; source Diagnostics",
            [
                "Microsoft.ContainerInstance/containerGroups/read", "Microsoft.EventHub/namespaces/authorizationRules/read", "Microsoft.EventHub/namespaces/eventhubs/read",
                "Microsoft.EventHub/namespaces/networkRuleSets/read", "Microsoft.EventHub/namespaces/read",
                "Microsoft.Insights/diagnosticSettings/read", "Microsoft.OperationalInsights/workspaces/read", "Microsoft.Storage/storageAccounts/read",
            ]),
        new(
            "EnableDiagnosticsToWorkspace", "Enable-AciDiagnostics -WorkspaceId",
            [.. WriteSetting, "Microsoft.OperationalInsights/workspaces/read", "Microsoft.OperationalInsights/workspaces/sharedKeys/action"],
            OnDestination),
        new(
            "EnableDiagnosticsToStorage", "Enable-AciDiagnostics -StorageAccountId",
            [.. WriteSetting, "Microsoft.Storage/storageAccounts/listKeys/action", "Microsoft.Storage/storageAccounts/read"],
            OnDestination),
        new(
            "EnableDiagnosticsToEventHub", "Enable-AciDiagnostics -EventHubAuthorizationRuleId",
            [
                .. WriteSetting, "Microsoft.EventHub/namespaces/authorizationRules/listkeys/action", "Microsoft.EventHub/namespaces/authorizationRules/read",
                "Microsoft.EventHub/namespaces/eventhubs/read", "Microsoft.EventHub/namespaces/networkRuleSets/read", "Microsoft.EventHub/namespaces/read",
            ],
            OnDestination),
        new(
            "DisableDiagnostics", "Disable-AciDiagnostics",
            [.. WriteSetting, "Microsoft.Insights/diagnosticSettings/delete"],
            "A setting that others made is switched off by a write, for which the service can ask for the keys of its destination, as EnableDiagnosticsTo... lists them."),
        new(
            "SearchLog", "Search-AciLog; source Detection",
            [
                "Microsoft.ContainerInstance/containerGroups/read", "Microsoft.Insights/diagnosticSettings/read", "Microsoft.OperationalInsights/workspaces/query/*/read",
                "Microsoft.OperationalInsights/workspaces/query/read", "Microsoft.OperationalInsights/workspaces/read",
            ],
            "Workspaces of other subscriptions need the actions on workspaces there. With -Workspace and a GUID, the actions on query are enough."),
        new(
            "Activity", "Get-AciActivity; source Activity", ["Microsoft.ContainerInstance/containerGroups/read", "Microsoft.Insights/eventtypes/values/read"],
            "Names of applications and identities need Directory.Read.All of Microsoft Graph in addition; without it they go by their object ids."),
        new("Metrics", "Get-AciMetric", ["Microsoft.ContainerInstance/containerGroups/read", "Microsoft.Insights/metrics/read"]),
        new(
            "AlertRules", "Get-AciAlertRule; rules on alert rules and on the export of the activity log, source Diagnostics",
            [
                "Microsoft.Insights/actionGroups/read", "Microsoft.Insights/activityLogAlerts/read", "Microsoft.Insights/diagnosticSettings/read", "Microsoft.Insights/metricAlerts/read",
                "Microsoft.Insights/scheduledQueryRules/read",
            ],
            "-TestQuery needs SearchLog in addition."),
        new(
            "EnableAlertRule", "Enable-AciAlertRule, Disable-AciAlertRule",
            [
                "Microsoft.ContainerInstance/containerGroups/read", "Microsoft.Insights/actionGroups/read", "Microsoft.Insights/actionGroups/write", "Microsoft.Insights/activityLogAlerts/delete",
                "Microsoft.Insights/activityLogAlerts/read", "Microsoft.Insights/activityLogAlerts/write", "Microsoft.Insights/metricAlerts/delete", "Microsoft.Insights/metricAlerts/read",
                "Microsoft.Insights/metricAlerts/write", "Microsoft.Insights/scheduledQueryRules/delete", "Microsoft.Insights/scheduledQueryRules/read", "Microsoft.Insights/scheduledQueryRules/write",
                "Microsoft.OperationalInsights/workspaces/read",
            ]),
        new(
            "MonitoringCoverage", "Get-AciMonitoringCoverage",
            [
                "Microsoft.Authorization/policyAssignments/read", "Microsoft.Authorization/policySetDefinitions/read", "Microsoft.ContainerInstance/containerGroups/read",
                "Microsoft.Insights/actionGroups/read", "Microsoft.Insights/activityLogAlerts/read", "Microsoft.Insights/diagnosticSettings/read", "Microsoft.Insights/metricAlerts/read",
                "Microsoft.Insights/scheduledQueryRules/read", "Microsoft.OperationalInsights/workspaces/read",
                "Microsoft.Security/pricings/read",
            ],
            "Destinations of other kinds, and those of other subscriptions, need what Diagnostics lists, there. -IncludeHeartbeat needs SearchLog in addition."),
        new(
            "ExportActivityLog", "Enable-AciSecurityMonitoring, step ActivityLogExport",
            [
                "Microsoft.ContainerInstance/containerGroups/read", "Microsoft.Insights/diagnosticSettings/read", "Microsoft.Insights/diagnosticSettings/write",
                "Microsoft.OperationalInsights/workspaces/sharedKeys/action",
            ],
            "The other steps need MakeWorkspace, EnableDefenderPlan, EnableDiagnosticsToWorkspace, EnableAlertRule and EnablePolicy. The action on the workspace is needed on the workspace's own subscription."),
        new(
            "MakeWorkspace", "Enable-AciSecurityMonitoring, step Workspace",
            [
                "Microsoft.OperationalInsights/workspaces/read", "Microsoft.OperationalInsights/workspaces/write", "Microsoft.Resources/subscriptions/resourceGroups/read",
            ],
            "Only where the workspace is not there yet; on its resource group."),
        new(
            "EnablePolicy", "Enable-AciPolicy, Disable-AciPolicy; Enable-AciSecurityMonitoring, step Policy",
            [
                "Microsoft.Authorization/policyAssignments/delete", "Microsoft.Authorization/policyAssignments/read", "Microsoft.Authorization/policyAssignments/write",
                "Microsoft.Authorization/policyDefinitions/delete", "Microsoft.Authorization/policyDefinitions/read", "Microsoft.Authorization/policyDefinitions/write",
                "Microsoft.Authorization/policySetDefinitions/delete", "Microsoft.Authorization/policySetDefinitions/read", "Microsoft.Authorization/policySetDefinitions/write",
                "Microsoft.Resources/subscriptions/providers/read",
            ],
            "Policies that deploy or change resources need EnablePolicyIdentity in addition. At a management group the actions are needed there."),
        new(
            "EnablePolicyIdentity", "Enable-AciPolicy, Disable-AciPolicy, with policies that deploy or change resources",
            [
                "Microsoft.Authorization/roleAssignments/delete", "Microsoft.Authorization/roleAssignments/read", "Microsoft.Authorization/roleAssignments/write",
                "Microsoft.PolicyInsights/remediations/read", "Microsoft.PolicyInsights/remediations/write", "Microsoft.Resources/subscriptions/resourceGroups/read",
            ],
            "Who may give roles may give any role: keep it to few. The same is needed on a workspace or account outside of the assignment's scope."),
        new("SecurityContacts", "Rule ACI-ALR-007, source Defender", ["Microsoft.Security/securityContacts/read"]),
        new("DefenderPlan", "Get-AciDefenderPlan; source Defender", ["Microsoft.Security/pricings/read"]),
        new(
            "SecurityAlert", "Get-AciSecurityAlert; source Alert",
            ["Microsoft.ContainerInstance/containerGroups/read", "Microsoft.Security/alerts/read", "Microsoft.Security/alertsSuppressionRules/read", "Microsoft.Security/pricings/read"],
            "Alerts on registries, vaults and storage accounts of other subscriptions need the same there."),
        new(
            "SetSecurityAlert", "Set-AciSecurityAlert",
            [
                "Microsoft.Security/alerts/read", "Microsoft.Security/locations/alerts/activate/action", "Microsoft.Security/locations/alerts/dismiss/action",
                "Microsoft.Security/locations/alerts/inProgress/action", "Microsoft.Security/locations/alerts/resolve/action",
            ]),
        new(
            "SecurityRecommendation", "Get-AciSecurityRecommendation; rule ACI-DEF-006, source Defender",
            ["Microsoft.ContainerInstance/containerGroups/read", "Microsoft.Security/assessments/read", "Microsoft.Security/pricings/read"]),
        new(
            "ImageVulnerability", "Get-AciImageVulnerability; source Vulnerability",
            [
                "Microsoft.ContainerInstance/containerGroups/read", "Microsoft.ContainerRegistry/registries/pull/read", "Microsoft.ContainerRegistry/registries/read",
                "Microsoft.Security/assessments/read", "Microsoft.Security/pricings/read",
            ],
            "Registries of other subscriptions need the actions on registries and on Microsoft.Security there; a registry with repository permissions needs Container Registry Repository Reader, which has data actions. Access keys are not used."),
        new(
            "EnableDefenderPlan", "Enable-AciDefenderPlan", ["Microsoft.Security/pricings/read", "Microsoft.Security/pricings/write"],
            "Components that assign roles to an identity of the service need Owner in addition."),
    ];

    /// <summary>Those that patterns name; all where there are none.</summary>
    /// <exception cref="AciProblemException">A pattern names none.</exception>
    public static IReadOnlyList<Capability> Find(IReadOnlyList<string> patterns)
    {
        foreach (string pattern in patterns.Where(static p => !All.Any(c => Calls.Wildcards.Fits(c.Name, p))))
        {
            throw new AciProblemException(new AciProblem
            {
                Id = "AciCapabilityNotFound",
                Kind = AciProblemKind.InvalidArgument,
                Message = $"No capability matches '{pattern}'.",
                Target = pattern,
                Recommendation = $"There are {string.Join(", ", All.Select(static c => c.Name))}.",
            });
        }

        return patterns.Count == 0 ? All : [.. All.Where(c => patterns.Any(p => Calls.Wildcards.Fits(c.Name, p)))];
    }
}
