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

    /// <summary>Microsoft.Authorization roleAssignments, roleDefinitions, permissions.</summary>
    public const string Authorization = "2022-04-01";

    /// <summary>Microsoft.Network.</summary>
    public const string Network = "2024-05-01";
}
