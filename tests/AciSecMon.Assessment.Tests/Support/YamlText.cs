using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AciSecMon.Assessment.Tests.Support;

/// <summary>Writes JSON as YAML in block style, as people and tools do.</summary>
internal static class YamlText
{
    public static string Of(JsonNode node)
    {
        var text = new StringBuilder();
        Write(text, node, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int indent)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } members:
                foreach ((string name, JsonNode? value) in members) WriteMember(text.Append(' ', indent).Append(Name(name)).Append(':'), value, indent);
                break;
            case JsonArray { Count: > 0 } items:
                foreach (JsonNode? item in items) WriteMember(text.Append(' ', indent).Append('-'), item, indent);
                break;
            default:
                text.Append(' ', indent).Append(Scalar(node)).Append('\n');
                break;
        }
    }

    private static void WriteMember(StringBuilder text, JsonNode? value, int indent)
    {
        if (value is JsonObject { Count: > 0 } or JsonArray { Count: > 0 })
        {
            text.Append('\n');
            Write(text, value, indent + 2);
        }
        else
        {
            text.Append(' ').Append(Scalar(value)).Append('\n');
        }
    }

    private static string Name(string name) => name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') ? name : JsonSerializer.Serialize(name);

    private static string Scalar(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject => "{}",
        JsonArray => "[]",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => Quoted(value.GetValue<string>()),
        _ => node.ToJsonString(),
    };

    private static string Quoted(string text)
    {
        bool isPlain = text.Length > 0 && text.All(static c => char.IsAsciiLetter(c) || c is '/' or '.') && char.IsAsciiLetter(text[0])
            && !bool.TryParse(text, out _) && text is not ("null" or "yes" or "no" or "on" or "off");
        return isPlain ? text : string.Create(CultureInfo.InvariantCulture, $"'{text.Replace("'", "''", StringComparison.Ordinal)}'");
    }
}
