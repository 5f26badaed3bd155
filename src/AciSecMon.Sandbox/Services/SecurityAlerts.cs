using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Services;

/// <summary>
/// Microsoft.Security/alerts (azure-facts, C.5): lists of a subscription, a resource group or a region, a single alert under its region, and the actions that give it a status, which
/// answer 204 without content. There is no filter. Rules that suppress alerts (C.6) are read, written and deleted.
/// </summary>
internal sealed class SecurityAlerts(ResourceStore store)
{
    private const string Alerts = "Microsoft.Security/alerts";
    private const string OfRegion = "Microsoft.Security/locations/alerts";
    private const string Rules = "Microsoft.Security/alertsSuppressionRules";

    private static readonly Dictionary<string, string> Verbs = new(StringComparer.OrdinalIgnoreCase)
    {
        [OfRegion + "/dismiss"] = "Dismissed",
        [OfRegion + "/resolve"] = "Resolved",
        [OfRegion + "/activate"] = "Active",
        [OfRegion + "/inProgress"] = "InProgress",
    };

    public static bool Knows(ResourcePath path) => path.Is(Alerts) || path.Is(OfRegion) || path.Is(Rules) || Verbs.ContainsKey(path.Type);

    public Answer Respond(Call call, ResourcePath path)
    {
        if (Verbs.TryGetValue(path.Type, out string? status)) return Set(call, path, status);
        if (path.Is(Rules)) return Rule(call, path);
        if (call.Method != "GET") throw RefusedException.Method(call.Method);
        if (path.Is(Alerts)) return path.IsCollection ? Answer.List(store.Below(path.Scope, OfRegion).Select(static one => one.DeepClone())) : throw NotFound(path);
        return path.IsCollection
            ? Answer.List(store.Directly(path.Full).Select(static one => one.DeepClone()))
            : Answer.Ok((store.Find(path.Full) ?? throw NotFound(path)).DeepClone());
    }

    private Answer Set(Call call, ResourcePath path, string status)
    {
        if (call.Method != "POST") throw RefusedException.Method(call.Method);
        string id = path.Full[..path.Full.LastIndexOf('/')];
        JsonObject alert = store.Find(id) ?? throw NotFound(ResourcePath.Of(id));
        alert["properties"]!["status"] = status;
        store.Put(id, alert);
        return new Answer(HttpStatusCode.NoContent);
    }

    private Answer Rule(Call call, ResourcePath path)
    {
        if (path.IsCollection) return call.Method == "GET" ? Answer.List(store.Directly(path.Full).Select(static one => one.DeepClone())) : throw RefusedException.Method(call.Method);
        switch (call.Method)
        {
            case "GET":
                return Answer.Ok((store.Find(path.Full) ?? throw NotFound(path)).DeepClone());
            case "PUT":
                var made = new JsonObject { ["id"] = path.Full, ["name"] = path.Name, ["type"] = Rules, ["properties"] = call.Body()["properties"]?.DeepClone() ?? throw RefusedException.Bad("The properties are missing.") };
                store.Put(path.Full, made);
                return Answer.Ok(made.DeepClone());
            case "DELETE":
                return new Answer(store.Remove(path.Full) ? HttpStatusCode.OK : HttpStatusCode.NoContent);
            default:
                throw RefusedException.Method(call.Method);
        }
    }

    private static RefusedException NotFound(ResourcePath path) => new(HttpStatusCode.NotFound, "NotFound", $"'{path.Name}' was not found.");
}
