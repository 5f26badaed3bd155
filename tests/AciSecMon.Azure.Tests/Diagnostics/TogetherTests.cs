using System.Text.Json.Nodes;
using W = AciSecMon.Azure.Tests.Diagnostics.DiagnosticsWorld;

namespace AciSecMon.Azure.Tests.Diagnostics;

/// <summary>What several settings carry together counts, and no category is sent to a place twice.</summary>
public sealed class TogetherTests
{
    private const string OnlyLog = "\"logs\":[{\"category\":\"ContainerInstanceLog\",\"enabled\":true}]";
    private const string TheRest = "\"logs\":[{\"category\":\"ContainerEvent\",\"enabled\":true}],\"metrics\":[{\"category\":\"AllMetrics\",\"enabled\":true}]";
    private const string ToWorkspace = "\"workspaceId\":\"" + W.Workspace + "\"";
    private const string ToStorage = "\"storageAccountId\":\"" + W.Storage + "\"";

    private static readonly EnableDiagnosticsRequest Request = new() { WorkspaceId = W.Workspace };

    [Fact]
    public async Task Settings_that_are_complete_only_together_are_left_alone()
    {
        var world = new W();
        string group = world.Group("web");
        world.Add(group, "logs", $"{ToWorkspace},{OnlyLog}");
        world.Add(group, "rest", $"{ToWorkspace},{ToStorage},{TheRest}");

        AciChange change = Assert.Single(await world.EnableAsync(Request));

        Assert.Equal(AciChangeResult.Unchanged, change.Result);
        Assert.Contains("'logs' and 'rest' together", change.Message, StringComparison.Ordinal);
        Assert.Empty(world.Arm.Writes);
    }

    [Fact]
    public async Task Only_what_is_missing_is_written_and_to_a_setting_of_ones_own_where_the_other_goes_elsewhere_too()
    {
        var world = new W();
        string group = world.Group("web");
        world.Add(group, "theirs", $"{ToWorkspace},{ToStorage},{OnlyLog}");

        AciChange change = Assert.Single(await world.EnableAsync(Request));

        Assert.Equal((AciChangeResult.Changed, "acisecmon"), (change.Result, change.TargetName));
        JsonNode expected = JsonNode.Parse($$"""{"properties":{ {{ToWorkspace}},{{TheRest}} } }""")!;
        Assert.True(JsonNode.DeepEquals(expected, Assert.Single(world.Arm.Writes).Body), change.After);
        Assert.Equal(AciChangeResult.Unchanged, Assert.Single(await world.EnableAsync(Request)).Result);
    }

    [Fact]
    public async Task A_setting_that_speaks_in_groups_is_not_completed_where_that_would_send_something_twice()
    {
        var world = new W();
        string group = world.Group("web");
        world.Add(group, "audit", $"{ToWorkspace},\"logs\":[{{\"categoryGroup\":\"audit\",\"enabled\":true}}],\"metrics\":[{{\"category\":\"AllMetrics\",\"enabled\":true}}]");
        world.Add(group, "logs", $"{ToWorkspace},{ToStorage},{OnlyLog}");

        AciChange change = Assert.Single(await world.EnableAsync(Request));

        Assert.Equal((AciChangeResult.Changed, "acisecmon"), (change.Result, change.TargetName));
        JsonNode written = Assert.Single(world.Arm.Writes).Body!["properties"]!;
        Assert.Equal(["ContainerEvent"], written["logs"]!.AsArray().Select(static item => (string?)item!["category"]));
        Assert.Empty(written["metrics"]!.AsArray());
    }

    [Fact]
    public async Task Where_no_setting_can_be_added_one_that_goes_elsewhere_too_is_completed_and_the_question_says_so()
    {
        var world = new W();
        string group = world.Group("web");
        world.Add(group, "theirs", $"{ToWorkspace},{ToStorage},{OnlyLog}");
        for (int i = 0; i < 4; i++) world.Add(group, $"s{i}", $"\"workspaceId\":\"{W.Workspace}{i}\",{W.AllOn}");

        AciChange change = Assert.Single(await world.EnableAsync(Request));

        Assert.Equal((AciChangeResult.Changed, "theirs"), (change.Result, change.TargetName));
        Assert.Contains("which somebody else made: events and metrics added to workspace 'central' and storage account 'archive'", Assert.Single(world.Pipeline.Asked).Action, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Places_that_lack_different_things_get_a_write_each_under_a_name_of_its_own()
    {
        var world = new W();
        string group = world.Group("web");
        world.Add(group, "theirs", $"{ToWorkspace},\"eventHubAuthorizationRuleId\":\"{W.Rule}\",{OnlyLog}");

        List<AciChange> changes = await world.EnableAsync(new EnableDiagnosticsRequest { WorkspaceId = W.Workspace, StorageAccountId = W.Storage });

        Assert.Equal([AciChangeResult.Changed, AciChangeResult.Changed], changes.Select(static change => change.Result));
        Assert.Equal(["acisecmon", "acisecmon-2"], changes.Select(static change => change.TargetName));
        Assert.Equal(AciChangeResult.Unchanged, Assert.Single(await world.EnableAsync(new EnableDiagnosticsRequest { WorkspaceId = W.Workspace, StorageAccountId = W.Storage })).Result);
    }

    [Fact]
    public async Task Another_hub_of_the_same_rule_is_refused_before_the_service_refuses_it()
    {
        var world = new W();
        world.Arm.Put(W.Namespace + "/eventhubs/mine", """{"name":"mine","properties":{}}""");
        world.Add(world.Group("web"), "theirs", $"\"eventHubAuthorizationRuleId\":\"{W.Rule}\",\"eventHubName\":\"other\",{W.AllOn}");

        AciChange change = Assert.Single(await world.EnableAsync(new EnableDiagnosticsRequest { EventHubAuthorizationRuleId = W.Rule, EventHubName = "mine" }));

        Assert.Equal(AciChangeResult.Refused, change.Result);
        Assert.Contains("'theirs' uses the same authorization rule", change.Message, StringComparison.Ordinal);
        Assert.Empty(world.Arm.Writes);
    }
}
