using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Services;

/// <summary>Resources that no service here knows better: read, listed, written and deleted as they are.</summary>
internal sealed class Resources(ResourceStore store)
{
    private const string Workspaces = "Microsoft.OperationalInsights/workspaces";
    private const string Subnets = "Microsoft.Network/virtualNetworks/subnets";

    public Answer Respond(Call call, ResourcePath path) => path.IsCollection ? List(call, path) : One(call, path);

    private Answer List(Call call, ResourcePath path)
    {
        if (call.Method != "GET") throw RefusedException.Method(call.Method);
        if (path.Is(Subnets)) return Answer.List(SubnetsOf(path).Select(static one => one.DeepClone()));
        bool isNested = path.Type.Count(static letter => letter == '/') > 1;
        IEnumerable<JsonObject> found = isNested ? store.Directly(path.Full) : store.Below(path.Scope, path.Type);
        return Answer.List(found.Select(static one => one.DeepClone()));
    }

    private Answer One(Call call, ResourcePath path)
    {
        JsonObject? there = path.Is(Subnets) ? SubnetsOf(path).FirstOrDefault(one => Same((string?)one["name"], path.Name)) : store.Find(path.Full);
        switch (call.Method)
        {
            case "GET":
                return there is null ? throw RefusedException.NotFound(path.Type, path.Name, path.ResourceGroup) : Answer.Ok(there.DeepClone());
            case "PUT":
                JsonObject made = Shaped(call.Body(), path, there);
                store.Put(path.Full, made);
                return new Answer(there is null ? HttpStatusCode.Created : HttpStatusCode.OK, made.DeepClone());
            case "PATCH":
                if (there is null) throw RefusedException.NotFound(path.Type, path.Name, path.ResourceGroup);
                foreach ((string name, JsonNode? value) in call.Body()) there[name] = value?.DeepClone();
                if (!path.Is(Subnets)) store.Put(path.Full, there);
                return Answer.Ok(there.DeepClone());
            case "DELETE":
                return new Answer(store.Remove(path.Full) ? HttpStatusCode.OK : HttpStatusCode.NoContent);
            default:
                throw RefusedException.Method(call.Method);
        }
    }

    // Subnets stand in their network: there is one truth about them.
    private IEnumerable<JsonObject> SubnetsOf(ResourcePath path)
    {
        int end = path.Full.LastIndexOf("/subnets", StringComparison.OrdinalIgnoreCase);
        JsonObject network = store.Find(path.Full[..end])
            ?? throw RefusedException.NotFound("Microsoft.Network/virtualNetworks", path.Full[..end].Split('/')[^1], path.ResourceGroup);
        return network["properties"]?["subnets"]?.AsArray().OfType<JsonObject>() ?? [];
    }

    private static JsonObject Shaped(JsonObject body, ResourcePath path, JsonObject? there)
    {
        var made = new JsonObject { ["id"] = path.Full, ["name"] = path.Name, ["type"] = path.Type };
        foreach ((string name, JsonNode? value) in body)
        {
            if (name is not ("id" or "name" or "type")) made[name] = value?.DeepClone();
        }

        // A workspace is asked by a GUID of its own, which the service gives it.
        if (path.Is(Workspaces) && made["properties"] is JsonObject properties) properties["customerId"] = ((string?)there?["properties"]?["customerId"]) ?? IdOf(path.Full);
        return made;
    }

    private static string IdOf(string path) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(path.ToUpperInvariant())).AsSpan(0, 16)).ToString();

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
