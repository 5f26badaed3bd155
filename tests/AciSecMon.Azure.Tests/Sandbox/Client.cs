using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.Sandbox;

/// <summary>A client that knows no more than HTTP.</summary>
internal sealed class Client(SandboxServer server) : IDisposable
{
    public const string Shop = "11111111-aaaa-4aaa-8aaa-000000000001";
    public const string Data = "22222222-bbbb-4bbb-8bbb-000000000002";
    public const string Lab = "33333333-cccc-4ccc-8ccc-000000000003";
    public const string Front = "/subscriptions/" + Shop + "/resourceGroups/rg-web/providers/Microsoft.ContainerInstance/containerGroups/web-front";
    public const string Legacy = "/subscriptions/" + Shop + "/resourceGroups/rg-web/providers/Microsoft.ContainerInstance/containerGroups/web-legacy";
    public const string Workspace = "/subscriptions/" + Shop + "/resourceGroups/rg-platform/providers/Microsoft.OperationalInsights/workspaces/log-northlight";

    private readonly HttpMessageInvoker invoker = new(server.Handler, disposeHandler: false);

    public List<string> Tokens { get; } = [];

    public async Task<Reply> SendAsync(string method, string path, string? body = null, string? version = "2025-09-01", string? audience = "https://management.azure.com")
    {
        Uri address = new(SandboxServer.ResourceManager, path);
        if (version is not null) address = new Uri(address.OriginalString + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "api-version=" + version);
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (audience is not null)
        {
            AccessGrant grant = await server.Wire().GetTokenAsync(audience, TestContext.Current.CancellationToken);
            Tokens.Add(grant.Token);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", grant.Token);
        }

        using HttpResponseMessage response = await invoker.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Reply(response.StatusCode, text, response.Headers.ToDictionary(static header => header.Key, static header => header.Value.First(), StringComparer.OrdinalIgnoreCase));
    }

    public Task<Reply> GetAsync(string path, string version = "2025-09-01") => SendAsync("GET", path, null, version);

    public Task<Reply> QueryAsync(string query, string options = "{}", string subscriptions = "[]") => SendAsync(
        "POST", "/providers/Microsoft.ResourceGraph/resources",
        new JsonObject { ["query"] = query, ["options"] = JsonNode.Parse(options), ["subscriptions"] = JsonNode.Parse(subscriptions) }.ToJsonString(), "2024-04-01");

    public void Dispose() => invoker.Dispose();
}

internal sealed record Reply(HttpStatusCode Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    public JsonArray Rows => Json["value"]!.AsArray();

    public JsonArray Data => Json["data"]!.AsArray();

    public string Code => (string)Json["error"]!["code"]!;
}
