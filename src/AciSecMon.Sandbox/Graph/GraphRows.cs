using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Services;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Graph;

/// <summary>The rows of the tables, made from the estate: types in small letters, no instance view (azure-facts I.1).</summary>
internal static class GraphRows
{
    /// <summary>Columns of every table.</summary>
    public static readonly string[] Columns =
    [
        "id", "name", "type", "tenantId", "kind", "location", "resourceGroup", "subscriptionId", "managedBy",
        "sku", "plan", "properties", "tags", "identity", "zones", "extendedLocation",
    ];

    /// <summary>The table that a resource is a row of; null for none.</summary>
    public static string? TableOf(JsonObject resource) => ResourceStore.TypeOf(resource).ToLowerInvariant() switch
    {
        "microsoft.resources/subscriptions" or "microsoft.resources/resourcegroups" => "resourcecontainers",
        "microsoft.authorization/roleassignments" or "microsoft.authorization/roledefinitions" => "authorizationresources",
        "microsoft.security/pricings" => "securityresources",
        "microsoft.insights/diagnosticsettings" => null,
        var other when other.StartsWith("microsoft.authorization/", StringComparison.Ordinal) => null,
        var other when DirectoryObjects.Has(other) => null,
        _ => "resources",
    };

    /// <summary>True for the names of tables that there are.</summary>
    public static bool IsTable(string name) => name is "resources" or "resourcecontainers" or "authorizationresources" or "securityresources";

    /// <summary>A resource as a row.</summary>
    public static JsonObject Of(string id, JsonObject resource, string tenantId)
    {
        ResourcePath path = ResourcePath.Of(id);
        string type = ResourceStore.TypeOf(resource);
        bool isGroup = string.Equals(type, ContainerGroups.Type, StringComparison.OrdinalIgnoreCase);
        JsonObject shown = isGroup ? GroupViews.WithoutInstanceView(resource) : resource;
        return new JsonObject
        {
            ["id"] = (string?)resource["id"] ?? id,
            ["name"] = (string?)resource["name"] ?? path.Name,
            ["type"] = type.Equals("Microsoft.Resources/resourceGroups", StringComparison.OrdinalIgnoreCase)
                ? "microsoft.resources/subscriptions/resourcegroups"
                : type.ToLowerInvariant(),
            ["tenantId"] = tenantId,
            ["kind"] = (string?)shown["kind"] ?? "",
            ["location"] = (string?)shown["location"] ?? "",
            ["resourceGroup"] = path.ResourceGroup.ToLowerInvariant(),
            ["subscriptionId"] = path.SubscriptionId,
            ["managedBy"] = (string?)shown["managedBy"] ?? "",
            ["sku"] = shown["sku"]?.DeepClone(),
            ["plan"] = null,
            ["properties"] = shown["properties"]?.DeepClone(),
            ["tags"] = shown["tags"]?.DeepClone(),
            ["identity"] = shown["identity"]?.DeepClone(),
            ["zones"] = shown["zones"]?.DeepClone(),
            ["extendedLocation"] = null,
        };
    }
}
