using System.Text.Json.Nodes;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>Makes the body of a write: of nothing, or of what a setting already has, since a PUT replaces the whole of it (azure-facts, B.1).</summary>
internal static class SettingBody
{
    /// <summary>A new setting.</summary>
    public static JsonObject New(IEnumerable<Destination> destinations, IReadOnlyCollection<string> categories) =>
        new() { ["properties"] = Complete([], destinations, categories) };

    /// <summary>The setting with these categories on and with these destinations beside its own; null where what it has is not wholly known.</summary>
    public static JsonObject? Merge(Setting setting, IEnumerable<Destination> destinations, IReadOnlyCollection<string> categories) =>
        PropertiesOf(setting) is { } properties ? new JsonObject { ["properties"] = Complete(properties, destinations.Where(more => !setting.Destinations.Contains(more)), categories) } : null;

    /// <summary>The setting with everything in it off; null where what it has is not wholly known.</summary>
    public static JsonObject? Off(Setting setting)
    {
        if (PropertiesOf(setting) is not { } properties) return null;
        foreach (JsonObject item in ListOf(properties, "logs").Concat(ListOf(properties, "metrics")).OfType<JsonObject>()) JsonText.Set(item, "enabled", false);
        return new JsonObject { ["properties"] = properties };
    }

    private static JsonObject Complete(JsonObject properties, IEnumerable<Destination> destinations, IReadOnlyCollection<string> categories)
    {
        foreach (Destination destination in destinations)
        {
            switch (destination.Kind)
            {
                case DestinationKind.Workspace: JsonText.Set(properties, "workspaceId", destination.Id); break;
                case DestinationKind.StorageAccount: JsonText.Set(properties, "storageAccountId", destination.Id); break;
                default:
                    JsonText.Set(properties, "eventHubAuthorizationRuleId", destination.Id);
                    if (destination.Hub is not null) JsonText.Set(properties, "eventHubName", destination.Hub);
                    break;
            }
        }

        JsonArray logs = ListOf(properties, "logs");
        string[] wanted = [.. categories.Where(static category => category is Categories.Log or Categories.Event)];
        // Categories and category groups are not to be mixed in one setting, so that one that speaks in groups is completed in groups.
        if (!logs.OfType<JsonObject>().Any(static item => Text(item, "categoryGroup") is not null))
        {
            foreach (string category in wanted) SwitchOn(logs, "category", category);
        }
        else if (wanted.Length > 0)
        {
            SwitchOn(logs, "categoryGroup", Categories.AllLogs);
        }

        JsonArray metrics = ListOf(properties, "metrics");
        if (categories.Contains(Categories.Metrics)) SwitchOn(metrics, "category", Categories.Metrics);
        return properties;
    }

    private static void SwitchOn(JsonArray items, string property, string name)
    {
        foreach (JsonObject item in items.OfType<JsonObject>())
        {
            if (!string.Equals(Text(item, property), name, StringComparison.OrdinalIgnoreCase)) continue;
            JsonText.Set(item, "enabled", true);
            return;
        }

        items.Add(new JsonObject { [property] = name, ["enabled"] = true });
    }

    private static JsonObject? PropertiesOf(Setting setting)
    {
        if (JsonText.TreeOf(setting.Properties) is not JsonObject properties) return null;
        // Retention by a setting is retired and is refused when it is written again; a policy of no days means the same as none.
        foreach (JsonObject item in ListOf(properties, "logs").Concat(ListOf(properties, "metrics")).OfType<JsonObject>())
        {
            string? key = item.Select(static pair => pair.Key).FirstOrDefault(static key => string.Equals(key, "retentionPolicy", StringComparison.OrdinalIgnoreCase));
            if (key is not null) item.Remove(key);
        }

        return properties;
    }

    private static JsonArray ListOf(JsonObject properties, string name)
    {
        if (JsonText.Property(properties, name) is JsonArray list) return list;
        var made = new JsonArray();
        JsonText.Set(properties, name, made);
        return made;
    }

    private static string? Text(JsonObject item, string property) => JsonText.Property(item, property) is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
