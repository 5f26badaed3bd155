using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Store;
using AciSecMon.Sandbox.Wire;

namespace AciSecMon.Sandbox.Services;

/// <summary>Diagnostic settings of container groups, with the rules of the service (azure-facts, B.1 and B.2). Writing one restarts the group.</summary>
internal sealed class DiagnosticSettingsService(ResourceStore store)
{
    /// <summary>The type.</summary>
    public const string Type = "Microsoft.Insights/diagnosticSettings";

    private const int MostSettings = 5;
    private static readonly string[] LogCategories = ["ContainerInstanceLog", "ContainerEvent"];

    /// <summary>Writes a setting.</summary>
    public Answer Put(string scope, string id, JsonNode? body)
    {
        if (store.Find(scope) is not { } group) return Answer.NotFound(scope);
        if (body?["properties"] is not JsonObject properties) return Answer.Error(400, "BadRequest", "The properties are missing.");
        if (store.Find(id) is null && store.List(scope, Type).Count >= MostSettings) return Answer.Error(409, "Conflict", $"The limit of {MostSettings} diagnostic settings was reached.");
        foreach (JsonNode? log in properties["logs"] as JsonArray ?? [])
        {
            string? category = (string?)log?["category"];
            if (category is not null && !LogCategories.Contains(category, StringComparer.OrdinalIgnoreCase)) return Answer.Error(400, "BadRequest", $"Category '{category}' is not supported.");
        }

        if ((string?)properties["storageAccountId"] is { } storage && WrongRegion(storage, group)) return Answer.Error(400, "BadRequest", $"The storage account '{storage}' is not in the region of the resource.");
        if ((string?)properties["workspaceId"] is null && (string?)properties["storageAccountId"] is null && (string?)properties["eventHubAuthorizationRuleId"] is null) return Answer.Error(400, "BadRequest", "At least one data sink needs to be specified.");
        if ((string?)properties["workspaceId"] is { } workspace && store.Find(workspace) is null) return Answer.Error(404, "ResourceNotFound", $"The workspace '{workspace}' was not found.");
        var setting = new JsonObject { ["id"] = id, ["type"] = Type, ["name"] = Ids.NameOf(id), ["location"] = null, ["properties"] = properties.DeepClone() };
        store.Put(setting);
        ContainerGroupView.Restart(group);
        store.Put(group);
        return Answer.Ok(setting);
    }

    private bool WrongRegion(string storage, JsonObject group) =>
        store.Find(storage) is { } account && !string.Equals((string?)account["location"], (string?)group["location"], StringComparison.OrdinalIgnoreCase);
}
