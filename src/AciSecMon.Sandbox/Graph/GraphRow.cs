using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Services;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Graph;

/// <summary>A resource as a row: type in small letters, no instance view (azure-facts I.1). A column is made when it is asked for.</summary>
internal sealed class GraphRow(StoredResource resource, string tenantId)
{
    private readonly string id = resource.Id;
    private ResourcePath? path;
    private JsonObject? shown;

    /// <summary>The value of a column; null where the row has none.</summary>
    public JsonNode? this[string column] => column switch
    {
        "id" => id,
        "name" => Path.Name,
        "type" => GraphRows.TypeOf(resource.Type),
        "tenantId" => tenantId,
        "resourceGroup" => Path.ResourceGroup.ToLowerInvariant(),
        "subscriptionId" => Path.SubscriptionId,
        "kind" or "location" or "managedBy" => (string?)Shown[column] ?? "",
        "properties" when string.Equals(resource.Type, Subscriptions.SubscriptionType, StringComparison.OrdinalIgnoreCase) => Subscriptions.RowProperties(Shown),
        "sku" or "properties" or "tags" or "identity" or "zones" => Shown[column],
        _ => null,
    };

    /// <summary>Takes the value of a column out of the row.</summary>
    public JsonNode? Take(string column)
    {
        JsonNode? value = this[column];
        if (value?.Parent is not null) Shown.Remove(column);
        return value;
    }

    private ResourcePath Path => path ??= ResourcePath.Of(id);

    private JsonObject Shown => shown ??= Make();

    private JsonObject Make()
    {
        JsonObject copy = resource.Copy();
        if (string.Equals(resource.Type, ContainerGroups.Type, StringComparison.OrdinalIgnoreCase)) GroupViews.StripInstanceView(copy);
        return copy;
    }
}
