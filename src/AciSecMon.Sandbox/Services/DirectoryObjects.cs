using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Services;

/// <summary>
/// The one call of Microsoft Graph that is answered: <c>directoryObjects/getByIds</c> (azure-facts-2, G.2.1), which gives those that exist and no word on the others.
/// </summary>
internal sealed class DirectoryObjects(ResourceStore store)
{
    /// <summary>Type of a principal of an identity or application.</summary>
    public const string ServicePrincipal = "Microsoft.Graph/servicePrincipals";

    private const string Path = "/v1.0/directoryObjects/getByIds";
    private const int Most = 1000;

    private static readonly Dictionary<string, string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["servicePrincipal"] = ServicePrincipal,
        ["user"] = "Microsoft.Graph/users",
        ["group"] = "Microsoft.Graph/groups",
    };

    /// <summary>Id of a directory object in the store.</summary>
    public static string IdOf(string objectId) => "/directoryObjects/" + objectId;

    /// <summary>True for resources that stand for objects of the directory.</summary>
    public static bool Has(string type) => type.StartsWith("Microsoft.Graph/", StringComparison.OrdinalIgnoreCase);

    public Answer Respond(Call call)
    {
        if (!string.Equals(call.Path, Path, StringComparison.OrdinalIgnoreCase)) throw RefusedException.Bad("Resource not found for the segment '" + call.Path.Split('/')[^1] + "'.");
        if (call.Method != "POST") throw RefusedException.Method(call.Method);
        JsonObject body = call.Body();
        string[] ids = TextsOf(body["ids"]);
        if (ids.Length is 0 or > Most) throw RefusedException.Bad($"Between 1 and {Most} ids have to be given.");
        string[] types = [.. TextsOf(body["types"]).Select(static kind => Kinds.GetValueOrDefault(kind, kind))];

        var found = new JsonArray();
        foreach (string id in ids)
        {
            if (store.Find(IdOf(id)) is not { } known || (types.Length > 0 && !types.Contains(ResourceStore.TypeOf(known), StringComparer.OrdinalIgnoreCase))) continue;
            string kind = Kinds.First(pair => string.Equals(pair.Value, ResourceStore.TypeOf(known), StringComparison.OrdinalIgnoreCase)).Key;
            found.Add(Shown(known, kind, id));
        }

        return Answer.Ok(new JsonObject { ["@odata.context"] = "https://graph.microsoft.com/v1.0/$metadata#directoryObjects", ["value"] = found });
    }

    private static JsonObject Shown(JsonObject known, string kind, string id)
    {
        var made = new JsonObject { ["@odata.type"] = "#microsoft.graph." + kind, ["id"] = id, ["displayName"] = (string?)known["displayName"] };
        foreach (string member in (string[])["userPrincipalName", "userType", "appId", "servicePrincipalType"])
        {
            if (known[member] is { } value) made[member] = value.DeepClone();
        }

        return made;
    }

    /// <summary>The principal of an identity that a resource has or is; null for none.</summary>
    public static JsonObject? PrincipalOf(JsonObject resource)
    {
        string? id = (string?)resource["identity"]?["principalId"]
            ?? (ResourceStore.TypeOf(resource).EndsWith("/userAssignedIdentities", StringComparison.OrdinalIgnoreCase) ? (string?)resource["properties"]?["principalId"] : null);
        return id is null ? null : new JsonObject { ["id"] = IdOf(id), ["type"] = ServicePrincipal, ["displayName"] = (string?)resource["name"], ["servicePrincipalType"] = "ManagedIdentity" };
    }

    private static string[] TextsOf(JsonNode? list) => [.. (list as JsonArray)?.Select(static one => (string?)one).OfType<string>() ?? []];
}
