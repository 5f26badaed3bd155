using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Access;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Services;

/// <summary>
/// The data plane of the registries of the estate (azure-facts-2, C.7): the exchange of a token, manifests and attributes of tags. The caller is taken for one inside of the networks that a
/// registry lets in. A tag that the estate says nothing of is there, with a digest made of its name.
/// </summary>
internal sealed class ContainerRegistry(ResourceStore store, TokenIssuer tokens)
{
    /// <summary>Type of what the estate says of tags; no type of Resource Manager, and no row of the index.</summary>
    public const string Tags = "Microsoft.ContainerRegistry/registries/tags";

    private const string Registries = "Microsoft.ContainerRegistry/registries";
    private const string PullAction = "Microsoft.ContainerRegistry/registries/pull/read";
    private const string UsualTime = "2026-01-15T09:00:00.0000000Z";

    private readonly HashSet<string> refreshTokens = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Host, string Scopes)> accessTokens = new(StringComparer.Ordinal);

    /// <summary>True for the login server of a registry.</summary>
    public bool Knows(string host) => Find(host) is not null;

    /// <summary>Answers a call.</summary>
    public Answer Respond(Call call, CallerRights rights)
    {
        JsonObject registry = Find(call.Host)!;
        string id = (string)registry["id"]!;
        return call switch
        {
            { Method: "POST", Path: "/oauth2/exchange" } => Exchange(call),
            { Method: "POST", Path: "/oauth2/token" } => Grant(call, id, rights),
            { Method: "GET" or "HEAD" } when call.Path.StartsWith("/v2/", StringComparison.Ordinal) => Manifest(call, id),
            { Method: "GET" } when call.Path.StartsWith("/acr/v1/", StringComparison.Ordinal) => Attributes(call, id),
            _ => Refuse(HttpStatusCode.NotFound, "NOT_FOUND", "page not found"),
        };
    }

    private JsonObject? Find(string host) =>
        store.Below("", Registries).FirstOrDefault(one => string.Equals((string?)one["properties"]?["loginServer"], host, StringComparison.OrdinalIgnoreCase));

    private Answer Exchange(Call call)
    {
        ILookup<string, string> form = FormOf(call.Text);
        bool isRight = form["grant_type"].SequenceEqual(["access_token"]) && form["service"].SequenceEqual([call.Host]) && tokens.IsGoodForRegistries(form["access_token"].FirstOrDefault() ?? "");
        if (!isRight) return Refuse(HttpStatusCode.Unauthorized, "UNAUTHORIZED", "authentication required, visit https://aka.ms/acr/authorization for more information.");
        string token = "sandbox.registry.refresh." + Guid.NewGuid().ToString("N");
        refreshTokens.Add(token);
        return Answer.Ok(new JsonObject { ["refresh_token"] = token });
    }

    private Answer Grant(Call call, string id, CallerRights rights)
    {
        ILookup<string, string> form = FormOf(call.Text);
        bool isRight = form["grant_type"].SequenceEqual(["refresh_token"]) && form["service"].SequenceEqual([call.Host]) && refreshTokens.Contains(form["refresh_token"].FirstOrDefault() ?? "");
        if (!isRight || !rights.Allows(new ArmAction(PullAction, id))) return Refuse(HttpStatusCode.Unauthorized, "UNAUTHORIZED", "authentication required, visit https://aka.ms/acr/authorization for more information.");
        string token = "sandbox.registry.access." + Guid.NewGuid().ToString("N");
        accessTokens[token] = (call.Host, string.Join(' ', form["scope"]));
        return Answer.Ok(new JsonObject { ["access_token"] = token });
    }

    private Answer Manifest(Call call, string id)
    {
        int at = call.Path.LastIndexOf("/manifests/", StringComparison.Ordinal);
        if (at < 0) return Refuse(HttpStatusCode.NotFound, "NOT_FOUND", "page not found");
        (string repository, string reference) = (call.Path["/v2/".Length..at], call.Path[(at + "/manifests/".Length)..]);
        if (RefusalOf(call, repository, "pull") is { } refusal) return refusal;
        if (TagOf(call.Host, id, repository, reference) is not { } tag) return Refuse(HttpStatusCode.NotFound, "MANIFEST_UNKNOWN", $"manifest tagged by \"{reference}\" is not found");

        var manifests = tag["manifests"] as JsonArray;
        string type = (string?)tag["mediaType"] ?? (manifests is null ? "application/vnd.docker.distribution.manifest.v2+json" : "application/vnd.oci.image.index.v1+json");
        if (call.Accept?.Contains(type, StringComparison.OrdinalIgnoreCase) != true) return Refuse(HttpStatusCode.NotFound, "MANIFEST_UNKNOWN", $"manifest tagged by \"{reference}\" is not found");
        var body = new JsonObject { ["schemaVersion"] = 2, ["mediaType"] = type };
        if (manifests is not null) body["manifests"] = manifests.DeepClone();
        return new Answer(HttpStatusCode.OK, body) { ContentType = type }.With("Docker-Content-Digest", (string)tag["digest"]!);
    }

    private Answer Attributes(Call call, string id)
    {
        int at = call.Path.LastIndexOf("/_tags/", StringComparison.Ordinal);
        if (at < 0) return Refuse(HttpStatusCode.NotFound, "NOT_FOUND", "page not found");
        (string repository, string name) = (call.Path["/acr/v1/".Length..at], call.Path[(at + "/_tags/".Length)..]);
        if (RefusalOf(call, repository, "metadata_read") is { } refusal) return refusal;
        if (TagOf(call.Host, id, repository, name) is not { } tag) return Refuse(HttpStatusCode.NotFound, "TAG_UNKNOWN", "the specified tag does not exist");
        return Answer.Ok(new JsonObject
        {
            ["registry"] = call.Host,
            ["imageName"] = repository,
            ["tag"] = new JsonObject { ["name"] = name, ["digest"] = (string)tag["digest"]!, ["createdTime"] = UsualTime, ["lastUpdateTime"] = (string?)tag["lastUpdateTime"] ?? UsualTime },
        });
    }

    private JsonObject? TagOf(string host, string id, string repository, string reference)
    {
        JsonObject? known = store.Find($"{id}/tags/{repository.Replace('/', '~')}~{reference}")?["properties"]?.AsObject();
        if ((bool?)known?["isGone"] == true) return null;

        // An image by its digest is there, with that digest.
        if (known is null && reference.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase)) return new JsonObject { ["digest"] = reference };
        return known ?? new JsonObject { ["digest"] = "sha256:" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{host}/{repository}:{reference}"))).ToLowerInvariant() };
    }

    private Answer? RefusalOf(Call call, string repository, string action)
    {
        bool isRight = call.Token is { } token && accessTokens.TryGetValue(token, out (string Host, string Scopes) grant) && string.Equals(grant.Host, call.Host, StringComparison.OrdinalIgnoreCase)
            && grant.Scopes.Split(' ').Contains($"repository:{repository}:{action}");
        return isRight ? null : Refuse(HttpStatusCode.Unauthorized, "UNAUTHORIZED", "authentication required, visit https://aka.ms/acr/authorization for more information.")
            .With("Www-Authenticate", $"Bearer realm=\"https://{call.Host}/oauth2/token\",service=\"{call.Host}\",scope=\"repository:{repository}:{action}\"");
    }

    private static Answer Refuse(HttpStatusCode status, string code, string message) =>
        new(status, new JsonObject { ["errors"] = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }) });

    private static ILookup<string, string> FormOf(string text) => text.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=', 2))
        .ToLookup(static pair => Uri.UnescapeDataString(pair[0]), static pair => pair.Length > 1 ? Uri.UnescapeDataString(pair[1].Replace('+', ' ')) : "", StringComparer.Ordinal);
}
