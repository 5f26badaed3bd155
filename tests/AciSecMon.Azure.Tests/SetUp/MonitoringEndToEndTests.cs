using System.Text.Json.Nodes;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.SetUp;

/// <summary>The whole set-up on the sample estate.</summary>
public sealed class MonitoringEndToEndTests
{
    private const string Shop = "11111111-aaaa-4aaa-8aaa-000000000001";
    private const string Data = "22222222-bbbb-4bbb-8bbb-000000000002";
    private const string Platform = $"/subscriptions/{Shop}/resourceGroups/rg-platform/providers";
    private const string Workspace = $"{Platform}/Microsoft.OperationalInsights/workspaces/log-northlight";
    private const string OnCall = $"{Platform}/Microsoft.Insights/actionGroups/ag-oncall";

    private readonly SandboxServer server = SandboxServer.Sample();
    private readonly AzureEngine engine = new();
    private TestPipeline pipeline = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static IReadOnlySet<AciMonitoringStep> All { get; } = Enum.GetValues<AciMonitoringStep>().ToHashSet();

    [Fact]
    public async Task Everything_is_set_up_in_order_and_a_second_run_changes_nothing()
    {
        AciConnection connection = await ConnectAsync();
        int[] before = await SharesAsync(connection);

        List<AciChange> first = await EnableAsync(connection, Request(All));
        server.Log.Clear();
        List<AciChange> second = await EnableAsync(connection, Request(All));

        string[] kinds = [.. first.Select(KindOf)];
        Assert.Equal(["workspaces", "pricings", "diagnosticSettings of a group", "diagnosticSettings", "activityLogAlerts", "scheduledQueryRules", "metricAlerts", "policies"], kinds.Distinct());
        Assert.Equal(kinds.Distinct().Count() - 1, kinds.Zip(kinds.Skip(1)).Count(static pair => pair.First != pair.Second));
        Assert.Contains(first, static change => change.Result == AciChangeResult.Changed);
        Assert.Equal(first.Count, second.Count);
        Assert.All(second.Zip(first), static pair => Assert.Equal(pair.Second.Result == AciChangeResult.Changed ? AciChangeResult.Unchanged : pair.Second.Result, pair.First.Result));
        Assert.DoesNotContain(server.Log.Requests, static request => request is { Method: "PUT", Status: 200 or 201 });
        int[] after = await SharesAsync(connection);
        Assert.Equal(before.Length, after.Length);
        Assert.All(before.Zip(after), static pair => Assert.True(pair.Second >= pair.First));
        Assert.True(after.Sum() > before.Sum(), $"{before.Sum()} {after.Sum()}");
    }

    [Fact]
    public async Task The_set_up_and_the_commands_that_coverage_then_names_leave_nothing_but_what_needs_a_deployment()
    {
        AciConnection connection = await ConnectAsync();
        double before = (await RowsAsync(connection)).Average(static row => row.Percent!.Value);
        await EnableAsync(connection, Request(All));

        List<AciMonitoringCoverage> rows = await RowsAsync(connection);

        // The set-up is for one workspace. The logs that go to another one are searched there.
        (string Name, AciCoveragePart Part) open = Assert.Single(
            rows.SelectMany(static row => row.Part.Select(part => (row.Name, part))), static one => one.part.State is not (AciCoverageState.On or AciCoverageState.NeedsRedeployment));
        string other = Workspace.Replace(Shop, Data, StringComparison.Ordinal).Replace("rg-platform", "rg-store", StringComparison.Ordinal).Replace("log-northlight", "log-sealed", StringComparison.Ordinal);
        Assert.Equal(("Northlight Data", "AlertOnDetection", $"Enable-AciAlertRule -Detection ACI-KQL-* -WorkspaceId '{other}' -ResourceGroupName $resourceGroupName -ActionGroupId $actionGroupId"), (open.Name, open.Part.Name, open.Part.Command));
        await foreach (AciChange change in engine.EnableAlertRulesAsync(
            connection, new EnableAlertRuleRequest { Detection = ["ACI-KQL-*"], WorkspaceId = other, ActionGroupId = [OnCall] }, pipeline, Stop)) Assert.Equal(AciChangeResult.Changed, change.Result);
        Assert.All(await RowsAsync(connection), static row => Assert.Equal(100, row.Percent));
        Assert.InRange(before, 0, 50);
    }

    [Fact]
    public async Task A_workspace_that_is_not_there_is_made_where_its_resource_group_is()
    {
        const string Fresh = $"{Platform}/Microsoft.OperationalInsights/workspaces/log-fresh";
        AciConnection connection = await ConnectAsync();
        EnableMonitoringRequest request = Request([AciMonitoringStep.Workspace, AciMonitoringStep.ActivityLogExport], Fresh);
        server.Log.Clear();

        List<AciChange> first = await EnableAsync(connection, request);

        Assert.Equal((AciChangeResult.Changed, Fresh), (first[0].Result, first[0].TargetId));
        JsonNode body = Puts().First().Body;
        Assert.Equal(("westeurope", "PerGB2018", 90), ((string?)body["location"], (string?)body["properties"]!["sku"]!["name"], (int)body["properties"]!["retentionInDays"]!));
        Assert.Equal(3, first.Skip(1).Count(static change => change.Result == AciChangeResult.Changed));
        Assert.All(await EnableAsync(connection, request), static change => Assert.Equal(AciChangeResult.Unchanged, change.Result));
    }

    [Fact]
    public async Task A_workspace_that_is_only_planned_keeps_no_other_step_from_being_planned_with_its_restarts()
    {
        pipeline = new TestPipeline { IsWhatIf = true };
        AciConnection connection = await ConnectAsync();

        List<AciChange> changes = await EnableAsync(connection, Request(All, $"{Platform}/Microsoft.OperationalInsights/workspaces/log-fresh"));

        Assert.Equal(["workspaces", "pricings", "diagnosticSettings of a group", "diagnosticSettings", "activityLogAlerts", "scheduledQueryRules", "metricAlerts", "policies"], changes.Select(KindOf).Distinct());
        Assert.All(changes.Where(static change => KindOf(change) == "diagnosticSettings of a group" && change.Result == AciChangeResult.WouldChange), static change => Assert.Contains("restart", change.Consequence, StringComparison.Ordinal));
        Assert.DoesNotContain(changes, static change => change.Result is AciChangeResult.Changed or AciChangeResult.Failed);
        Assert.Empty(pipeline.Problems);
        Assert.DoesNotContain(server.Log.Requests, static request => request.Method == "PUT");
    }

    [Fact]
    public async Task What_people_set_on_rules_stays_when_the_set_up_runs_again()
    {
        AciConnection connection = await ConnectAsync();
        await EnableAsync(connection, Request([AciMonitoringStep.OperationAlert, AciMonitoringStep.DetectionAlert, AciMonitoringStep.MetricAlert]));
        var tuned = new EnableAlertRuleRequest { Detection = ["ACI-KQL-001"], Parameter = new Dictionary<string, object?> { ["expectedCallers"] = new object?[] { "anna@northlight.example" } }, WorkspaceId = Workspace, ResourceGroupName = "rg-monitoring", ActionGroupId = [OnCall] };
        var lower = new EnableAlertRuleRequest { Metric = [AciMetricName.Cpu], Threshold = 60, Groups = new GroupSelection { Name = ["web-front"] }, ActionGroupId = [OnCall] };
        foreach (EnableAlertRuleRequest one in new[] { tuned, lower })
        {
            await foreach (AciChange change in engine.EnableAlertRulesAsync(connection, one, pipeline, Stop)) Assert.Equal(AciChangeResult.Changed, change.Result);
        }

        await foreach (AciChange change in engine.DisableAlertRulesAsync(connection, new DisableAlertRuleRequest { Name = ["acisecmon-attach"] }, pipeline, Stop)) Assert.Equal(AciChangeResult.Changed, change.Result);

        List<AciChange> again = await EnableAsync(connection, Request([AciMonitoringStep.OperationAlert, AciMonitoringStep.DetectionAlert, AciMonitoringStep.MetricAlert]));

        Assert.All(again, static change => Assert.Equal(AciChangeResult.Unchanged, change.Result));
    }

    [Fact]
    public async Task Where_all_groups_are_of_Windows_no_rule_on_metrics_is_made_for_anybody()
    {
        AciConnection connection = await ConnectAsync();
        await foreach (AciContainerGroup group in new AciSecMon.Assessment.AssessmentEngine(server.Clock).ReadContainerGroupsAsync([new LiveInput { Connection = connection }], new ReadOptions(), pipeline, Stop))
        {
            if (group.SubscriptionId == Data && group.OsType != "Windows") server.Drop(group.ResourceId!);
        }

        var request = new EnableMonitoringRequest { WorkspaceId = Workspace, ActionGroupId = [OnCall], SubscriptionId = [Data], Step = new HashSet<AciMonitoringStep> { AciMonitoringStep.MetricAlert } };
        Assert.Empty(await EnableAsync(connection, request));
    }

    [Fact]
    public async Task Addresses_are_written_to_by_one_action_group_that_every_rule_calls()
    {
        AciConnection connection = await ConnectAsync();
        server.Log.Clear();
        var request = new EnableMonitoringRequest { WorkspaceId = Workspace, ResourceGroupName = "rg-platform", Email = ["sec@northlight.example"], SubscriptionId = [Shop], Step = All };

        await EnableAsync(connection, request);

        string[] made = [.. Puts().Select(static put => put.Path.Split('?')[0])];
        string group = Assert.Single(made, static path => path.Contains("/actionGroups/", StringComparison.Ordinal));
        (string Path, JsonNode Body)[] rules = [.. Puts().Where(static put => put.Path.Contains("lerts/", StringComparison.Ordinal) || put.Path.Contains("/scheduledQueryRules/", StringComparison.Ordinal))];
        Assert.Equal(3, rules.Select(static rule => rule.Path.Split('/')[^2]).Distinct().Count());
        Assert.All(rules, rule => Assert.Contains(group, rule.Body.ToJsonString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_export_adds_what_is_lacking_by_a_setting_of_its_own_and_leaves_others_alone()
    {
        AciConnection connection = await ConnectAsync();
        server.Log.Clear();

        List<AciChange> changes = await EnableAsync(connection, Request([AciMonitoringStep.ActivityLogExport]));

        Assert.Equal(AciChangeResult.Unchanged, changes.Single(static change => change.SubscriptionId == Shop).Result);
        AciChange[] made = [.. changes.Where(static change => change.Result == AciChangeResult.Changed)];
        Assert.NotEmpty(made);
        Assert.All(made, static change => Assert.Equal((true, "acisecmon"), (change.Consequence is not null, change.TargetName)));
        foreach ((string path, JsonNode body) in Puts())
        {
            Assert.EndsWith("/providers/Microsoft.Insights/diagnosticSettings/acisecmon?api-version=2021-05-01-preview", path, StringComparison.Ordinal);
            Assert.Equal(Workspace, (string?)body["properties"]!["workspaceId"]);
            Assert.Equal(["Administrative true", "Policy true", "Security true"], body["properties"]!["logs"]!.AsArray().Select(static log => $"{log!["category"]} {log["enabled"]}").Order(StringComparer.Ordinal));
        }

        List<AciMonitoringCoverage> rows = [];
        await foreach (AciMonitoringCoverage row in engine.GetCoverageAsync(connection, new GroupSelection(), new CoverageRequest(), pipeline, Stop)) rows.Add(row);
        Assert.All(rows.SelectMany(static row => row.Part).Where(static part => part.Name == "ActivityLogExport"), static part => Assert.Equal(AciCoverageState.On, part.State));
    }

    [Fact]
    public async Task What_only_looks_writes_nothing_and_says_what_each_change_entails()
    {
        pipeline = new TestPipeline { IsWhatIf = true };
        AciConnection connection = await ConnectAsync();
        server.Log.Clear();

        List<AciChange> changes = await EnableAsync(connection, Request(All));

        Assert.Empty(Puts());
        Assert.All(changes, static change => Assert.NotEqual(AciChangeResult.Changed, change.Result));
        Assert.Equal(7, changes.Where(static change => change.Result == AciChangeResult.WouldChange).Select(KindOf).Distinct().Count());
        Assert.All(changes.Where(static change => change.Result == AciChangeResult.WouldChange && KindOf(change) is not ("activityLogAlerts" or "policies")), static change => Assert.NotNull(change.Consequence));
    }

    [Fact]
    public async Task What_fails_in_one_step_keeps_no_other_from_being_done()
    {
        foreach (string action in new[] { "Microsoft.Security/*", "Microsoft.OperationalInsights/workspaces/read" }) server.Rights.Deny(action, "/subscriptions/" + Shop);
        AciConnection connection = await ConnectAsync();

        List<AciChange> changes = await EnableAsync(connection, Request([AciMonitoringStep.DefenderPlan, AciMonitoringStep.DetectionAlert, AciMonitoringStep.ActivityLogExport]));

        Assert.All(changes.Where(static change => change.SubscriptionId == Shop && KindOf(change) == "pricings"), static change => Assert.Equal(AciChangeResult.Failed, change.Result));
        Assert.Contains(changes, static change => KindOf(change) == "diagnosticSettings" && change.Result == AciChangeResult.Changed);
        Assert.Contains(pipeline.Problems, static problem => $"{problem.Message} {problem.Recommendation}".Contains("Microsoft.OperationalInsights/workspaces/read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_was_stopped_is_continued_by_another()
    {
        AciConnection connection = await ConnectAsync();
        List<AciChange> begun = [];
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (AciChange change in engine.EnableMonitoringAsync(connection, Request(All), pipeline, stop.Token))
            {
                begun.Add(change);
                if (KindOf(change) == "diagnosticSettings") await stop.CancelAsync();
            }
        });

        List<AciChange> rest = await EnableAsync(connection, Request(All));

        Assert.All(begun.Where(static change => change.Result == AciChangeResult.Changed), done => Assert.Equal(AciChangeResult.Unchanged, Same(rest, done).Result));
        Assert.Contains(rest, static change => KindOf(change) == "scheduledQueryRules" && change.Result == AciChangeResult.Changed);

        static AciChange Same(List<AciChange> rest, AciChange done) => rest.First(change => KindOf(change) == KindOf(done) && change.ResourceId == done.ResourceId && (KindOf(done).StartsWith("diag", StringComparison.Ordinal) || change.TargetId == done.TargetId));
    }

    [Fact]
    public async Task The_modules_policies_are_assigned_once_in_each_subscription_unless_a_management_group_sees_to_it()
    {
        AciConnection connection = await ConnectAsync();
        await foreach (AciChange change in engine.EnablePoliciesAsync(
            connection, new EnablePolicyRequest { Name = ["acisecmon-container-groups"], Place = new PolicyPlace { ManagementGroupName = "northlight-production" } }, pipeline, Stop)) Assert.Equal(AciChangeResult.Changed, change.Result);

        List<AciChange> changes = await EnableAsync(connection, Request([AciMonitoringStep.Policy]));

        Assert.Equal(2, changes.Count(static change => change.Result == AciChangeResult.Unchanged && change.Message.Contains("management group 'northlight-production'", StringComparison.Ordinal)));
        AciChange[] made = [.. changes.Where(static change => change.Result == AciChangeResult.Changed)];
        Assert.Equal(18, made.Length);
        Assert.All(made, static change => Assert.Equal("33333333-cccc-4ccc-8ccc-000000000003", change.SubscriptionId));
        Assert.All(await EnableAsync(connection, Request([AciMonitoringStep.Policy])), static change => Assert.Equal(AciChangeResult.Unchanged, change.Result));
    }

    [Fact]
    public async Task What_people_set_on_the_policies_stays_when_the_set_up_runs_again()
    {
        AciConnection connection = await ConnectAsync();
        await EnableAsync(connection, Request([AciMonitoringStep.Policy]));
        var tuned = new EnablePolicyRequest { Name = ["acisecmon-container-groups"], Place = new PolicyPlace { SubscriptionId = [Shop] }, Effect = "Deny", DoNotEnforce = true, Parameter = new Dictionary<string, object?> { ["allowedPorts"] = 8443 } };
        await foreach (AciChange _ in engine.EnablePoliciesAsync(connection, tuned, pipeline, Stop))
        {
        }

        Assert.All(await EnableAsync(connection, Request([AciMonitoringStep.Policy])), static change => Assert.Equal(AciChangeResult.Unchanged, change.Result));
    }

    [Theory]
    [InlineData("log-northlight", "rg-platform", OnCall, "AciDestinationInvalid")]
    [InlineData(Workspace, null, OnCall, "AciAlertRuleInvalid")]
    [InlineData(Workspace, "rg-platform", null, "AciAlertRuleInvalid")]
    public async Task What_cannot_be_carried_out_is_said_before_anything_is_written(string workspace, string? resourceGroup, string? actionGroup, string expected)
    {
        AciConnection connection = await ConnectAsync();
        server.Log.Clear();
        var request = new EnableMonitoringRequest { WorkspaceId = workspace, ResourceGroupName = resourceGroup, ActionGroupId = actionGroup is null ? [] : [actionGroup], Step = All };

        AciProblemException wrong = await Assert.ThrowsAsync<AciProblemException>(() => EnableAsync(connection, request));

        Assert.Equal(expected, wrong.Problem.Id);
        Assert.Empty(server.Log.Requests);
    }

    private static EnableMonitoringRequest Request(IEnumerable<AciMonitoringStep> steps, string workspace = Workspace) => new() { WorkspaceId = workspace, ResourceGroupName = "rg-monitoring", ActionGroupId = [OnCall], Step = steps.ToHashSet() };

    private static string KindOf(AciChange change)
    {
        string[] parts = change.TargetId.Split('/');
        string kind = parts[Array.FindLastIndex(parts, static part => part == "providers") + 2];
        if (kind.StartsWith("policy", StringComparison.Ordinal)) return "policies";
        return kind == "diagnosticSettings" && change.ContainerGroupName is not null ? "diagnosticSettings of a group" : kind;
    }

    private Task<AciConnection> ConnectAsync() => engine.ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = server.Wire() }, pipeline, Stop);

    private async Task<List<AciChange>> EnableAsync(AciConnection connection, EnableMonitoringRequest request)
    {
        List<AciChange> changes = [];
        await foreach (AciChange change in engine.EnableMonitoringAsync(connection, request, pipeline, Stop)) changes.Add(change);
        return changes;
    }

    private async Task<int[]> SharesAsync(AciConnection connection) => [.. (await RowsAsync(connection)).Select(static row => row.Percent!.Value)];

    private async Task<List<AciMonitoringCoverage>> RowsAsync(AciConnection connection)
    {
        List<AciMonitoringCoverage> rows = [];
        await foreach (AciMonitoringCoverage row in engine.GetCoverageAsync(connection, new GroupSelection(), new CoverageRequest(), pipeline, Stop)) rows.Add(row);
        return rows;
    }

    private IEnumerable<(string Path, JsonNode Body)> Puts() => server.Log.Requests.Where(static request => request.Method == "PUT").Select(static request => (request.PathAndQuery, JsonNode.Parse(request.Body!)!));
}
