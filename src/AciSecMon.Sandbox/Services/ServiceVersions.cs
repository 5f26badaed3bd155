using System.Net;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Services;

/// <summary>
/// The api-versions of each service. A version is that of one service: sent to another, the request is refused as Resource Manager refuses it (azure-facts, sections 0 and
/// I.4). Versions of azure-facts, section 0, and for services that it does not name of the folders stable and preview in azure-rest-api-specs.
/// </summary>
internal static class ServiceVersions
{
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.ContainerInstance"] = ["2025-09-01", "2023-05-01", "2024-05-01-preview", "2024-09-01-preview", "2024-10-01-preview", "2024-11-01-preview", "2026-06-01-preview"],
        ["Microsoft.Insights/diagnosticSettings"] = ["2021-05-01-preview", "2017-05-01-preview"],
        ["Microsoft.Insights/diagnosticSettingsCategories"] = ["2021-05-01-preview", "2017-05-01-preview"],
        ["Microsoft.Insights/scheduledQueryRules"] = ["2023-12-01", "2022-06-15", "2025-01-01-preview"],
        ["Microsoft.Insights/eventtypes"] = ["2015-04-01"],
        ["Microsoft.Insights/metrics"] = ["2024-02-01", "2023-10-01", "2018-01-01"],
        ["Microsoft.Insights/metricAlerts"] = ["2018-03-01", "2024-03-01-preview"],
        ["Microsoft.Insights/activityLogAlerts"] = ["2020-10-01", "2023-01-01-preview"],
        ["Microsoft.Insights/actionGroups"] = ["2023-01-01", "2024-10-01-preview"],
        ["Microsoft.Security/securityContacts"] = ["2023-12-01-preview", "2020-01-01-preview"],
        ["Microsoft.Security/alerts"] = ["2022-01-01", "2021-11-01", "2021-01-01"],
        ["Microsoft.Security/locations/alerts"] = ["2022-01-01", "2021-11-01", "2021-01-01"],
        ["Microsoft.Security/assessments"] = ["2025-05-04", "2021-06-01", "2020-01-01"],
        ["Microsoft.Security/alertsSuppressionRules"] = ["2019-01-01-preview"],
        ["Microsoft.Security/pricings"] = ["2024-01-01", "2023-01-01", "2022-03-01"],
        ["Microsoft.ResourceGraph/resources"] = ["2024-04-01", "2022-10-01", "2021-03-01"],
        ["Microsoft.Authorization/locks"] = ["2020-05-01", "2016-09-01"],
        ["Microsoft.Authorization/roleAssignments"] = ["2022-04-01"],
        ["Microsoft.Authorization/denyAssignments"] = ["2022-04-01"],
        ["Microsoft.Authorization/roleEligibilityScheduleInstances"] = ["2020-10-01"],
        ["Microsoft.Authorization/roleAssignmentScheduleInstances"] = ["2020-10-01"],
        ["Microsoft.Authorization/roleDefinitions"] = ["2022-04-01"],
        ["Microsoft.Authorization/policyAssignments"] = ["2025-03-01", "2023-04-01", "2022-06-01"],
        ["Microsoft.Authorization/policyDefinitions"] = ["2025-03-01", "2023-04-01"],
        ["Microsoft.Authorization/policySetDefinitions"] = ["2025-03-01", "2023-04-01"],
        ["Microsoft.Authorization/policyExemptions"] = ["2022-07-01-preview"],
        ["Microsoft.PolicyInsights/policyStates"] = ["2024-10-01", "2019-10-01"],
        ["Microsoft.PolicyInsights/remediations"] = ["2024-10-01", "2021-10-01"],
        ["Microsoft.Authorization/permissions"] = ["2022-04-01", "2018-07-01", "2015-07-01"],
        ["Microsoft.OperationalInsights/workspaces"] = ["2023-09-01", "2022-10-01", "2021-06-01"],
        ["Microsoft.Storage/storageAccounts"] = ["2024-01-01", "2023-05-01", "2023-01-01"],
        ["Microsoft.EventHub/namespaces"] = ["2024-01-01", "2021-11-01", "2017-04-01"],
        ["Microsoft.KeyVault/vaults"] = ["2023-07-01", "2022-07-01"],
        ["Microsoft.Network"] = ["2024-05-01", "2024-03-01", "2023-11-01"],
    };

    /// <summary>Refuses a version that the service of a path does not have. What is not known here takes any.</summary>
    public static void Demand(ResourcePath path, string version)
    {
        if (VersionsOf(path.Type) is not { } versions || versions.Contains(version, StringComparer.OrdinalIgnoreCase)) return;
        string type = path.Type[(path.Type.IndexOf('/', StringComparison.Ordinal) + 1)..];
        throw new RefusedException(
            HttpStatusCode.BadRequest, "NoRegisteredProviderFound",
            $"No registered resource provider found for location '' and API version '{version}' for type '{type}'. The supported api-versions are '{string.Join(", ", versions)}'.");
    }

    // A provider alone is a resource of Resource Manager.
    private static readonly string[] Providers = ["2021-04-01", "2022-12-01"];

    private static string[]? VersionsOf(string type)
    {
        if (type.Length > 0 && !type.Contains('/', StringComparison.Ordinal)) return Providers;
        for (string part = type; part.Length > 0; part = part[..Math.Max(part.LastIndexOf('/'), 0)])
        {
            if (Known.TryGetValue(part, out string[]? versions)) return versions;
        }

        return null;
    }
}
