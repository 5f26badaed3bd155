using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Azure.Changes;

namespace AciSecMon.Azure.Policies;

/// <summary>
/// Hides the values of parameters that are secrets by their names, such as workspaceKey of the definition 21c469fa, which Azure keeps in clear (azure-facts, D.1), from whoever looks at a
/// request or at a state.
/// </summary>
internal static class SecretParameters
{
    /// <summary>The names of parameters of an assignment whose values are secrets.</summary>
    public static IReadOnlyList<string> NamesIn(JsonNode? parameters) =>
        [.. (parameters as JsonObject)?.Select(static one => one.Key).Where(static name => SecretNames.Classify(name).Strength != SecretNameStrength.None) ?? []];

    /// <summary>An assignment as it may be shown.</summary>
    public static JsonNode Hidden(JsonNode assignment)
    {
        JsonNode shown = assignment.DeepClone();
        if (shown is not JsonObject whole || JsonText.Property(whole, "properties") is not JsonObject properties || JsonText.Property(properties, "parameters") is not JsonObject parameters) return shown;
        foreach (string name in NamesIn(parameters))
        {
            if (parameters[name] is JsonObject holder && holder["value"] is { } value) holder["value"] = $"(hidden: a text of {LengthClass.Of(value is JsonValue text && text.TryGetValue(out string? secret) ? secret : value.ToJsonString())} characters)";
        }

        return shown;
    }

    /// <summary>An assignment as it was read, as it may be shown.</summary>
    public static string? Hidden(Value assignment) => JsonText.TreeOf(assignment) is { } tree ? JsonText.Indented(Hidden(tree)) : null;

    /// <summary>The text of an assignment as it may be shown.</summary>
    public static string? Hidden(string? json) => json is null ? null : JsonText.Indented(Hidden(JsonNode.Parse(json)!));
}
