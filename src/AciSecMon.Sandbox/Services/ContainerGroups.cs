using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;
using AciSecMon.Sandbox.Time;

namespace AciSecMon.Sandbox.Services;

/// <summary>Microsoft.ContainerInstance/containerGroups (azure-facts A.1-A.6): the instance view is in the answer to the single GET only, secrets are in none.</summary>
internal sealed class ContainerGroups(ResourceStore store, SandboxClock clock)
{
    /// <summary>Type of a container group.</summary>
    public const string Type = "Microsoft.ContainerInstance/containerGroups";

    private const string Operations = "Microsoft.ContainerInstance/locations/operations";

    private readonly Dictionary<string, int> polls = new(StringComparer.OrdinalIgnoreCase);

    public static bool Knows(ResourcePath path) =>
        path.Is(Type) || path.Is(Type + "/start") || path.Is(Type + "/stop") || path.Is(Type + "/restart") || path.Is(Operations);

    public Answer Respond(Call call, ResourcePath path)
    {
        if (path.Is(Operations)) return Poll(call, path);
        if (!path.Is(Type)) return Act(call, path);
        if (path.IsCollection)
        {
            return call.Method == "GET"
                ? Answer.List(store.Below(path.Scope, Type).Select(GroupViews.WithoutInstanceView))
                : throw RefusedException.Method(call.Method);
        }

        JsonObject? there = store.Find(path.Full);
        return call.Method switch
        {
            "GET" => Answer.Ok(Demand(there, path).DeepClone()),
            "PUT" => Put(call, path, there),
            "PATCH" => Patch(call, path, Demand(there, path)),
            "DELETE" => new Answer(store.Remove(path.Full) ? HttpStatusCode.OK : HttpStatusCode.NoContent),
            _ => throw RefusedException.Method(call.Method),
        };
    }

    private Answer Put(Call call, ResourcePath path, JsonObject? there)
    {
        JsonObject body = call.Body();
        if (body["properties"] is not JsonObject properties || properties["containers"] is not JsonArray { Count: > 0 })
            throw new RefusedException(HttpStatusCode.BadRequest, "MissingContainers", "The container group has no containers.");
        if (body["location"] is null) throw new RefusedException(HttpStatusCode.BadRequest, "LocationRequired", "The location property is required for this definition.");

        JsonObject made = GroupViews.Stored(body, path);
        GroupViews.Start(made, clock.GetUtcNow());
        store.Put(path.Full, made);

        string operation = $"{(string?)made["location"]}/operations/{Guid.NewGuid():D}";
        string link = new Uri(SandboxServer.ResourceManager, $"/subscriptions/{path.SubscriptionId}/providers/Microsoft.ContainerInstance/locations/{operation}").AbsoluteUri;
        JsonObject answer = GroupViews.WithoutInstanceView(made);
        answer["properties"]!["provisioningState"] = "Pending";
        return new Answer(there is null ? HttpStatusCode.Created : HttpStatusCode.OK, answer)
            .With("Azure-AsyncOperation", link + "?api-version=" + call.Query["api-version"])
            .With("Retry-After", "5");
    }

    private Answer Patch(Call call, ResourcePath path, JsonObject group)
    {
        foreach ((string name, JsonNode? value) in call.Body())
        {
            if (name is "tags" or "zones") group[name] = value?.DeepClone();
        }

        store.Put(path.Full, group);
        return Answer.Ok(GroupViews.WithoutInstanceView(group));
    }

    private Answer Act(Call call, ResourcePath path)
    {
        if (call.Method != "POST") throw RefusedException.Method(call.Method);
        string id = path.Full[..path.Full.LastIndexOf('/')];
        JsonObject group = Demand(store.Find(id), ResourcePath.Of(id));
        if (path.Is(Type + "/stop")) GroupViews.Stop(group, clock.GetUtcNow());
        else if (path.Is(Type + "/restart")) GroupViews.Restart(group, clock.GetUtcNow());
        else GroupViews.Start(group, clock.GetUtcNow());
        store.Put(id, group);
        return new Answer(HttpStatusCode.NoContent);
    }

    // Running at the first look, done at the second, so that a client has to wait as it would.
    private Answer Poll(Call call, ResourcePath path)
    {
        if (call.Method != "GET") throw RefusedException.Method(call.Method);
        int seen = polls[path.Full] = polls.GetValueOrDefault(path.Full) + 1;
        var body = new JsonObject
        {
            ["id"] = path.Full,
            ["status"] = seen > 1 ? "Succeeded" : "InProgress",
            ["startTime"] = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
        };
        return seen > 1 ? Answer.Ok(body) : Answer.Ok(body).With("Retry-After", "5");
    }

    private static JsonObject Demand(JsonObject? group, ResourcePath path) => group ?? throw RefusedException.NotFound(path.Type, path.Name, path.ResourceGroup);
}
