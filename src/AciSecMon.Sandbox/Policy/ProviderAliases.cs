using System.Net;
using System.Reflection;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Policy;

/// <summary>
/// A resource provider with its types, and with their aliases where <c>$expand=resourceTypes/aliases</c> asks for them; at a subscription or the tenant. The aliases of container
/// groups are those of azure-facts-2, D.4.8, which gives their paths by rule; those of diagnostic settings are the ones that built-in definitions use (Azure/azure-policy). The form is
/// that of azure-rest-api-specs, resources, stable/2021-04-01, Providers_Get.
/// </summary>
/// <param name="missing">Aliases that are not there, whole and ignoring case.</param>
internal sealed class ProviderAliases(IReadOnlySet<string> missing)
{
    private static readonly string[] InProperties = ["containers[*].", "initContainers[*].", "extensions[*]."];

    private static readonly Lazy<Dictionary<string, List<string>>> ByType = new(Read);

    public static bool Knows(ResourcePath path) => path.Type.Length > 0 && !path.Type.Contains('/', StringComparison.Ordinal) && path.Name.Length == 0;

    public Answer Respond(Call call, ResourcePath path)
    {
        if (call.Method != "GET") throw RefusedException.Method(call.Method);
        bool withAliases = string.Equals(call.Query.GetValueOrDefault("$expand", ""), "resourceTypes/aliases", StringComparison.OrdinalIgnoreCase);
        JsonNode[] types = [.. ByType.Value.Where(pair => pair.Key.StartsWith(path.Type + "/", StringComparison.OrdinalIgnoreCase)).Select(pair => Shown(pair.Key, pair.Value, withAliases))];
        if (types.Length == 0) throw new RefusedException(HttpStatusCode.NotFound, "InvalidResourceNamespace", $"The resource namespace '{path.Type}' is invalid.");
        var body = new JsonObject { ["namespace"] = path.Type, ["resourceTypes"] = new JsonArray(types) };
        if (path.SubscriptionId.Length > 0) (body["id"], body["registrationState"]) = (path.Full, "Registered");
        return Answer.Ok(body);
    }

    /// <summary>The first alias of a rule that there is not; null where there are all.</summary>
    public string? UnknownIn(JsonNode? node) => node switch
    {
        JsonObject named => named.Select(pair => pair.Key == "field" && pair.Value is JsonValue value && value.TryGetValue(out string? text) && IsUnknown(text) ? text : UnknownIn(pair.Value)).FirstOrDefault(static one => one is not null),
        JsonArray list => list.Select(UnknownIn).FirstOrDefault(static one => one is not null),
        _ => null,
    };

    private bool IsUnknown(string field) =>
        !field.StartsWith('[') && field.Contains('/', StringComparison.Ordinal) && ByType.Value.FirstOrDefault(pair => field.StartsWith(pair.Key + "/", StringComparison.OrdinalIgnoreCase)) is { Key: { } type, Value: { } aliases }
        && (missing.Contains(field) || !aliases.Contains(field[(type.Length + 1)..], StringComparer.OrdinalIgnoreCase));

    private JsonObject Shown(string type, List<string> aliases, bool withAliases)
    {
        var shown = new JsonObject { ["resourceType"] = type[(type.IndexOf('/', StringComparison.Ordinal) + 1)..], ["locations"] = new JsonArray(), ["apiVersions"] = new JsonArray() };
        if (withAliases) shown["aliases"] = new JsonArray([.. aliases.Where(suffix => !missing.Contains($"{type}/{suffix}")).Select(suffix => new JsonObject { ["name"] = $"{type}/{suffix}", ["paths"] = new JsonArray(), ["defaultPath"] = PathOf(suffix) })]);
        return shown;
    }

    private static string PathOf(string suffix)
    {
        if (suffix is "zones" or "zones[*]") return suffix;
        foreach (string list in InProperties)
        {
            if (suffix.StartsWith(list, StringComparison.Ordinal) && suffix != list + "name") return $"properties.{list}properties.{suffix[list.Length..]}";
        }

        return "properties." + suffix;
    }

    private static Dictionary<string, List<string>> Read()
    {
        using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("aliases.txt")!);
        Dictionary<string, List<string>> found = [];
        List<string> open = [];
        while (text.ReadLine() is { } line)
        {
            if (line.StartsWith(' ')) open.Add(line.Trim());
            else if (line.Length > 0) found[line] = open = [];
        }

        return found;
    }
}
