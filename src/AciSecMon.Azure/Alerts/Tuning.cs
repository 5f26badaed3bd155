using System.Text.Json.Nodes;
using AciSecMon.Assessment.Alerts;
using AciSecMon.Assessment.Detections;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Azure.Alerts;

/// <summary>
/// What people have set on a rule that is there: parameters of its detection, the threshold of its metric, and that it is switched off. A set-up that runs again leaves it as
/// it is. Pure.
/// </summary>
internal static class Tuning
{
    /// <summary>What is asked of a rule, with what people have set on it.</summary>
    /// <param name="there">The rule as it stands.</param>
    /// <param name="wanted">What is asked of it.</param>
    /// <param name="type">Resource type.</param>
    public static JsonObject Keep(Value there, JsonObject wanted, string type)
    {
        JsonObject kept = wanted.DeepClone().AsObject();
        JsonObject properties = kept["properties"]!.AsObject();
        if (there["properties"]["enabled"].AsBoolean() == false) properties["enabled"] = false;
        if (type == AlertTypes.LogSearch) KeepParameters(there, kept, properties);
        if (type == AlertTypes.Metric && there["properties"]["criteria"]["allOf"].Items is [var criterion, ..] && criterion["threshold"].AsReal() is { } threshold)
        {
            properties["criteria"]!["allOf"]![0]!["threshold"] = threshold;
            if (there["properties"]["description"].AsText() is { } description) properties["description"] = description;
        }

        return kept;
    }

    private static void KeepParameters(Value there, JsonObject kept, JsonObject properties)
    {
        if ((string?)kept["tags"]?[AlertRule.Tag] is not { } id || !DetectionCatalogue.ById.TryGetValue(id, out Detection? detection)) return;
        if (there["properties"]["criteria"]["allOf"].Items is not [var criterion, ..] || criterion["query"].AsText() is not { } query) return;
        string[] lines = ((string)properties["criteria"]!["allOf"]![0]!["query"]!).Split('\n');
        string[] written = query.ReplaceLineEndings("\n").Split('\n');
        foreach (DetectionParameter parameter in detection.Parameters)
        {
            string begin = $"let {parameter.Name} = ";
            int at = Array.FindIndex(lines, line => line.StartsWith(begin, StringComparison.Ordinal));
            if (at >= 0 && Array.Find(written, line => line.StartsWith(begin, StringComparison.Ordinal)) is { } set) lines[at] = set;
        }

        properties["criteria"]!["allOf"]![0]!["query"] = string.Join('\n', lines);
    }
}
