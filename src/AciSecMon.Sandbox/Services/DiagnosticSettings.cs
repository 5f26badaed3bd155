using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;
using AciSecMon.Sandbox.Time;

namespace AciSecMon.Sandbox.Services;

/// <summary>
/// Microsoft.Insights/diagnosticSettings on a resource (azure-facts B.1, B.2): a PUT replaces the setting, a resource has at most five, storage and event hubs must be
/// in the region of the resource, no two settings of a resource carry one category to one sink, and writing a setting of a container group restarts it.
/// </summary>
internal sealed class DiagnosticSettings(ResourceStore store, SandboxClock clock)
{
    private const string Type = "Microsoft.Insights/diagnosticSettings";
    private const string CategoriesType = "Microsoft.Insights/diagnosticSettingsCategories";
    private const int Most = 5;

    private static readonly string[] Sinks = ["workspaceId", "storageAccountId", "eventHubAuthorizationRuleId", "serviceBusRuleId", "marketplacePartnerId"];
    private static readonly string[] LogCategories = ["ContainerInstanceLog", "ContainerEvent"];

    public static bool Knows(ResourcePath path) => path.Is(Type) || path.Is(CategoriesType);

    public Answer Respond(Call call, ResourcePath path)
    {
        JsonObject parent = store.Find(path.Scope) ?? throw Missing(path.Scope);
        if (path.Is(CategoriesType)) return Categories(call, path);
        string collection = path.IsCollection ? path.Full : path.Full[..path.Full.LastIndexOf('/')];
        if (path.IsCollection)
        {
            return call.Method == "GET"
                ? Answer.List(store.Directly(collection).Select(static one => one.DeepClone()))
                : throw RefusedException.Method(call.Method);
        }

        JsonObject? there = store.Find(path.Full);
        switch (call.Method)
        {
            case "GET":
                return there is null ? throw Missing(path.Full) : Answer.Ok(there.DeepClone());
            case "PUT":
                JsonObject made = Checked(call.Body(), path, parent);
                if (there is null && store.Directly(collection).Count() >= Most)
                    throw RefusedException.Bad($"The resource '{path.Scope}' has already {Most} diagnostic settings, the most that a resource can have.");
                CheckOthers(made, store.Directly(collection), parent);
                store.Put(path.Full, made);
                if (IsGroup(parent)) Restart(parent, path.Scope);
                return Answer.Ok(made.DeepClone());
            case "DELETE":
                return new Answer(store.Remove(path.Full) ? HttpStatusCode.OK : HttpStatusCode.NoContent);
            default:
                throw RefusedException.Method(call.Method);
        }
    }

    private void Restart(JsonObject group, string id)
    {
        GroupViews.Restart(group, clock.GetUtcNow());
        store.Put(id, group);
    }

    private JsonObject Checked(JsonObject body, ResourcePath path, JsonObject parent)
    {
        if (body["properties"] is not JsonObject given) throw RefusedException.Bad("The request has no properties.");
        JsonObject properties = given.DeepClone().AsObject();
        CheckSinks(properties, parent);
        CheckCategories(properties, parent);

        // The service writes every field, whatever was sent.
        foreach (string sink in (string[])["storageAccountId", "serviceBusRuleId", "workspaceId", "eventHubAuthorizationRuleId", "eventHubName", "marketplacePartnerId", "logAnalyticsDestinationType"])
            properties[sink] ??= null;
        properties["metrics"] ??= new JsonArray();
        properties["logs"] ??= new JsonArray();
        return new JsonObject { ["id"] = path.Full, ["type"] = Type, ["name"] = path.Name, ["location"] = null, ["kind"] = null, ["tags"] = null, ["properties"] = properties, ["identity"] = null };
    }

    private void CheckSinks(JsonObject properties, JsonObject parent)
    {
        var workspace = (string?)properties["workspaceId"];
        var storage = (string?)properties["storageAccountId"];
        var hub = (string?)properties["eventHubAuthorizationRuleId"];
        if (workspace is null && storage is null && hub is null && properties["marketplacePartnerId"] is null)
            throw RefusedException.Bad("At least one data sink needs to be specified.");

        if (workspace is not null && store.Find(workspace) is null) throw Missing(workspace);
        if (storage is not null) CheckRegion(storage, parent);
        if (hub is not null)
        {
            int end = hub.LastIndexOf("/authorizationRules/", StringComparison.OrdinalIgnoreCase);
            if (end < 0) throw RefusedException.Bad($"'{hub}' is not the id of an authorization rule.");
            CheckRegion(hub[..end], parent);
        }
    }

    private void CheckRegion(string sink, JsonObject parent)
    {
        JsonObject found = store.Find(sink) ?? throw Missing(sink);
        if (!string.Equals((string?)found["location"], (string?)parent["location"], StringComparison.OrdinalIgnoreCase))
        {
            throw RefusedException.Bad(
                $"Resources should be in the same region. Resource '{(string?)parent["id"]}' is in region '{(string?)parent["location"]}' and resource '{sink}' is in region '{(string?)found["location"]}'.");
        }

        if (((string?)found["sku"]?["name"])?.StartsWith("Premium", StringComparison.OrdinalIgnoreCase) == true && found["type"]!.ToString().EndsWith("storageAccounts", StringComparison.OrdinalIgnoreCase))
            throw RefusedException.Bad($"Storage account '{sink}' is of a premium kind, which diagnostic settings do not support.");
    }

    // The refusal is that in Azure/bicep-registry-modules issue 3407. The sink of an event hub is its authorization rule, whatever the hub, since refusals name the rule. That
    // a group of categories counts as those that it holds, and a category that is switched off not at all, is an assumption.
    private static void CheckOthers(JsonObject made, IEnumerable<JsonObject> standing, JsonObject parent)
    {
        JsonObject properties = made["properties"]!.AsObject();
        string[] flowing = [.. Flowing(properties, parent)];
        foreach (JsonObject other in standing.Where(other => !Same((string?)other["name"], (string)made["name"]!)))
        {
            JsonObject theirs = other["properties"]!.AsObject();
            string? sink = Sinks.Select(kind => (string?)properties[kind]).FirstOrDefault(id => id is not null && Sinks.Any(kind => Same((string?)theirs[kind], id)));
            string? category = sink is null ? null : Flowing(theirs, parent).FirstOrDefault(category => flowing.Contains(category, StringComparer.OrdinalIgnoreCase));
            if (category is null) continue;
            throw new RefusedException(
                HttpStatusCode.Conflict, "Conflict",
                $"Data sink '{sink}' is already used in diagnostic setting '{(string?)other["name"]}' for category '{category}'. Data sinks can't be reused in different settings on the same category for the same resource.");
        }
    }

    private static IEnumerable<string> Flowing(JsonObject properties, JsonObject parent)
    {
        foreach (JsonObject item in Rows(properties["logs"]).Concat(Rows(properties["metrics"])).Where(static item => item["enabled"] is JsonValue flag && flag.TryGetValue(out bool on) && on))
        {
            if ((string?)item["category"] is { } category) yield return category;
            else if (!IsGroup(parent)) yield return (string?)item["categoryGroup"] ?? "";
            else if (Same((string?)item["categoryGroup"], "allLogs")) foreach (string held in LogCategories) yield return held;
        }
    }

    private static void CheckCategories(JsonObject properties, JsonObject parent)
    {
        JsonObject[] logs = [.. Rows(properties["logs"])];
        JsonObject[] metrics = [.. Rows(properties["metrics"])];
        if (logs.Length + metrics.Length == 0) throw RefusedException.Bad("At least one log or metric category has to be given.");
        if (!IsGroup(parent)) return;
        foreach (JsonObject log in logs)
        {
            if ((string?)log["categoryGroup"] is { } many)
            {
                // Accepted though container groups have no category in it, so that such a setting collects nothing (azure-facts K.2).
                if (!Same(many, "allLogs") && !Same(many, "audit")) throw RefusedException.Bad($"Category group: '{many}' is not supported.");
            }
            else if (!LogCategories.Contains((string?)log["category"] ?? "", StringComparer.OrdinalIgnoreCase))
            {
                throw RefusedException.Bad($"Category '{(string?)log["category"]}' is not supported.");
            }
        }

        if (logs.Any(static log => log["categoryGroup"] is not null) && logs.Any(static log => log["category"] is not null))
            throw RefusedException.Bad("Categories and category groups cannot be mixed in one diagnostic setting.");
        foreach (JsonObject metric in metrics)
        {
            if (!Same((string?)metric["category"], "AllMetrics")) throw RefusedException.Bad($"Metric category '{(string?)metric["category"]}' is not supported.");
        }
    }

    private static Answer Categories(Call call, ResourcePath path)
    {
        if (call.Method != "GET" || !path.IsCollection) throw RefusedException.Method(call.Method);
        JsonObject Row(string name, string kind) => new()
        {
            ["id"] = path.Full + "/" + name,
            ["type"] = CategoriesType,
            ["name"] = name,
            ["properties"] = new JsonObject { ["categoryType"] = kind, ["categoryGroups"] = kind == "Logs" ? new JsonArray("allLogs") : new JsonArray() },
        };
        return Answer.List([.. LogCategories.Select(name => Row(name, "Logs")), Row("AllMetrics", "Metrics")]);
    }

    private static RefusedException Missing(string id) => new(HttpStatusCode.NotFound, "ResourceNotFound", $"The resource '{id}' was not found.");

    private static bool IsGroup(JsonObject resource) => Same(ResourceStore.TypeOf(resource), ContainerGroups.Type);

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<JsonObject> Rows(JsonNode? list) => (list as JsonArray)?.OfType<JsonObject>() ?? [];
}
