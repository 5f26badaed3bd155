using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Services;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Estates;

/// <summary>
/// Reads an estate from the resources of this assembly. In the files an id is written short: <c>@shop/rg-web/Microsoft.Network/virtualNetworks/vnet-web</c> stands for
/// the resource of the subscription that is called shop there, <c>@shop</c> for the subscription, <c>@shop/rg-web</c> for the resource group,
/// <c>@shop//Microsoft.Security/pricings/Containers</c> for what belongs to the subscription itself, and <c>::</c> separates a resource from what hangs on it.
/// </summary>
internal static class EstateReader
{
    private static readonly JsonDocumentOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Puts the resources of a file into a store.</summary>
    public static void Read(string file, IReadOnlyDictionary<string, string> subscriptions, ResourceStore store)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The estate '{file}' is not part of this assembly.");
        foreach (JsonObject resource in JsonNode.Parse(stream, documentOptions: Reading)!.AsArray().OfType<JsonObject>())
        {
            string id = Long((string)resource["id"]!, subscriptions);
            JsonObject made = Copy(resource, subscriptions).AsObject();
            made["id"] = id;
            Describe(made, id);
            if (made["properties"] is JsonObject properties && ResourceStore.TypeOf(made) == ContainerGroups.Type) GroupViews.StripSecrets(properties);
            store.Put(id, made);
            if (DirectoryObjects.PrincipalOf(made) is { } principal) store.Put((string)principal["id"]!, principal);
        }
    }

    /// <summary>A short id in its long form; any other text as it is.</summary>
    public static string Long(string text, IReadOnlyDictionary<string, string> subscriptions)
    {
        if (!text.StartsWith('@')) return text;
        string[] parts = text[1..].Split("::");
        string[] first = parts[0].Split('/', 3);
        if (!subscriptions.TryGetValue(first[0], out string? subscription)) return text;

        string id = "/subscriptions/" + subscription;
        if (first.Length > 1 && first[1].Length > 0) id += "/resourceGroups/" + first[1];
        if (first.Length > 2) id += "/providers/" + first[2];
        return string.Concat([id, .. parts.Skip(1).Select(static part => "/providers/" + part)]);
    }

    /// <summary>An object with its short ids in their long form.</summary>
    public static JsonNode LongIn(JsonNode node, IReadOnlyDictionary<string, string> subscriptions) => Copy(node, subscriptions);

    private static void Describe(JsonObject resource, string id)
    {
        ResourcePath path = ResourcePath.Of(id);
        string type = path.Type.Length > 0 ? path.Type : path.ResourceGroup.Length > 0 ? "Microsoft.Resources/resourceGroups" : "Microsoft.Resources/subscriptions";
        resource["type"] ??= type;
        if (type != "Microsoft.Resources/subscriptions") resource["name"] ??= path.Name;
    }

    private static JsonNode Copy(JsonNode node, IReadOnlyDictionary<string, string> subscriptions)
    {
        switch (node)
        {
            case JsonObject named:
                var made = new JsonObject();
                foreach ((string name, JsonNode? value) in named) made[Long(name, subscriptions)] = value is null ? null : Copy(value, subscriptions);
                return made;
            case JsonArray list:
                return new JsonArray([.. list.Select(one => one is null ? null : Copy(one, subscriptions))]);
            case JsonValue value when value.TryGetValue(out string? text):
                return Long(text, subscriptions);
            default:
                return node.DeepClone();
        }
    }
}
