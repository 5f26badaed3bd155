using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Services;

/// <summary>
/// The calls of Microsoft Graph that are answered (azure-facts-2, G.2.1): <c>directoryObjects/getByIds</c>, which gives those that exist and no word on the others, and
/// <c>groups/{id}/transitiveMembers</c>, which goes on from page to page.
/// </summary>
internal sealed partial class DirectoryObjects(ResourceStore store)
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
        if (MembersForm().Match(call.Path) is { Success: true } members) return Members(call, members.Groups["id"].Value);
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
            found.Add(Shown(known, KindOf(known), id));
        }

        return Answer.Ok(new JsonObject { ["@odata.context"] = "https://graph.microsoft.com/v1.0/$metadata#directoryObjects", ["value"] = found });
    }

    // All that are in the group, also by groups in it, each once; pages are as long as the caller wants them.
    private Answer Members(Call call, string group)
    {
        if (call.Method != "GET") throw RefusedException.Method(call.Method);
        if (store.Find(IdOf(group)) is not { } top || !string.Equals(ResourceStore.TypeOf(top), Kinds["group"], StringComparison.OrdinalIgnoreCase))
            throw new RefusedException(HttpStatusCode.NotFound, "Request_ResourceNotFound", $"Resource '{group}' does not exist or one of its queried reference-property objects are not present.");
        int most = int.TryParse(call.Query.GetValueOrDefault("$top", "100"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : 100;
        int from = int.TryParse(call.Query.GetValueOrDefault("$skiptoken", "0"), NumberStyles.None, CultureInfo.InvariantCulture, out int start) ? start : 0;
        List<string> found = [];
        var waiting = new Queue<JsonObject>([top]);
        while (waiting.TryDequeue(out JsonObject? next))
        {
            foreach (string id in TextsOf(next["members"]).Where(id => !found.Contains(id, StringComparer.OrdinalIgnoreCase)))
            {
                if (store.Find(IdOf(id)) is not { } member) continue;
                found.Add(id);
                waiting.Enqueue(member);
            }
        }

        JsonNode[] page = [.. found.Skip(from).Take(most).Select(id => Shown(store.Find(IdOf(id))!, KindOf(store.Find(IdOf(id))!), id))];
        var body = new JsonObject { ["value"] = new JsonArray(page) };
        if (from + page.Length < found.Count) body["@odata.nextLink"] = new Uri(SandboxServer.Directory, $"{call.Path}?$top={most}&$skiptoken={from + page.Length}").AbsoluteUri;
        return Answer.Ok(body);
    }

    private static string KindOf(JsonObject known) => Kinds.First(pair => string.Equals(pair.Value, ResourceStore.TypeOf(known), StringComparison.OrdinalIgnoreCase)).Key;

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

    [GeneratedRegex("^/v1\\.0/groups/(?<id>[0-9a-fA-F-]{36})/transitiveMembers$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex MembersForm();
}
