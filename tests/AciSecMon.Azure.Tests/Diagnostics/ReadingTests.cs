using AciSecMon.Azure.Tests.Support;
using W = AciSecMon.Azure.Tests.Diagnostics.DiagnosticsWorld;

namespace AciSecMon.Azure.Tests.Diagnostics;

public sealed class ReadingTests
{
    [Fact]
    public async Task A_setting_with_everything_on_and_a_workspace_that_can_receive_is_complete()
    {
        var world = new W();
        world.Add(world.Group("web"), "all", $"\"workspaceId\":\"{W.Workspace}\",{W.AllOn}");

        AciDiagnosticSetting row = Assert.Single(await world.ReadAsync());

        Assert.Equal((AciDiagnosticState.Complete, AciDiagnosticKind.DiagnosticSetting, "all"), (row.State, row.Kind, row.Name));
        Assert.Equal((true, true), (row.Destination[0].Exists, row.Destination[0].CanReceive));
        Assert.Empty(row.MissingCategory);
    }

    [Fact]
    public async Task A_group_with_neither_setting_nor_agent_is_off()
    {
        var world = new W();
        world.Group("web");

        AciDiagnosticSetting row = Assert.Single(await world.ReadAsync());

        Assert.Equal((AciDiagnosticKind.None, AciDiagnosticState.Off), (row.Kind, row.State));
        Assert.Equal(["ContainerInstanceLog", "ContainerEvent", "AllMetrics"], row.MissingCategory);
    }

    [Theory]
    [InlineData("\"logs\":[{\"categoryGroup\":\"audit\",\"enabled\":true}],\"metrics\":[]", AciDiagnosticState.Silent, "")]
    [InlineData("\"logs\":[{\"category\":\"ContainerInstanceLog\",\"enabled\":false}]", AciDiagnosticState.Silent, "")]
    [InlineData("\"logs\":[{\"category\":null,\"categoryGroup\":\"allLogs\",\"enabled\":true}]", AciDiagnosticState.Partial, "ContainerInstanceLog ContainerEvent")]
    [InlineData("\"metrics\":[{\"category\":\"AllMetrics\",\"enabled\":true}]", AciDiagnosticState.Partial, "AllMetrics")]
    [InlineData("\"logs\":[{\"category\":\"SomethingElse\",\"enabled\":true}]", AciDiagnosticState.Silent, "")]
    public async Task Only_what_is_on_and_exists_flows(string content, AciDiagnosticState state, string flowing)
    {
        var world = new W();
        world.Add(world.Group("web"), "odd", $"\"workspaceId\":\"{W.Workspace}\",{content}");

        AciDiagnosticSetting row = Assert.Single(await world.ReadAsync());

        Assert.Equal(state, row.State);
        Assert.Equal(flowing, string.Join(' ', row.Category));
    }

    [Fact]
    public async Task Settings_that_may_not_be_read_are_unknown_and_a_problem_that_names_the_action_and_the_next_group_goes_on()
    {
        var world = new W();
        string closed = world.Group("closed");
        world.Add(world.Group("open"), "all", $"\"workspaceId\":\"{W.Workspace}\",{W.AllOn}");
        world.Arm.Fail("GET", W.Setting(closed), 403, "AuthorizationFailed");

        List<AciDiagnosticSetting> rows = await world.ReadAsync();

        Assert.Equal([AciDiagnosticState.Unknown, AciDiagnosticState.Complete], rows.Select(static row => row.State));
        AciProblem problem = Assert.Single(world.Pipeline.Problems);
        Assert.Equal(closed, problem.Target);
        Assert.Contains("Microsoft.Insights/diagnosticSettings/read", problem.Recommendation, StringComparison.Ordinal);
        Assert.Contains("Microsoft.Insights/diagnosticSettings/read", rows[0].Note[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Whatever_the_fault_the_group_is_never_taken_for_one_without_collection(int status)
    {
        var world = new W();
        world.Arm.Fail("GET", W.Setting(world.Group("web")), status);

        AciDiagnosticSetting row = Assert.Single(await world.ReadAsync());

        Assert.Equal(AciDiagnosticState.Unknown, row.State);
        Assert.Single(world.Pipeline.Problems);
    }

    [Fact]
    public async Task A_destination_that_is_gone_breaks_the_setting()
    {
        var world = new W();
        world.Add(world.Group("web"), "all", $"\"workspaceId\":\"{W.Workspace}x\",{W.AllOn}");

        AciDiagnosticSetting row = Assert.Single(await world.ReadAsync());

        Assert.Equal(AciDiagnosticState.Broken, row.State);
        Assert.False(row.Destination[0].Exists);
    }

    [Fact]
    public async Task A_destination_that_may_not_be_read_is_never_taken_for_a_good_one()
    {
        var world = new W();
        world.Add(world.Group("web"), "all", $"\"workspaceId\":\"{W.Workspace}\",{W.AllOn}");
        world.Arm.Fail("GET", W.Workspace, 403, "AuthorizationFailed");

        AciDiagnosticSetting row = Assert.Single(await world.ReadAsync());

        Assert.Equal(AciDiagnosticState.Unknown, row.State);
        Assert.Null(row.Destination[0].Exists);
        Assert.Contains("Microsoft.OperationalInsights/workspaces/read", row.Destination[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"location":"northeurope","sku":{"name":"Standard_LRS"},"properties":{}}""", "region")]
    [InlineData("""{"location":"westeurope","sku":{"name":"Premium_LRS"},"properties":{}}""", "Premium_LRS")]
    [InlineData("""{"location":"westeurope","sku":{"name":"Standard_LRS"},"properties":{"dnsEndpointType":"AzureDnsZone"}}""", "DNS zone")]
    [InlineData("""{"location":"westeurope","sku":{"name":"Standard_LRS"},"properties":{"networkAcls":{"defaultAction":"Deny","bypass":"None"}}}""", "trusted")]
    public async Task A_storage_account_that_cannot_receive_says_why(string account, string why)
    {
        var world = new W();
        world.Arm.Put(W.Storage, account);
        world.Add(world.Group("web"), "all", $"\"storageAccountId\":\"{W.Storage}\",{W.AllOn}");

        AciDiagnosticSetting row = Assert.Single(await world.ReadAsync());

        Assert.Equal(AciDiagnosticState.Broken, row.State);
        Assert.Contains(why, row.Destination[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_firewalled_storage_account_that_lets_trusted_services_in_can_receive()
    {
        var world = new W();
        world.Arm.Put(W.Storage, """{"location":"westeurope","sku":{"name":"Standard_GRS"},"properties":{"networkAcls":{"defaultAction":"Deny","bypass":"Logging, AzureServices"}}}""");
        world.Add(world.Group("web"), "all", $"\"storageAccountId\":\"{W.Storage}\",{W.AllOn}");

        Assert.Equal(AciDiagnosticState.Complete, Assert.Single(await world.ReadAsync()).State);
    }

    [Fact]
    public async Task An_event_hubs_rule_needs_all_three_rights()
    {
        var world = new W();
        world.Arm.Put(W.Rule, """{"name":"send","properties":{"rights":["Send"]}}""");
        world.Add(world.Group("web"), "all", $"\"eventHubAuthorizationRuleId\":\"{W.Rule}\",{W.AllOn}");

        AciDiagnosticSetting row = Assert.Single(await world.ReadAsync());

        Assert.Equal(AciDiagnosticState.Broken, row.State);
        Assert.Contains("Manage and Listen", row.Destination[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_event_hubs_namespace_cannot_receive()
    {
        var world = new W();
        world.Arm.Put(W.Namespace + "/networkRuleSets/default", """{"properties":{"defaultAction":"Deny","trustedServiceAccessEnabled":false}}""");
        world.Add(world.Group("web"), "all", $"\"eventHubAuthorizationRuleId\":\"{W.Rule}\",{W.AllOn}");

        Assert.Equal(AciDiagnosticState.Broken, Assert.Single(await world.ReadAsync()).State);
    }

    [Fact]
    public async Task The_groups_own_agent_is_shown_beside_the_settings()
    {
        var world = new W();
        world.Arm.WorkspaceRows.Add($$"""{"id":"{{W.Workspace}}","name":"central","location":"northeurope","properties":{"customerId":"{{W.Customer}}"} }""");
        string group = world.Group("web", $$"""{"osType":"Linux","diagnostics":{"logAnalytics":{"workspaceId":"{{W.Customer}}","logType":"ContainerInsights"} } }""");
        world.Add(group, "all", $"\"workspaceId\":\"{W.Workspace}\",{W.AllOn}");

        List<AciDiagnosticSetting> rows = await world.ReadAsync();

        Assert.Equal([AciDiagnosticKind.DiagnosticSetting, AciDiagnosticKind.LegacyLogAnalytics], rows.Select(static row => row.Kind));
        Assert.Equal((AciDiagnosticState.Partial, true), (rows[1].State, rows[1].Destination[0].CanReceive));
        Assert.Contains(rows[0].Note, static note => note.Contains("twice", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"features\":{\"disableLocalAuth\":true}")]
    [InlineData("\"publicNetworkAccessForIngestion\":\"Disabled\"")]
    public async Task The_agent_needs_keys_and_public_ingestion(string closed)
    {
        var world = new W();
        world.Arm.WorkspaceRows.Add($$"""{"id":"{{W.Workspace}}","properties":{"customerId":"{{W.Customer}}",{{closed}} } }""");
        world.Group("web", $$"""{"diagnostics":{"logAnalytics":{"workspaceId":"{{W.Customer}}"} } }""");

        Assert.Equal(AciDiagnosticState.Broken, Assert.Single(await world.ReadAsync()).State);
    }

    [Theory]
    [InlineData("OverQuota", AciDiagnosticState.Complete, "quota")]
    [InlineData("ForceOff", AciDiagnosticState.Broken, "switched off")]
    [InlineData("SubscriptionSuspended", AciDiagnosticState.Broken, "suspended")]
    public async Task A_workspace_over_its_quota_of_the_day_is_a_note_and_one_that_is_off_is_not_able_to_receive(string status, AciDiagnosticState state, string says)
    {
        var world = new W();
        world.Arm.Put(W.Workspace, $$"""{"name":"central","location":"northeurope","properties":{"workspaceCapping":{"dataIngestionStatus":"{{status}}"} } }""");
        world.Add(world.Group("web"), "all", $"\"workspaceId\":\"{W.Workspace}\",{W.AllOn}");

        AciDiagnosticSetting row = Assert.Single(await world.ReadAsync());

        Assert.Equal(state, row.State);
        Assert.Contains(row.Note, note => note.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_destination_of_many_groups_is_read_once()
    {
        var world = new W();
        for (int i = 0; i < 30; i++) world.Add(world.Group($"web{i}"), "all", $"\"workspaceId\":\"{(i % 2 == 0 ? W.Workspace : W.Workspace.ToUpperInvariant())}\",{W.AllOn}");

        List<AciDiagnosticSetting> rows = await world.ReadAsync();

        Assert.Equal(30, rows.Count);
        Assert.Equal(1, world.Arm.Sent.Count(static line => line.Contains("/workspaces/", StringComparison.OrdinalIgnoreCase)));
        Assert.Equal(Enumerable.Range(0, 30).Select(static i => $"web{i}"), rows.Select(static row => row.ContainerGroupName));
    }

    [Fact]
    public async Task A_named_group_that_the_index_does_not_know_yet_is_read_by_itself_and_a_vanished_one_is_a_problem()
    {
        var world = new W();
        string young = world.Group("young");
        world.Arm.Rows.Clear();
        world.Arm.Put(young, $$"""{"id":"{{young}}","name":"young","location":"westeurope","properties":{} }""");

        List<AciDiagnosticSetting> rows = await world.ReadAsync(new GroupSelection { ResourceId = [young, young.ToUpperInvariant(), young + "gone", "/nonsense"] });

        Assert.Equal(["young"], rows.Select(static row => row.ContainerGroupName));
        Assert.Equal(["/nonsense", young + "gone"], world.Pipeline.Problems.Select(static problem => problem.Target).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_query_that_fails_is_a_problem()
    {
        var world = new W();
        world.Arm.QueryFault = static () => ScriptedArm.Error(429, "TooManyRequests", "Wait.");

        Assert.Empty(await world.ReadAsync());
        Assert.Equal(AciProblemKind.Throttled, Assert.Single(world.Pipeline.Problems).Kind);
    }
}
