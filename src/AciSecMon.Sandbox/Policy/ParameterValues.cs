using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Http;

namespace AciSecMon.Sandbox.Policy;

/// <summary>
/// Checks the values that an assignment, or an initiative for a member, gives to parameters. Code and words of the parameter that is not defined: Azure/terraform-azurerm-caf-enterprise-scale
/// pull request 282 and gettek/terraform-azurerm-policy-as-code issue 47; of the value that is not allowed: Azure/terraform-azurerm-caf-enterprise-scale issue 1313. That allowed values are
/// compared by case: azure-facts-2, D.4.6. Those of a parameter that is missing or of the wrong type are an assumption.
/// </summary>
internal static class ParameterValues
{
    /// <summary>Types of parameters (azure-facts-2, D.4.6).</summary>
    public static readonly string[] Types = ["String", "Array", "Object", "Boolean", "Integer", "Float", "DateTime"];

    /// <summary>True for a type that a parameter may have.</summary>
    public static bool IsType(string? type) => Types.Contains(type, StringComparer.OrdinalIgnoreCase);

    /// <summary>Refuses values that a definition does not take.</summary>
    /// <param name="given">Values by name, each as <c>{ value }</c>.</param>
    /// <param name="definition">Definition or initiative.</param>
    /// <param name="who">Who gives them, as the beginning of the sentence on parameters that are not defined.</param>
    /// <param name="mayBeExpressions">True where a value may be an expression, which is not looked at.</param>
    public static void Check(JsonObject given, JsonObject definition, string who, bool mayBeExpressions)
    {
        string called = (string)definition["name"]!;
        JsonObject parameters = definition["properties"]?["parameters"] as JsonObject ?? [];
        string[] undefined = [.. given.Select(static pair => pair.Key).Where(name => Find(parameters, name) is null)];
        if (undefined.Length > 0) throw Refused("UndefinedPolicyParameter", $"{who} '{string.Join(',', undefined)}' which are not defined in the policy definition '{called}'.");

        string[] missing = [.. parameters.Where(pair => pair.Value?["defaultValue"] is null && Find(given, pair.Key)?["value"] is null).Select(static pair => pair.Key)];
        if (missing.Length > 0) throw Refused("MissingPolicyParameter", $"{who.Split(" has the ")[0].Split(" is attempting")[0]} is missing the parameter(s) '{string.Join(',', missing)}' as defined in the policy definition '{called}'.");

        foreach ((string name, JsonNode? holder) in given)
        {
            JsonObject parameter = Find(parameters, name)!;
            if (holder is not JsonObject || holder["value"] is not { } value) throw Refused("InvalidRequestContent", $"The request content was invalid: the parameter '{name}' has no value.");
            if (mayBeExpressions && value is JsonValue text && text.TryGetValue(out string? written) && written.StartsWith('[')) continue;
            if (!Fits(value, (string)parameter["type"]!)) throw Refused("InvalidPolicyParameters", $"The value of the parameter '{name}' of the policy definition '{called}' is not of the type '{(string)parameter["type"]!}'.");
            if (parameter["allowedValues"] is JsonArray allowed && !Allowed(value, allowed))
                throw Refused("PolicyParameterValueNotAllowed", $"The value '{TextOf(value)}' is not allowed for policy parameter '{name}' in policy definition '{called}'. The allowed values are '{string.Join(", ", allowed.Select(static one => TextOf(one!)))}'.");
        }
    }

    /// <summary>The value that a parameter has: the one given, or its default.</summary>
    public static JsonNode? ValueOf(string name, JsonObject given, JsonObject definition) =>
        Find(given, name)?["value"] ?? Find(definition["properties"]?["parameters"] as JsonObject ?? [], name)?["defaultValue"];

    private static bool Allowed(JsonNode value, JsonArray allowed) =>
        (value is JsonArray list ? list.ToArray() : [value]).All(one => allowed.Any(other => JsonNode.DeepEquals(one, other)));

    private static bool Fits(JsonNode value, string type) => type.ToUpperInvariant() switch
    {
        "ARRAY" => value is JsonArray,
        "OBJECT" => value is JsonObject,
        "BOOLEAN" => value is JsonValue flag && flag.TryGetValue(out bool _),
        "INTEGER" => value is JsonValue whole && whole.TryGetValue(out long _),
        "FLOAT" => value is JsonValue number && number.TryGetValue(out double _),
        "DATETIME" => value is JsonValue time && time.TryGetValue(out string? text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
        _ => value is JsonValue other && other.TryGetValue(out string? _),
    };

    private static JsonObject? Find(JsonObject named, string name) => named.FirstOrDefault(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)).Value as JsonObject;

    private static string TextOf(JsonNode value) => value is JsonValue one && one.TryGetValue(out string? text) ? text : value.ToJsonString();

    private static RefusedException Refused(string code, string message) => new(HttpStatusCode.BadRequest, code, message);
}
