namespace AciSecMon.Azure.Calls;

/// <summary>
/// The api-version of each service, in one place. Each is per provider and never shared across providers. Source: azure-facts, section 0, which names the
/// specifications and SDK serializers that they were read from.
/// </summary>
internal static class ApiVersions
{
    /// <summary>Microsoft.ContainerInstance.</summary>
    public const string ContainerInstance = "2025-09-01";

    /// <summary>Microsoft.Insights/diagnosticSettings; never left preview.</summary>
    public const string DiagnosticSettings = "2021-05-01-preview";

    /// <summary>Microsoft.Security/pricings.</summary>
    public const string Pricings = "2024-01-01";

    /// <summary>Microsoft.ResourceGraph/resources.</summary>
    public const string ResourceGraph = "2024-04-01";

    /// <summary>Microsoft.Authorization roleAssignments and permissions.</summary>
    public const string Authorization = "2022-04-01";

    /// <summary>Microsoft.OperationalInsights workspaces. Source: azure-rest-api-specs, operationalinsights, readme (tag package-2023-09).</summary>
    public const string Workspaces = "2023-09-01";

    /// <summary>Microsoft.Storage storage accounts. Source: azure-rest-api-specs, storage, stable/2023-05-01.</summary>
    public const string StorageAccounts = "2023-05-01";

    /// <summary>Microsoft.EventHub namespaces, their hubs, rules and network rules. Source: azure-rest-api-specs, eventhub, stable/2024-01-01.</summary>
    public const string EventHubs = "2024-01-01";

    /// <summary>The list of subscriptions. Source: azure-rest-api-specs, resources, Microsoft.Resources/subscriptions, stable/2022-12-01.</summary>
    public const string Subscriptions = "2022-12-01";

    /// <summary>Microsoft.Authorization/locks. Source: azure-rest-api-specs, resources, Microsoft.Authorization/locks, stable/2020-05-01.</summary>
    public const string Locks = "2020-05-01";

    /// <summary>Microsoft.KeyVault vaults and their keys on the management plane. Source: azure-rest-api-specs, keyvault, stable/2023-07-01.</summary>
    public const string KeyVault = "2023-07-01";

    /// <summary>The services that are called, by the type in their paths, each with its version. Types below a type, such as the keys of vaults, go with it.</summary>
    public static IReadOnlyDictionary<string, string> ByService { get; } = new SortedDictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.Authorization/locks"] = Locks,
        ["Microsoft.Authorization/permissions"] = Authorization,
        ["Microsoft.Authorization/policyAssignments"] = Policy,
        ["Microsoft.Authorization/policyDefinitions"] = Policy,
        ["Microsoft.Authorization/policySetDefinitions"] = Policy,
        ["Microsoft.Authorization/roleAssignments"] = Authorization,
        ["Microsoft.Authorization/roleAssignmentScheduleInstances"] = Schedules,
        ["Microsoft.Authorization/roleEligibilityScheduleInstances"] = Schedules,
        ["Microsoft.ContainerInstance/containerGroups"] = ContainerInstance,
        ["Microsoft.EventHub/namespaces"] = EventHubs,
        ["Microsoft.Insights/actionGroups"] = ActionGroups,
        ["Microsoft.Insights/activityLogAlerts"] = ActivityLogAlerts,
        ["Microsoft.Insights/diagnosticSettings"] = DiagnosticSettings,
        ["Microsoft.Insights/eventtypes"] = ActivityLog,
        ["Microsoft.Insights/metricAlerts"] = MetricAlerts,
        ["Microsoft.Insights/metrics"] = Metrics,
        ["Microsoft.Insights/scheduledQueryRules"] = ScheduledQueryRules,
        ["Microsoft.KeyVault/vaults"] = KeyVault,
        ["Microsoft.OperationalInsights/workspaces"] = Workspaces,
        ["Microsoft.PolicyInsights/remediations"] = Remediations,
        ["Microsoft.ResourceGraph/resources"] = ResourceGraph,
        ["Microsoft.Resources/providers"] = Providers,
        ["Microsoft.Resources/subscriptions"] = Subscriptions,
        ["Microsoft.Security/alerts"] = SecurityAlerts,
        ["Microsoft.Security/alertsSuppressionRules"] = SuppressionRules,
        ["Microsoft.Security/assessments"] = Assessments,
        ["Microsoft.Security/locations/alerts"] = SecurityAlerts,
        ["Microsoft.Security/pricings"] = Pricings,
        ["Microsoft.Security/securityContacts"] = SecurityContacts,
        ["Microsoft.Storage/storageAccounts"] = StorageAccounts,
    };

    /// <summary>Microsoft.Insights/scheduledQueryRules.</summary>
    public const string ScheduledQueryRules = "2023-12-01";

    /// <summary>Microsoft.Insights/metricAlerts.</summary>
    public const string MetricAlerts = "2018-03-01";

    /// <summary>Microsoft.Insights/activityLogAlerts.</summary>
    public const string ActivityLogAlerts = "2020-10-01";

    /// <summary>Microsoft.Insights/actionGroups.</summary>
    public const string ActionGroups = "2023-01-01";

    /// <summary>Microsoft.Security/securityContacts. Source: learn.microsoft.com, azure/templates/microsoft.security/2023-12-01-preview/securitycontacts.</summary>
    public const string SecurityContacts = "2023-12-01-preview";

    /// <summary>Microsoft.Authorization schedules of roles, of Privileged Identity Management. Source: azure-facts-2, G.2.2.</summary>
    public const string Schedules = "2020-10-01";

    /// <summary>Microsoft.Insights/eventtypes, the activity log.</summary>
    public const string ActivityLog = "2015-04-01";

    /// <summary>Microsoft.Insights/metrics.</summary>
    public const string Metrics = "2024-02-01";

    /// <summary>Microsoft.Security/alerts, and those of a region.</summary>
    public const string SecurityAlerts = "2022-01-01";

    /// <summary>Microsoft.Security/assessments, where only whether they may be read is asked; what they say comes from the index.</summary>
    public const string Assessments = "2021-06-01";

    /// <summary>Microsoft.Authorization policyAssignments, policyDefinitions and policySetDefinitions.</summary>
    public const string Policy = "2025-03-01";

    /// <summary>Microsoft.PolicyInsights/remediations.</summary>
    public const string Remediations = "2024-10-01";

    /// <summary>A resource provider with its aliases. Source: azure-rest-api-specs, resources, Microsoft.Resources/resources, stable/2021-04-01, Providers_Get.</summary>
    public const string Providers = "2021-04-01";

    /// <summary>Microsoft.Security/alertsSuppressionRules; never left preview.</summary>
    public const string SuppressionRules = "2019-01-01-preview";
}
