using AciSecMon.Sandbox.Services;

namespace AciSecMon.Sandbox.Graph;

/// <summary>
/// The tables, their columns, and what is a row of which (azure-facts I.1; policyresources as queries in MicrosoftDocs/azure-docs, governance/policy/samples/resource-graph-samples, use it).
/// </summary>
internal static class GraphRows
{
    /// <summary>Columns of every table.</summary>
    public static readonly string[] Columns =
    [
        "id", "name", "type", "tenantId", "kind", "location", "resourceGroup", "subscriptionId", "managedBy",
        "sku", "plan", "properties", "tags", "identity", "zones", "extendedLocation",
    ];

    /// <summary>The table that resources of a type are rows of; null for none.</summary>
    public static string? TableOf(string type) => type.ToLowerInvariant() switch
    {
        "microsoft.resources/subscriptions" or "microsoft.resources/resourcegroups" => "resourcecontainers",
        "microsoft.security/pricings" or "microsoft.security/locations/alerts" or "microsoft.security/assessments" or "microsoft.security/assessments/subassessments" => "securityresources",
        var other when other.StartsWith("microsoft.security/", StringComparison.Ordinal) => null,
        "microsoft.authorization/roleassignments" or "microsoft.authorization/roledefinitions" or "microsoft.authorization/denyassignments" => "authorizationresources",
        "microsoft.authorization/policyassignments" or "microsoft.authorization/policydefinitions" or "microsoft.authorization/policysetdefinitions" or "microsoft.authorization/policyexemptions"
            or "microsoft.policyinsights/policystates" => "policyresources",
        var other when other.StartsWith("microsoft.policyinsights/", StringComparison.Ordinal) => null,
        "microsoft.insights/diagnosticsettings" => null,
        "microsoft.containerregistry/registries/tags" => null,
        var other when other.StartsWith("microsoft.authorization/", StringComparison.Ordinal) => null,
        var other when DirectoryObjects.Has(other) => null,
        _ => "resources",
    };

    /// <summary>A type as rows spell it.</summary>
    public static string TypeOf(string type) =>
        type.Equals("Microsoft.Resources/resourceGroups", StringComparison.OrdinalIgnoreCase) ? "microsoft.resources/subscriptions/resourcegroups" : type.ToLowerInvariant();

    /// <summary>True for the names of tables that there are.</summary>
    public static bool IsTable(string name) => name is "resources" or "resourcecontainers" or "authorizationresources" or "securityresources" or "policyresources";
}
