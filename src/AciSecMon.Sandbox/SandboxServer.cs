using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Services;
using AciSecMon.Sandbox.Store;
using AciSecMon.Sandbox.Wire;

namespace AciSecMon.Sandbox;

/// <summary>An Azure in memory: resources, the services that change them, and a wire to reach it.</summary>
internal sealed class SandboxServer
{
    private const string Token = "sandbox-token";

    private readonly ResourceGraphService graph;
    private readonly DiagnosticSettingsService diagnostics;
    private readonly PricingsService pricings;

    public SandboxServer(TimeProvider? real = null)
    {
        Clock = new SandboxClock(real ?? TimeProvider.System);
        graph = new ResourceGraphService(Store);
        diagnostics = new DiagnosticSettingsService(Store);
        pricings = new PricingsService(Store);
        Handler = new SandboxHandler(Serve, Faults, static token => token == Token);
    }

    /// <summary>The resources.</summary>
    public ResourceStore Store { get; } = new();

    /// <summary>What goes wrong.</summary>
    public Faults Faults { get; } = new();

    /// <summary>The clock.</summary>
    public SandboxClock Clock { get; }

    /// <summary>Answers requests.</summary>
    public SandboxHandler Handler { get; }

    /// <summary>Subscriptions, id to name.</summary>
    public Dictionary<string, string> Subscriptions { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the caller may do.</summary>
    public string[] Actions { get; set; } = ["*"];

    /// <summary>The wire to it.</summary>
    public AzureWire Wire() => new()
    {
        Handler = Handler,
        GetTokenAsync = (_, _) => ValueTask.FromResult(new AccessGrant(Token, Clock.GetUtcNow().AddHours(1))),
        ResourceManager = new Uri("https://management.sandbox.invalid"),
        Name = "Sandbox",
        Account = "you@northlight.example",
        TenantId = "11111111-aaaa-4aaa-8aaa-111111111111",
        Clock = Clock,
    };

    private Answer Serve(Call call)
    {
        if (call is { Method: "POST", Path: "/providers/Microsoft.ResourceGraph/resources" }) return graph.Query(call.Body);
        if (call is { Method: "GET", Path: "/subscriptions" }) return ListOf(Subscriptions.Select(s => SubscriptionOf(s.Key, s.Value)));
        if (Ids.After(call.Path, "subscriptions") is { } subscription && !Subscriptions.ContainsKey(subscription))
        {
            return Answer.Error(404, "SubscriptionNotFound", $"The subscription '{subscription}' could not be found.");
        }

        if (Ids.Read(call.Path) is not { } target) return Answer.Error(404, "InvalidResourceType", "The resource type could not be found.");
        if (target.Type.Equals("Microsoft.Authorization/permissions", StringComparison.OrdinalIgnoreCase)) return Permissions();
        return (call.Method, target.HasName) switch
        {
            ("GET", true) => Get(call.Path),
            ("GET", false) => List(target.Scope, target.Type),
            ("PUT", true) => Put(call, target.Scope, target.Type),
            ("DELETE", true) => new Answer(Store.Remove(call.Path) ? 200 : 204),
            _ => Answer.Error(405, "MethodNotAllowed", $"The method {call.Method} is not supported here."),
        };
    }

    private Answer Get(string id)
    {
        if (Store.Find(id) is not { } found) return Answer.NotFound(id);
        return Answer.Ok(IsGroup(found) ? ContainerGroupView.Of(found, isSingle: true) : found);
    }

    private Answer List(string scope, string type)
    {
        bool isScope = Ids.Read(scope) is null || Store.Find(scope) is not null;
        return isScope ? ListOf(Store.List(scope, type).Select(static r => IsGroup(r) ? ContainerGroupView.Of(r, isSingle: false) : r)) : Answer.NotFound(scope);
    }

    private Answer Put(Call call, string scope, string type)
    {
        if (type.Equals(DiagnosticSettingsService.Type, StringComparison.OrdinalIgnoreCase)) return diagnostics.Put(scope, call.Path, call.Body);
        if (type.Equals(PricingsService.Type, StringComparison.OrdinalIgnoreCase)) return pricings.Put(call.Path, call.Body);
        return Answer.Error(405, "MethodNotAllowed", $"Resources of type {type} are not written here.");
    }

    private Answer Permissions() => ListOf([new JsonObject { ["actions"] = new JsonArray([.. Actions.Select(static a => (JsonNode)a)]), ["notActions"] = new JsonArray() }]);

    private static Answer ListOf(IEnumerable<JsonObject> items) => Answer.Ok(new JsonObject { ["value"] = new JsonArray([.. items]) });

    private static JsonObject SubscriptionOf(string id, string name) => new()
    {
        ["id"] = "/subscriptions/" + id, ["subscriptionId"] = id, ["displayName"] = name, ["state"] = "Enabled", ["tenantId"] = "11111111-aaaa-4aaa-8aaa-111111111111",
    };

    private static bool IsGroup(JsonObject resource) => string.Equals((string?)resource["type"], ContainerGroupView.Type, StringComparison.OrdinalIgnoreCase);
}
