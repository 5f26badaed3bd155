using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Azure.Changes;

/// <summary>JSON as people are shown it, and as requests are made of it.</summary>
internal static class JsonText
{
    // The text goes to a person or to a file, never into a page.
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The tree, indented.</summary>
    public static string Indented(JsonNode node) => node.ToJsonString(Readable);

    /// <summary>An answer of the service, indented; null where it cannot be written whole.</summary>
    public static string? Indented(Value value) => TreeOf(value) is { } tree ? Indented(tree) : null;

    /// <summary>An answer of the service as a tree to merge into; null where a part of it is not known.</summary>
    public static JsonNode? TreeOf(Value value) => ValueWriter.TryWrite(value, out string? text) ? JsonNode.Parse(text) : null;

    /// <summary>An object's property by its name, ignoring case, as the service does.</summary>
    public static JsonNode? Property(JsonObject parent, string name)
    {
        foreach ((string key, JsonNode? value) in parent)
        {
            if (string.Equals(key, name, StringComparison.OrdinalIgnoreCase)) return value;
        }

        return null;
    }

    /// <summary>Sets an object's property, whatever the case in which it stands there.</summary>
    public static void Set(JsonObject parent, string name, JsonNode? value)
    {
        string? key = null;
        foreach ((string standing, _) in parent)
        {
            if (string.Equals(standing, name, StringComparison.OrdinalIgnoreCase)) key = standing;
        }

        parent[key ?? name] = value;
    }
}
