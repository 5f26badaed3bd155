using System.Text.Json.Nodes;
using AciSecMon.Azure.Tests.Sandbox;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.Policies;

/// <summary>The sample estate, and policies that are assigned and ended in it.</summary>
internal sealed class PolicyWorld : IDisposable
{
    public const string Lab = "/subscriptions/" + Client.Lab;
    public const string Shop = "/subscriptions/" + Client.Shop;
    public const string Initiative = "acisecmon-container-groups";
    public const string Network = "8af8f826-edcb-4178-b35f-851ea6fea615";
    public const string Logs = "85779c9a-7fdf-4294-937c-ded183166fa8";
    public const string Append = "21c469fa-a887-4363-88a9-60bfd6911a15";
    public const string Settings = "41ebf9df-66cb-48e9-a8d0-98afb4e150ce";
    public const string Assignments = "/providers/Microsoft.Authorization/policyAssignments/";
    public const string Definitions = "/providers/Microsoft.Authorization/policyDefinitions/";
    public const string Sets = "/providers/Microsoft.Authorization/policySetDefinitions/";

    private readonly AzureEngine engine = new();
    private readonly Client client;
    private AciConnection? connection;

    public PolicyWorld() => client = new Client(Server);

    public SandboxServer Server { get; } = SandboxServer.Sample();

    public TestPipeline Pipeline { get; set; } = new();

    public string[] Written => [.. Server.Log.Requests.Where(static request => request.Method is "PUT" or "DELETE" or "PATCH").Select(static request => request.Method + " " + request.PathAndQuery.Split('?')[0])];

    public async Task<List<AciChange>> EnableAsync(EnablePolicyRequest request) => await ListAsync(engine.EnablePoliciesAsync(await ConnectAsync(), request, Pipeline, TestContext.Current.CancellationToken));

    public Task<List<AciChange>> EnableAsync(string name, PolicyPlace? place = null) => EnableAsync(new EnablePolicyRequest { Name = [name], Place = place ?? InLab });

    public async Task<List<AciChange>> DisableAsync(DisablePolicyRequest request) => await ListAsync(engine.DisablePoliciesAsync(await ConnectAsync(), request, Pipeline, TestContext.Current.CancellationToken));

    public static PolicyPlace InLab { get; } = new() { SubscriptionId = [Client.Lab] };

    public static PolicyPlace InShop { get; } = new() { SubscriptionId = [Client.Shop] };

    public async Task<JsonObject> GetAsync(string id, string version = "2025-03-01") => (await client.GetAsync(id, version)).Json;

    public async Task<bool> HasAsync(string id, string version = "2025-03-01") => (int)(await client.GetAsync(id, version)).Status == 200;

    public Task<Reply> PutAsync(string id, string body, string version = "2025-03-01") => client.SendAsync("PUT", id, body, version);

    public async Task<JsonArray> RolesOfAsync(string scope, string principal) =>
        (await client.GetAsync($"{scope}/providers/Microsoft.Authorization/roleAssignments?$filter={Uri.EscapeDataString($"principalId eq '{principal}'")}", "2022-04-01")).Rows;

    public void Dispose() => client.Dispose();

    private async Task<AciConnection> ConnectAsync() =>
        connection ??= await engine.ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = Server.Wire() }, Pipeline, TestContext.Current.CancellationToken);

    private static async Task<List<AciChange>> ListAsync(IAsyncEnumerable<AciChange> changes)
    {
        List<AciChange> all = [];
        await foreach (AciChange change in changes) all.Add(change);
        return all;
    }
}
