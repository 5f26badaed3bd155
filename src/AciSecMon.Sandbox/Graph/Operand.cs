using System.Text.Json;
using System.Text.Json.Nodes;

namespace AciSecMon.Sandbox.Graph;

/// <summary>A column, or a value within one.</summary>
/// <param name="Column">The column.</param>
/// <param name="Steps">Names of the way below it.</param>
internal sealed record Operand(string Column, IReadOnlyList<string> Steps)
{
    /// <summary>The value of a row; null where it has none.</summary>
    public JsonNode? Of(GraphRow row)
    {
        JsonNode? value = row[Column];
        foreach (string step in Steps)
        {
            // Names below a column are case-sensitive, as the service's own are; tags among them.
            value = value switch
            {
                JsonObject named => named[step],
                JsonArray list when int.TryParse(step, out int at) && at < list.Count => list[at],
                _ => null,
            };
        }

        return value;
    }

    /// <summary>The value as a text; empty where there is none.</summary>
    public string TextOf(GraphRow row) => Of(row) switch
    {
        null => "",
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonNode other => other.ToJsonString(JsonSerializerOptions.Default),
    };
}
