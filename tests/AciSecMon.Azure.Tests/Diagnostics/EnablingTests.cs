using System.Text.Json.Nodes;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Diagnostics;
using AciSecMon.Azure.Tests.Support;
using W = AciSecMon.Azure.Tests.Diagnostics.DiagnosticsWorld;

namespace AciSecMon.Azure.Tests.Diagnostics;

public sealed class EnablingTests
{
    private static readonly EnableDiagnosticsRequest ToWorkspace = new() { WorkspaceId = W.Workspace };

    [Fact]
    public async Task A_group_without_settings_gets_one_with_everything_and_a_second_run_changes_nothing()
    {
        var world = new W();
        string group = world.Group("web");

        AciChange first = Assert.Single(await world.EnableAsync(ToWorkspace));
        AciChange second = Assert.Single(await world.EnableAsync(ToWorkspace));

        Assert.Equal((AciChangeResult.Changed, AciChangeResult.Unchanged), (first.Result, second.Result));
        ArmRequest write = Assert.Single(world.Arm.Writes);
        Assert.Equal(("PUT", W.Setting(group, "acisecmon"), "2021-05-01-preview"), (write.Method.Method, write.Path, write.ApiVersion));
        JsonNode expected = JsonNode.Parse($$"""{"properties":{"workspaceId":"{{W.Workspace}}",{{W.AllOn}} } }""")!;
        Assert.True(JsonNode.DeepEquals(expected, write.Body), write.Body!.ToJsonString());
        Assert.Empty(world.Pipeline.Problems);
    }

    [Fact]
    public async Task The_question_names_the_restart_and_shows_the_whole_request()
    {
        var world = new W();
        string group = world.Group("web");

        await world.EnableAsync(ToWorkspace);

        ChangeProposal asked = Assert.Single(world.Pipeline.Asked);
        Assert.Equal($"container group 'web' in 'shop' of subscription '{W.Subscription}'", asked.Target);
        Assert.Equal("write diagnostic setting 'acisecmon' with logs, events and metrics to workspace 'central'; the container group restarts", asked.Action);
        Assert.StartsWith($"PUT {W.Setting(group, "acisecmon")}?api-version=2021-05-01-preview\n{{", asked.Request, StringComparison.Ordinal);
        Assert.Contains("\"ContainerEvent\"", asked.Request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, AciChangeResult.WouldChange)]
    [InlineData(false, AciChangeResult.Declined)]
    public async Task Without_approval_nothing_is_written(bool isWhatIf, AciChangeResult result)
    {
        var world = new W { Pipeline = new TestPipeline { IsWhatIf = isWhatIf, SaysYes = false } };
        world.Group("web");

        AciChange change = Assert.Single(await world.EnableAsync(ToWorkspace));

        Assert.Equal(result, change.Result);
        Assert.Equal(isWhatIf, change.After?.Contains(W.Workspace, StringComparison.Ordinal) == true);
        Assert.Empty(world.Arm.Writes);
    }

    [Fact]
    public async Task Many_mentions_of_one_group_are_one_write()
    {
        var world = new W();
        string group = world.Group("web");

        List<AciChange> changes = await world.EnableAsync(ToWorkspace, new GroupSelection { ResourceId = [group, group.ToUpperInvariant(), group + "/"] });

        Assert.Single(changes);
        Assert.Single(world.Arm.Writes);
    }

    [Fact]
    public async Task A_setting_of_others_that_does_the_same_is_adopted_whatever_the_case_of_its_ids()
    {
        var world = new W();
        world.Add(world.Group("web"), "setByPolicy", $"\"workspaceId\":\"{W.Workspace.ToUpperInvariant()}\",{W.AllOn}");

        AciChange change = Assert.Single(await world.EnableAsync(ToWorkspace));

        Assert.Equal((AciChangeResult.Unchanged, "setByPolicy"), (change.Result, change.TargetName));
        Assert.Empty(world.Arm.Writes);
    }

    [Fact]
    public async Task A_setting_with_the_same_place_and_missing_categories_is_completed_and_keeps_what_it_has()
    {
        var world = new W();
        string group = world.Group("web");
        world.Add(
            group, "half",
            $"\"workspaceId\":\"{W.Workspace}\",\"logAnalyticsDestinationType\":\"Dedicated\",\"logs\":[{{\"category\":\"ContainerInstanceLog\",\"enabled\":true,\"retentionPolicy\":{{\"days\":30,\"enabled\":true}}}},{{\"category\":\"ContainerEvent\",\"enabled\":false}}]");

        AciChange change = Assert.Single(await world.EnableAsync(ToWorkspace));

        Assert.Equal((AciChangeResult.Changed, "half"), (change.Result, change.TargetName));
        JsonNode expected = JsonNode.Parse($$"""{"properties":{"workspaceId":"{{W.Workspace}}","logAnalyticsDestinationType":"Dedicated",{{W.AllOn}} } }""")!;
        Assert.True(JsonNode.DeepEquals(expected, Assert.Single(world.Arm.Writes).Body), change.After);
        Assert.Contains("\"ContainerEvent\"", change.Before, StringComparison.Ordinal);
        Assert.Equal(
            "change diagnostic setting 'half', which somebody else made: events and metrics added to workspace 'central'; it keeps logs to workspace 'central', and everything else that it has; the container group restarts",
            Assert.Single(world.Pipeline.Asked).Action);
    }

    [Fact]
    public async Task A_setting_that_speaks_in_groups_of_categories_is_completed_in_groups()
    {
        var world = new W();
        world.Add(world.Group("web"), "policy", $"\"workspaceId\":\"{W.Workspace}\",\"logs\":[{{\"category\":null,\"categoryGroup\":\"audit\",\"enabled\":true}}],\"metrics\":[]");

        Assert.Equal(AciChangeResult.Changed, Assert.Single(await world.EnableAsync(ToWorkspace)).Result);

        JsonArray logs = Assert.Single(world.Arm.Writes).Body!["properties"]!["logs"]!.AsArray();
        Assert.Equal(["audit", "allLogs"], logs.Select(static item => (string?)item!["categoryGroup"]));
    }

    [Fact]
    public async Task A_further_place_of_another_kind_joins_the_modules_own_setting()
    {
        var world = new W();
        world.Add(world.Group("web"), "acisecmon", $"\"workspaceId\":\"{W.Workspace}\",{W.AllOn}");

        AciChange change = Assert.Single(await world.EnableAsync(new EnableDiagnosticsRequest { WorkspaceId = W.Workspace, StorageAccountId = W.Storage, EventHubAuthorizationRuleId = W.Rule, EventHubName = null }));

        Assert.Equal(AciChangeResult.Changed, change.Result);
        JsonNode properties = Assert.Single(world.Arm.Writes).Body!["properties"]!;
        Assert.Equal((W.Workspace, W.Storage, W.Rule), ((string?)properties["workspaceId"], (string?)properties["storageAccountId"], (string?)properties["eventHubAuthorizationRuleId"]));
    }

    [Fact]
    public async Task A_setting_of_the_same_name_that_sends_elsewhere_is_not_overwritten()
    {
        var world = new W();
        world.Add(world.Group("web"), "acisecmon", $"\"workspaceId\":\"{W.Workspace}-other\",{W.AllOn}");

        AciChange change = Assert.Single(await world.EnableAsync(ToWorkspace));

        Assert.Equal(AciChangeResult.Refused, change.Result);
        Assert.Contains("central-other", change.Message, StringComparison.Ordinal);
        Assert.Empty(world.Arm.Writes);
        Assert.Single(world.Pipeline.Problems);
    }

    [Fact]
    public async Task A_sixth_setting_is_refused_before_the_write()
    {
        var world = new W();
        string group = world.Group("web");
        for (int i = 0; i < 5; i++) world.Add(group, $"s{i}", $"\"workspaceId\":\"{W.Workspace}{i}\",{W.AllOn}");

        AciChange change = Assert.Single(await world.EnableAsync(ToWorkspace));

        Assert.Equal(AciChangeResult.Refused, change.Result);
        Assert.Contains("more than 5", change.Message, StringComparison.Ordinal);
        Assert.Empty(world.Arm.Writes);
        Assert.Empty(world.Pipeline.Asked);
    }

    [Fact]
    public async Task Storage_of_another_region_is_refused_before_the_write_and_the_group_of_its_region_is_not()
    {
        var world = new W();
        world.Group("far", location: "eastus");
        world.Group("near");

        List<AciChange> changes = await world.EnableAsync(new EnableDiagnosticsRequest { StorageAccountId = W.Storage });

        Assert.Equal([AciChangeResult.Refused, AciChangeResult.Changed], changes.Select(static change => change.Result));
        Assert.Contains("eastus", changes[0].Message, StringComparison.Ordinal);
        Assert.Single(world.Arm.Writes);
    }

    [Fact]
    public async Task A_workspace_over_its_quota_of_the_day_is_sent_to_all_the_same_and_that_is_said()
    {
        var world = new W();
        world.Arm.Put(W.Workspace, """{"name":"central","location":"northeurope","properties":{"workspaceCapping":{"dataIngestionStatus":"OverQuota"} } }""");
        world.Group("web");

        AciChange change = Assert.Single(await world.EnableAsync(ToWorkspace));

        Assert.Equal(AciChangeResult.Changed, change.Result);
        Assert.Contains("quota", change.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_destination_that_does_not_exist_is_refused()
    {
        var world = new W();
        world.Group("web");

        AciChange change = Assert.Single(await world.EnableAsync(new EnableDiagnosticsRequest { WorkspaceId = W.Workspace + "2" }));

        Assert.Equal(AciChangeResult.Refused, change.Result);
        Assert.Contains("does not exist", change.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("central", null)]
    [InlineData(W.Storage, null)]
    [InlineData("/subscriptions/nope/resourceGroups/x/providers/Microsoft.OperationalInsights/workspaces/y", null)]
    [InlineData(W.Workspace + "?api-version=1", null)]
    [InlineData(W.Workspace, "a/b")]
    public async Task A_wrong_request_ends_before_anything_is_read(string? workspace, string? name)
    {
        var world = new W();
        world.Group("web");

        AciProblemException thrown = await Assert.ThrowsAsync<AciProblemException>(() => world.EnableAsync(new EnableDiagnosticsRequest { WorkspaceId = workspace, Name = name ?? "acisecmon" }));

        Assert.Equal(AciProblemKind.InvalidArgument, thrown.Problem.Kind);
        Assert.Empty(world.Arm.Sent);
        Assert.Empty(world.Arm.Queries);
    }

    [Theory]
    [InlineData(400, "BadRequest", "Category 'ContainerInstanceLog' is not supported.", "diagnostics.logAnalytics")]
    [InlineData(409, "FeatureNotRegistered", "The feature is off.", "diagnostics.logAnalytics")]
    [InlineData(403, "RequestDisallowedByPolicy", "No.", "policy")]
    [InlineData(403, "LinkedAuthorizationFailed", "No.", "Microsoft.OperationalInsights/workspaces/sharedKeys/action")]
    [InlineData(403, "LinkedAuthorizationFailed", "The client has permission to act on scope 'a', however the current tenant 'b' is not authorized to access linked subscription 'c'.", "workspace 'central' lies in another tenant")]
    [InlineData(403, "AuthorizationFailed", "No.", "Microsoft.Insights/diagnosticSettings/write")]
    [InlineData(403, "AuthorizationFailed", "The client 'x' does not have authorization to perform action 'Microsoft.OperationalInsights/workspaces/write' over scope '/w'.", "Ask for Microsoft.OperationalInsights/workspaces/write on workspace 'central'")]
    [InlineData(409, "MissingSubscriptionRegistration", "No.", "Microsoft.Insights")]
    [InlineData(409, "Conflict", "Data sink '" + W.Workspace + "' is already used in diagnostic setting 'x' for category 'ContainerEvent'. Data sinks can't be reused in different settings on the same category for the same resource.", "Run the command again")]
    [InlineData(400, "BadRequest", "The resource has reached the limit of 5 diagnostic settings.", "five settings at most")]
    [InlineData(400, "BadRequest", "Resources should be in the same region. Resource 'a' is in region 'b' and resource 'c' is in region 'd'.", "region of the container group")]
    [InlineData(404, "ResourceNotFound", "The resource '" + W.Workspace + "' was not found.", "workspace 'central' is not there")]
    [InlineData(404, "ResourceNotFound", "The Resource 'Microsoft.ContainerInstance/containerGroups/a' under resource group 'shop' was not found.", "container group is gone")]
    [InlineData(409, "ScopeLocked", "The scope '/x' cannot perform write operation because following scope(s) are locked: '/x'. Please remove the lock and try again.", "lock")]
    [InlineData(409, "AnotherOperationInProgress", "Another operation is in progress.", "Wait until it has ended")]
    [InlineData(400, "BadRequest", "It is wrong.", "Try again.")]
    public async Task A_refusal_of_the_service_comes_with_advice_and_the_next_group_goes_on(int status, string code, string message, string advice)
    {
        var world = new W();
        string first = world.Group("a");
        world.Group("b");
        world.Arm.Fail("PUT", W.Setting(first, "acisecmon"), status, code, message);

        List<AciChange> changes = await world.EnableAsync(ToWorkspace);

        Assert.Equal([status == 404 ? AciChangeResult.Failed : AciChangeResult.Refused, AciChangeResult.Changed], changes.Select(static change => change.Result));
        AciProblem problem = Assert.Single(world.Pipeline.Problems);
        Assert.Equal(first, problem.Target);
        Assert.Contains(advice, problem.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_that_the_service_did_not_keep_is_a_failure()
    {
        var world = new W();
        world.Group("web");
        world.Arm.Storing = static (_, body) =>
        {
            body["properties"]!["logs"]![1]!["enabled"] = false;
            return body;
        };

        AciChange change = Assert.Single(await world.EnableAsync(ToWorkspace));

        Assert.Equal(AciChangeResult.Failed, change.Result);
        Assert.Equal("AciChangeNotKept", Assert.Single(world.Pipeline.Problems).Id);
    }

    [Fact]
    public async Task A_fault_in_the_middle_is_resolved_by_reading_back()
    {
        var world = new W();
        string lost = world.Group("lost"), made = world.Group("made");
        world.Arm.Fail("PUT", W.Setting(lost, "acisecmon"), 500);
        world.Arm.Throw("PUT", W.Setting(made, "acisecmon"), () =>
        {
            world.Add(made, "acisecmon", $"\"workspaceId\":\"{W.Workspace}\",{W.AllOn}");
            return ScriptedArm.Error(504, "GatewayTimeout", "Too slow.");
        });

        List<AciChange> changes = await world.EnableAsync(ToWorkspace);

        Assert.Equal([AciChangeResult.Failed, AciChangeResult.Changed], changes.Select(static change => change.Result));
        Assert.Equal(lost, Assert.Single(world.Pipeline.Problems).Target);
    }

    [Fact]
    public async Task Settings_that_may_not_be_read_are_not_written_over()
    {
        var world = new W();
        world.Arm.Fail("GET", W.Setting(world.Group("web")), 403);

        Assert.Equal(AciChangeResult.Failed, Assert.Single(await world.EnableAsync(ToWorkspace)).Result);

        Assert.Empty(world.Arm.Writes);
        Assert.Single(world.Pipeline.Problems);
    }

    [Fact]
    public async Task Stopping_during_a_write_reports_it_and_begins_no_other()
    {
        var world = new W();
        string first = world.Group("a");
        world.Group("b");
        world.Arm.Throw("PUT", W.Setting(first, "acisecmon"), static () => new OperationCanceledException());
        var seen = new List<AciChange>();
        DiagnosticsEnabler enabler = world.Enabler;

        await Assert.ThrowsAsync<OperationCanceledException>(async () =>
        {
            await foreach (AciChange change in enabler.EnableAsync(new(), ToWorkspace, world.Pipeline, TestContext.Current.CancellationToken)) seen.Add(change);
        });

        Assert.Equal((AciChangeResult.Failed, "a"), (Assert.Single(seen).Result, seen[0].ContainerGroupName));
        Assert.Equal("AciChangeInterrupted", Assert.Single(world.Pipeline.Problems).Id);
        Assert.Single(world.Arm.Writes);
    }
}
