using System.Text.Json.Nodes;
using AciSecMon.Azure.Tests.EndToEnd.Faults;
using AciSecMon.Azure.Tests.Sandbox;

namespace AciSecMon.Azure.Tests.EndToEnd;

/// <summary>Whatever settings a group has: what is asked for flows afterwards, the service takes every write, and a second run finds nothing to do.</summary>
public sealed class SettingPropertyTests
{
    private const string Version = "2021-05-01-preview";
    private const string Settings = Client.Legacy + "/providers/Microsoft.Insights/diagnosticSettings";
    private const string Platform = "/subscriptions/" + Client.Shop + "/resourceGroups/rg-platform/providers/";
    private const string Storage = Platform + "Microsoft.Storage/storageAccounts/northlightlogswe";
    private const string Rule = Platform + "Microsoft.EventHub/namespaces/evh-northlight/authorizationRules/diagnostics";
    private const string OtherWorkspace = "/subscriptions/" + Client.Lab + "/resourceGroups/rg-lab/providers/Microsoft.OperationalInsights/workspaces/log-lab";

    private static readonly string[] Names = ["acisecmon", "acisecmon-2", "theirs", "setByPolicy", "audit", "ops"];
    private static readonly string[] All = ["ContainerInstanceLog", "ContainerEvent", "AllMetrics"];

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData(2000)]
    [InlineData(3000)]
    public async Task What_is_asked_for_flows_and_stays(int from)
    {
        for (int seed = from; seed < from + 40; seed++) await HoldsAsync(seed);
    }

    private static async Task HoldsAsync(int seed)
    {
        var random = new Random(seed);
        FaultWorld world = await FaultWorld.ConnectedAsync();
        using var client = new Client(world.Server);
        for (int count = random.Next(6); count > 0; count--)
        {
            // Some are refused by the rules of the service, and are not there then.
            await client.SendAsync("PUT", $"{Settings}/{Names[random.Next(Names.Length)]}", Any(random).ToJsonString(), Version);
        }

        JsonArray before = (await client.GetAsync(Settings, Version)).Rows;
        EnableDiagnosticsRequest request = Asked(random);
        world.Server.Log.Clear();

        List<AciChange> changes = await EnableAsync(world, request);

        string story = $"seed {seed}: {request.WorkspaceId} {request.StorageAccountId} {request.EventHubAuthorizationRuleId}\n{before.ToJsonString()}\n{string.Join('\n', changes.Select(static change => change + " " + change.Message))}";
        JsonArray after = (await client.GetAsync(Settings, Version)).Rows;
        if (changes.Exists(static change => change.Result == AciChangeResult.Refused))
        {
            // Told before anything is written, never found out by the service.
            Assert.True(changes.Count == 1 && world.Server.Log.Count("PUT", "") == 0 && JsonNode.DeepEquals(before, after), story);
            Assert.All(world.Recorder.Problems, problem => Assert.Equal("AciDiagnosticsRefused", problem.Id));
            return;
        }

        Assert.True(changes.TrueForAll(static change => change.Result is AciChangeResult.Changed or AciChangeResult.Unchanged), story);
        foreach (string sink in new[] { request.WorkspaceId, request.StorageAccountId, request.EventHubAuthorizationRuleId }.OfType<string>())
        {
            Assert.True(All.All(category => after.OfType<JsonObject>().Any(setting => Flows(setting, sink, category))), $"{story}\n{sink}\n{after.ToJsonString()}");
        }

        // What flowed before flows still.
        foreach (JsonObject setting in before.OfType<JsonObject>())
        {
            JsonObject now = after.OfType<JsonObject>().Single(other => (string?)other["name"] == (string?)setting["name"]);
            foreach (string sink in Sinks(setting)) Assert.True(All.All(category => !Flows(setting, sink, category) || Flows(now, sink, category)), story);
        }

        world.Server.Log.Clear();
        Assert.True((await EnableAsync(world, request)).TrueForAll(static change => change.Result == AciChangeResult.Unchanged), story);
        Assert.Equal(0, world.Server.Log.Count("PUT", ""));
    }

    private static async Task<List<AciChange>> EnableAsync(FaultWorld world, EnableDiagnosticsRequest request)
    {
        var changes = new List<AciChange>();
        var selection = new GroupSelection { ResourceId = [Client.Legacy] };
        await foreach (AciChange change in world.Engine.EnableDiagnosticsAsync(world.Connection!, selection, request, world.Recorder, TestContext.Current.CancellationToken)) changes.Add(change);
        return changes;
    }

    private static EnableDiagnosticsRequest Asked(Random random)
    {
        int kinds = random.Next(1, 8);
        return new EnableDiagnosticsRequest
        {
            WorkspaceId = (kinds & 1) == 0 ? null : Client.Workspace,
            StorageAccountId = (kinds & 2) == 0 ? null : Storage,
            EventHubAuthorizationRuleId = (kinds & 4) == 0 ? null : Rule,
        };
    }

    private static JsonObject Any(Random random)
    {
        var properties = new JsonObject();
        if (random.Next(3) > 0) properties["workspaceId"] = random.Next(3) == 0 ? OtherWorkspace : Client.Workspace;
        if (random.Next(3) == 0) properties["storageAccountId"] = Storage;
        if (random.Next(4) == 0) properties["eventHubAuthorizationRuleId"] = Rule;
        bool speaksInGroups = random.Next(4) == 0;
        string[] logs = speaksInGroups ? ["allLogs", "audit"] : All[..2];
        var rows = new JsonArray();
        foreach (string log in logs.Where(_ => random.Next(2) == 0)) rows.Add(new JsonObject { [speaksInGroups ? "categoryGroup" : "category"] = log, ["enabled"] = random.Next(4) > 0 });
        properties["logs"] = rows;
        properties["metrics"] = random.Next(2) == 0 ? [] : new JsonArray(new JsonObject { ["category"] = "AllMetrics", ["enabled"] = random.Next(4) > 0 });
        return new JsonObject { ["properties"] = properties };
    }

    private static IEnumerable<string> Sinks(JsonObject setting) =>
        ((string[])["workspaceId", "storageAccountId", "eventHubAuthorizationRuleId"]).Select(kind => (string?)setting["properties"]![kind]).OfType<string>();

    private static bool Flows(JsonObject setting, string sink, string category) => Sinks(setting).Contains(sink, StringComparer.OrdinalIgnoreCase)
        && setting["properties"]!["logs"]!.AsArray().Concat(setting["properties"]!["metrics"]!.AsArray()).OfType<JsonObject>().Any(item =>
            (bool)item["enabled"]! && ((string?)item["category"] == category || ((string?)item["categoryGroup"] == "allLogs" && category != "AllMetrics")));
}
