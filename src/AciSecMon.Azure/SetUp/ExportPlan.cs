using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Diagnostics;

namespace AciSecMon.Azure.SetUp;

/// <summary>
/// What the settings of an activity log lack, and the one write that adds it. Pure. What all settings carry to the workspace together counts, since a category goes to a
/// destination by one setting only. Categories: learn.microsoft.com, azure/azure-monitor/platform/activity-log-schema, "Categories".
/// </summary>
/// <param name="Name">The setting to write.</param>
/// <param name="Before">The setting as it is; null where it is not there.</param>
/// <param name="Body">What to write.</param>
/// <param name="Lacking">Categories that are added.</param>
internal sealed record ExportPlan(string Name, Setting? Before, JsonObject Body, IReadOnlyList<string> Lacking)
{
    private const string AllLogs = "allLogs";

    /// <summary>What tells who did what to container groups: operations, alerts of Defender, and verdicts of policies.</summary>
    private static readonly string[] Wanted = ["Administrative", "Security", "Policy"];

    /// <summary>The plan; null where nothing is lacking.</summary>
    /// <param name="settings">The settings of the subscription.</param>
    /// <param name="workspaceId">Resource id of the workspace.</param>
    public static ExportPlan? Of(IReadOnlyList<Setting> settings, string workspaceId)
    {
        Setting[] there = [.. settings.Where(setting => GoesTo(setting.Properties, workspaceId))];
        string[] lacking = [.. Wanted.Where(category => !there.Any(setting => IsOn(setting.Properties, category)))];
        if (lacking.Length == 0) return null;

        // Only a setting of the module's own is completed, and only one that goes nowhere else.
        Setting? own = there.FirstOrDefault(static setting => SettingName.IsOwn(setting.Name) && setting is { SpeaksInGroups: false, IsWritable: true, Destinations.Count: 1 });
        var properties = own is null ? new JsonObject { ["workspaceId"] = workspaceId } : JsonText.TreeOf(own.Properties)!.AsObject();
        JsonArray logs = properties["logs"] as JsonArray ?? [];
        JsonArray made = [.. logs.OfType<JsonObject>().Where(log => !lacking.Contains((string?)log["category"], StringComparer.OrdinalIgnoreCase)).Select(static log => log.DeepClone())];
        foreach (string category in lacking) made.Add((JsonNode)new JsonObject { ["category"] = category, ["enabled"] = true });
        properties["logs"] = made;
        return new ExportPlan(own?.Name ?? FreeName(settings), own, new JsonObject { ["properties"] = properties }, lacking);
    }

    /// <summary>True where a setting that was read back carries what was added.</summary>
    public bool IsKept(Value now, string workspaceId) => GoesTo(now["properties"], workspaceId) && Lacking.All(category => IsOn(now["properties"], category));

    private static string FreeName(IReadOnlyList<Setting> settings)
    {
        for (int number = 1; ; number++)
        {
            string name = number == 1 ? SettingName.OwnPrefix : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{SettingName.OwnPrefix}-{number}");
            if (!settings.Any(setting => string.Equals(setting.Name, name, StringComparison.OrdinalIgnoreCase))) return name;
        }
    }

    private static bool GoesTo(Value properties, string workspaceId) => string.Equals(properties["workspaceId"].AsText()?.TrimEnd('/'), workspaceId.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private static bool IsOn(Value properties, string category) =>
        properties["logs"].Items.Any(log => log["enabled"].AsBoolean() == true && (log["category"].Is(category) || log["categoryGroup"].Is(AllLogs)));
}
