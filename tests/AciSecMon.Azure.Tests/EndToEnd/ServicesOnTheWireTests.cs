using System.Text.Json.Nodes;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.EndToEnd;

/// <summary>The services through the real client, with a small estate at the other end of the wire.</summary>
public sealed class ServicesOnTheWireTests
{
    private const int Groups = 12;
    private const string Subscription = "11111111-1111-1111-1111-111111111111";
    private const string Home = "/subscriptions/" + Subscription + "/resourceGroups/shop/providers";
    private const string Workspace = Home + "/Microsoft.OperationalInsights/workspaces/central";
    private const string Setting = "/providers/Microsoft.Insights/diagnosticSettings/theirs";

    private readonly AzureEngine engine = new();
    private readonly TestPipeline pipeline = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_group_is_told_of_with_what_really_flows()
    {
        AciConnection connection = await ConnectAsync();

        List<AciDiagnosticSetting> rows = await AllAsync(engine.GetDiagnosticsAsync(connection, new GroupSelection(), pipeline, Stop));

        Assert.Equal(Groups, rows.Count);
        Assert.Equal(
            [(AciDiagnosticState.Complete, 4), (AciDiagnosticState.Silent, 4), (AciDiagnosticState.Off, 4)],
            rows.GroupBy(static row => row.State).OrderBy(static state => state.Key).Select(static state => (state.Key, state.Count())));
        Assert.Empty(pipeline.Problems);
    }

    [Theory]
    [InlineData("*", Groups)]
    [InlineData("WEB?", 10)]
    [InlineData("web3", 1)]
    [InlineData("no-such-*", 0)]
    public async Task Wildcards_are_put_into_the_query(string pattern, int expected)
    {
        AciConnection connection = await ConnectAsync();

        List<AciDiagnosticSetting> rows = await AllAsync(engine.GetDiagnosticsAsync(connection, new GroupSelection { Name = [pattern, "no-such-?"] }, pipeline, Stop));

        Assert.Equal(expected, rows.Count);
        Assert.Empty(pipeline.Problems);
    }

    [Fact]
    public async Task Tags_are_put_into_the_query()
    {
        AciConnection connection = await ConnectAsync();

        Assert.Empty(await AllAsync(engine.GetDiagnosticsAsync(connection, new GroupSelection { Tag = new Dictionary<string, string?> { ["no-such-tag"] = null } }, pipeline, Stop)));
        Assert.Empty(pipeline.Problems);
    }

    [Fact]
    public async Task A_subscription_that_cannot_be_seen_is_a_problem_and_not_the_whole_tenant()
    {
        AciConnection connection = await ConnectAsync();

        Assert.Empty(await AllAsync(engine.GetDiagnosticsAsync(connection, new GroupSelection { SubscriptionId = [Guid.Empty.ToString()] }, pipeline, Stop)));
        Assert.Equal("AciSubscriptionUnreadable", Assert.Single(pipeline.Problems).Id);
    }

    [Fact]
    public async Task Switching_a_fleet_on_twice_changes_nothing_the_second_time()
    {
        AciConnection connection = await ConnectAsync();
        List<AciDiagnosticSetting> before = await AllAsync(engine.GetDiagnosticsAsync(connection, new GroupSelection(), pipeline, Stop));
        var request = new EnableDiagnosticsRequest { WorkspaceId = Workspace };
        // Each group is named twice, as many findings on one group would.
        string[] ids = [.. before.Select(static row => row.ResourceId!), .. before.Select(static row => row.ResourceId!.ToUpperInvariant())];

        List<AciChange> first = await AllAsync(engine.EnableDiagnosticsAsync(connection, new GroupSelection { ResourceId = ids }, request, pipeline, Stop));
        List<AciChange> second = await AllAsync(engine.EnableDiagnosticsAsync(connection, new GroupSelection { ResourceId = ids }, request, pipeline, Stop));

        Assert.Equal(Groups, first.Count);
        Assert.Equal(Groups * 2 / 3, first.Count(static change => change.Result == AciChangeResult.Changed));
        Assert.Equal(Groups * 2 / 3, pipeline.Asked.Count);
        Assert.All(second, static change => Assert.Equal(AciChangeResult.Unchanged, change.Result));
        Assert.Empty(pipeline.Problems);
    }

    [Fact]
    public async Task What_the_module_made_it_takes_away_again()
    {
        AciConnection connection = await ConnectAsync();
        List<AciDiagnosticSetting> before = await AllAsync(engine.GetDiagnosticsAsync(connection, new GroupSelection(), pipeline, Stop));
        AciDiagnosticSetting bare = before.First(static row => row.Kind == AciDiagnosticKind.None && row.State == AciDiagnosticState.Off);
        var one = new GroupSelection { ResourceId = [bare.ResourceId!] };

        Assert.Equal(AciChangeResult.Changed, Assert.Single(await AllAsync(engine.EnableDiagnosticsAsync(connection, one, new EnableDiagnosticsRequest { WorkspaceId = Workspace }, pipeline, Stop))).Result);
        Assert.Equal(AciDiagnosticState.Complete, Assert.Single(await AllAsync(engine.GetDiagnosticsAsync(connection, one, pipeline, Stop))).State);
        Assert.Equal(AciChangeResult.Changed, Assert.Single(await AllAsync(engine.DisableDiagnosticsAsync(connection, one, new DisableDiagnosticsRequest(), pipeline, Stop))).Result);
        Assert.Equal(AciDiagnosticState.Off, Assert.Single(await AllAsync(engine.GetDiagnosticsAsync(connection, one, pipeline, Stop))).State);
    }

    [Fact]
    public async Task Plans_are_read_and_switched_on_once()
    {
        AciConnection connection = await ConnectAsync();

        List<AciDefenderPlan> plans = await AllAsync(engine.GetDefenderPlansAsync(connection, [], [], pipeline, Stop));
        AciDefenderPlan off = plans.First(static plan => plan is { Enabled: false, InheritedFrom: null, Deprecated: false });
        var request = new EnableDefenderPlanRequest { Name = [off.Name], SubscriptionId = [off.SubscriptionId] };

        Assert.Equal(AciChangeResult.Changed, Assert.Single(await AllAsync(engine.EnableDefenderPlansAsync(connection, request, pipeline, Stop))).Result);
        Assert.Equal(AciChangeResult.Unchanged, Assert.Single(await AllAsync(engine.EnableDefenderPlansAsync(connection, request, pipeline, Stop))).Result);
    }

    private Task<AciConnection> ConnectAsync()
    {
        SandboxServer server = SandboxServer.Empty();
        server.Seed(new JsonObject { ["id"] = "/subscriptions/" + Subscription, ["type"] = "Microsoft.Resources/subscriptions", ["subscriptionId"] = Subscription, ["displayName"] = "Shop", ["tenantId"] = SandboxServer.TenantId }.ToJsonString());
        Put(server, $"/subscriptions/{Subscription}/resourceGroups/shop", "Microsoft.Resources/resourceGroups", "{}");
        Put(server, Workspace, "Microsoft.OperationalInsights/workspaces", """{"customerId":"99999999-9999-9999-9999-999999999999","provisioningState":"Succeeded"}""");
        for (int i = 0; i < Groups; i++)
        {
            string id = $"{Home}/Microsoft.ContainerInstance/containerGroups/web{i}";
            Put(server, id, "Microsoft.ContainerInstance/containerGroups", """{"osType":"Linux","containers":[]}""");
            if (i % 3 == 1) Put(server, id + Setting, "Microsoft.Insights/diagnosticSettings", $$"""{"workspaceId":"{{Workspace}}","logs":[{"categoryGroup":"allLogs","enabled":true}],"metrics":[{"category":"AllMetrics","enabled":true}]}""");
            if (i % 3 == 2) Put(server, id + Setting, "Microsoft.Insights/diagnosticSettings", $$"""{"workspaceId":"{{Workspace}}","logs":[{"categoryGroup":"audit","enabled":true}],"metrics":[]}""");
        }

        foreach (string plan in (string[])["Containers", "CloudPosture", "Arm", "KeyVaults", "StorageAccounts"])
        {
            Put(server, $"/subscriptions/{Subscription}/providers/Microsoft.Security/pricings/{plan}", "Microsoft.Security/pricings", """{"pricingTier":"Free"}""");
        }

        return engine.ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = server.Wire() }, pipeline, Stop);
    }

    private static void Put(SandboxServer server, string id, string type, string properties) => server.Seed(new JsonObject
    {
        ["id"] = id,
        ["name"] = id[(id.LastIndexOf('/') + 1)..],
        ["type"] = type,
        ["location"] = "westeurope",
        ["properties"] = JsonNode.Parse(properties),
    }.ToJsonString());

    private static async Task<List<T>> AllAsync<T>(IAsyncEnumerable<T> items)
    {
        var all = new List<T>();
        await foreach (T item in items) all.Add(item);
        return all;
    }
}
