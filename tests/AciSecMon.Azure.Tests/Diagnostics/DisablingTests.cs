using AciSecMon.Azure.Tests.Support;
using W = AciSecMon.Azure.Tests.Diagnostics.DiagnosticsWorld;

namespace AciSecMon.Azure.Tests.Diagnostics;

public sealed class DisablingTests
{
    private const string Own = "acisecmon";

    [Fact]
    public async Task The_modules_own_setting_is_deleted_and_those_of_others_stay()
    {
        var world = new W();
        string group = world.Group("web");
        world.Add(group, Own, $"\"workspaceId\":\"{W.Workspace}\",{W.AllOn}");
        world.Add(group, "theirs", $"\"workspaceId\":\"{W.Workspace}2\",{W.AllOn}");

        AciChange change = Assert.Single(await world.DisableAsync());

        Assert.Equal((AciChangeResult.Changed, Own, null), (change.Result, change.TargetName, change.After));
        Assert.Contains(W.Workspace, change.Before, StringComparison.Ordinal);
        Assert.Null(world.Arm.At(W.Setting(group, Own)));
        Assert.NotNull(world.Arm.At(W.Setting(group, "theirs")));
        Assert.Equal("DELETE", Assert.Single(world.Arm.Writes).Method.Method);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ops")]
    [InlineData("o*")]
    [InlineData("acisecmon-ops")]
    public async Task What_was_made_under_a_name_of_ones_own_is_known_and_deleted(string? pattern)
    {
        var world = new W();
        string group = world.Group("web");

        AciChange made = Assert.Single(await world.EnableAsync(new EnableDiagnosticsRequest { WorkspaceId = W.Workspace, Name = "ops" }));
        AciChange ended = Assert.Single(await world.DisableAsync(pattern));

        Assert.Equal(("acisecmon-ops", AciChangeResult.Changed), (made.TargetName, made.Result));
        Assert.Equal(("acisecmon-ops", AciChangeResult.Changed), (ended.TargetName, ended.Result));
        Assert.Null(world.Arm.At(W.Setting(group, "acisecmon-ops")));
    }

    [Fact]
    public async Task A_setting_of_others_is_only_switched_off_and_a_second_run_changes_nothing()
    {
        var world = new W();
        string group = world.Group("web");
        world.Add(group, "theirs", $"\"workspaceId\":\"{W.Workspace}\",{W.AllOn}");

        AciChange first = Assert.Single(await world.DisableAsync("the*"));
        AciChange second = Assert.Single(await world.DisableAsync("the*"));

        Assert.Equal((AciChangeResult.Changed, AciChangeResult.Unchanged), (first.Result, second.Result));
        Assert.Equal("PUT", Assert.Single(world.Arm.Writes).Method.Method);
        Assert.Equal(
            "switch off everything in diagnostic setting 'theirs', which somebody else made; the setting itself stays with its destinations, nothing goes to workspace 'central' any more, and the container group may restart",
            Assert.Single(world.Pipeline.Asked).Action);
        Assert.DoesNotContain("true", world.Arm.At(W.Setting(group, "theirs"))!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(W.Workspace, (string?)world.Arm.At(W.Setting(group, "theirs"))!["properties"]!["workspaceId"]);
    }

    [Fact]
    public async Task Where_only_the_groups_own_agent_is_left_that_is_said()
    {
        var world = new W();
        world.Group("web", $$"""{"diagnostics":{"logAnalytics":{"workspaceId":"{{W.Customer}}"} } }""");

        AciChange change = Assert.Single(await world.DisableAsync());

        Assert.Equal(AciChangeResult.Unchanged, change.Result);
        Assert.Contains("deployed again", change.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_approval_nothing_is_deleted()
    {
        var world = new W { Pipeline = new TestPipeline { IsWhatIf = true } };
        world.Add(world.Group("web"), Own, $"\"workspaceId\":\"{W.Workspace}\",{W.AllOn}");

        Assert.Equal(AciChangeResult.WouldChange, Assert.Single(await world.DisableAsync()).Result);

        Assert.Empty(world.Arm.Writes);
        Assert.StartsWith("DELETE /subscriptions/", Assert.Single(world.Pipeline.Asked).Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_vanished_in_between_counts_as_deleted()
    {
        var world = new W();
        string group = world.Group("web");
        world.Add(group, Own, $"\"workspaceId\":\"{W.Workspace}\",{W.AllOn}");
        world.Arm.Fail("DELETE", W.Setting(group, Own), 404);
        world.Arm.Fail("GET", W.Setting(group, Own), 404);

        Assert.Equal(AciChangeResult.Changed, Assert.Single(await world.DisableAsync()).Result);
        Assert.Empty(world.Pipeline.Problems);
    }

    [Fact]
    public async Task A_refused_deletion_names_the_action()
    {
        var world = new W();
        string group = world.Group("web");
        world.Add(group, Own, $"\"workspaceId\":\"{W.Workspace}\",{W.AllOn}");
        world.Arm.Fail("DELETE", W.Setting(group, Own), 403, "AuthorizationFailed");

        Assert.Equal(AciChangeResult.Refused, Assert.Single(await world.DisableAsync()).Result);
        Assert.Contains("Microsoft.Insights/diagnosticSettings/delete", Assert.Single(world.Pipeline.Problems).Recommendation, StringComparison.Ordinal);
    }
}
