using W = AciSecMon.Azure.Tests.Diagnostics.DiagnosticsWorld;

namespace AciSecMon.Azure.Tests.Diagnostics;

/// <summary>A question can stand for minutes, and nobody waits for its answer but the one who asked.</summary>
public sealed class QuestionTests
{
    private static readonly EnableDiagnosticsRequest ToWorkspace = new() { WorkspaceId = W.Workspace };
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task What_was_read_before_a_long_question_is_read_again_and_written_where_it_is_the_same()
    {
        var world = new W();
        string group = world.Group("web");
        world.Pipeline.OnAsk = _ => world.Watch.Advance(Long);

        Assert.Equal(AciChangeResult.Changed, Assert.Single(await world.EnableAsync(ToWorkspace)).Result);

        Assert.Single(world.Pipeline.Asked);
        Assert.Equal(2, Reads(world, group));
    }

    [Fact]
    public async Task Where_no_question_stands_no_request_is_added()
    {
        var world = new W();
        string group = world.Group("web");

        await world.EnableAsync(ToWorkspace);

        Assert.Equal(1, Reads(world, group));
    }

    [Fact]
    public async Task Groups_that_were_read_ahead_of_a_long_question_are_read_again_too()
    {
        var world = new W();
        string first = world.Group("a"), second = world.Group("b");
        world.Pipeline.OnAsk = _ =>
        {
            if (world.Pipeline.Asked.Count == 1) world.Watch.Advance(Long);
        };

        Assert.Equal([AciChangeResult.Changed, AciChangeResult.Changed], (await world.EnableAsync(ToWorkspace)).Select(static change => change.Result));

        Assert.Equal((2, 2), (Reads(world, first), Reads(world, second)));
        Assert.Equal(2, world.Pipeline.Asked.Count);
    }

    [Fact]
    public async Task Where_the_state_has_changed_it_is_asked_anew_and_only_what_was_approved_is_written()
    {
        var world = new W();
        string group = world.Group("web");
        world.Pipeline.OnAsk = _ =>
        {
            if (world.Pipeline.Asked.Count > 1) return;
            world.Watch.Advance(Long);
            world.Add(group, "theirs", $"\"workspaceId\":\"{W.Workspace}\",\"storageAccountId\":\"{W.Storage}\",\"logs\":[{{\"category\":\"ContainerInstanceLog\",\"enabled\":true}}]");
        };

        Assert.Equal(AciChangeResult.Changed, Assert.Single(await world.EnableAsync(ToWorkspace)).Result);

        Assert.Equal(2, world.Pipeline.Asked.Count);
        Assert.Contains("with events and metrics to", world.Pipeline.Asked[1].Action, StringComparison.Ordinal);
        Assert.EndsWith(Assert.Single(world.Arm.Writes).Body!.ToJsonString(new() { WriteIndented = true }), world.Pipeline.Asked[1].Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_else_did_while_the_question_stood_is_not_done_again()
    {
        var world = new W();
        string group = world.Group("web");
        world.Pipeline.OnAsk = _ =>
        {
            world.Watch.Advance(Long);
            world.Add(group, "theirs", $"\"workspaceId\":\"{W.Workspace}\",{W.AllOn}");
        };

        AciChange change = Assert.Single(await world.EnableAsync(ToWorkspace));

        Assert.Equal((AciChangeResult.Unchanged, "theirs"), (change.Result, change.TargetName));
        Assert.Empty(world.Arm.Writes);
    }

    [Fact]
    public async Task Who_changes_it_time_and_again_is_not_raced()
    {
        var world = new W();
        string group = world.Group("web");
        world.Pipeline.OnAsk = _ =>
        {
            world.Watch.Advance(Long);
            string category = world.Pipeline.Asked.Count == 1 ? "ContainerInstanceLog" : "ContainerEvent";
            world.Add(group, "theirs", $"\"workspaceId\":\"{W.Workspace}\",\"logs\":[{{\"category\":\"{category}\",\"enabled\":true}}]");
        };

        AciChange change = Assert.Single(await world.EnableAsync(ToWorkspace));

        Assert.Equal(AciChangeResult.Refused, change.Result);
        Assert.Equal("AciChangeContested", Assert.Single(world.Pipeline.Problems).Id);
        Assert.Equal(2, world.Pipeline.Asked.Count);
        Assert.Empty(world.Arm.Writes);
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_again_is_not_written_to()
    {
        var world = new W();
        string group = world.Group("web");
        world.Pipeline.OnAsk = _ =>
        {
            world.Watch.Advance(Long);
            world.Arm.Fail("GET", W.Setting(group), 503);
        };

        AciChange change = Assert.Single(await world.EnableAsync(ToWorkspace));

        Assert.Equal(AciChangeResult.Failed, change.Result);
        Assert.EndsWith("Nothing was written.", change.Message, StringComparison.Ordinal);
        Assert.Empty(world.Arm.Writes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_setting_that_is_gone_or_another_by_the_answer_is_not_deleted_unasked(bool isGone)
    {
        var world = new W();
        string group = world.Group("web");
        world.Add(group, "acisecmon", $"\"workspaceId\":\"{W.Workspace}\",{W.AllOn}");
        world.Pipeline.OnAsk = _ =>
        {
            if (world.Pipeline.Asked.Count > 1) return;
            world.Watch.Advance(Long);
            if (isGone) world.Arm.Remove(W.Setting(group, "acisecmon"));
            else world.Add(group, "acisecmon", $"\"storageAccountId\":\"{W.Storage}\",{W.AllOn}");
        };

        AciChange change = Assert.Single(await world.DisableAsync());

        Assert.Equal(isGone ? AciChangeResult.Unchanged : AciChangeResult.Changed, change.Result);
        Assert.Equal(isGone ? 0 : 1, world.Arm.Writes.Count);
        if (!isGone) Assert.Contains("storage account 'archive'", world.Pipeline.Asked[1].Action, StringComparison.Ordinal);
    }

    private static int Reads(W world, string group) => world.Arm.Sent.Count(line => line == "GET " + W.Setting(group));
}
