using AciSecMon.Azure.Tests.Sandbox;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.Coverage;

/// <summary>How far the sample estate is watched, and what closes its gaps.</summary>
public sealed class CoverageEndToEndTests
{
    private const string Shop = "11111111-aaaa-4aaa-8aaa-000000000001";
    private const string Platform = $"/subscriptions/{Shop}/resourceGroups/rg-platform/providers";
    private const string Workspace = $"{Platform}/Microsoft.OperationalInsights/workspaces/log-northlight";
    private const string OnCall = $"{Platform}/Microsoft.Insights/actionGroups/ag-oncall";

    private readonly SandboxServer server = SandboxServer.Sample();
    private readonly AzureEngine engine = new();
    private readonly TestPipeline pipeline = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_subscription_that_is_watched_and_one_that_only_looks_so_are_told_apart()
    {
        List<AciMonitoringCoverage> rows = await ReadAsync(await ConnectAsync());

        AciMonitoringCoverage shop = SubscriptionOf(rows, Shop);
        foreach (string name in new[] { "ActivityLogExport", "DefenderArm", "AlertOnExec", "AlertOnWrite", "AlertOnDelete", "AlertOnRemoveDiagnostics", "AlertOnAssignRole" }) Assert.Equal((name, AciCoverageState.On), (name, StateOf(shop, name)));
        AciMonitoringCoverage data = rows.Single(static row => row.SubjectType == AciSubjectType.Subscription && row.Part.Any(static part => part.Message.Contains("alert-exec", StringComparison.Ordinal)));
        AciCoveragePart exec = PartOf(data, "AlertOnExec");
        Assert.Equal(AciCoverageState.Broken, exec.State);
        Assert.StartsWith("The alert rule alert-exec on Microsoft.ContainerInstance/containerGroups/containers/exec/action tells nobody.", exec.Message, StringComparison.Ordinal);
        Assert.Contains("It is switched off.", exec.Message, StringComparison.Ordinal);
        Assert.Equal($"Enable-AciAlertRule -Operation Exec -SubscriptionId '{data.SubscriptionId}' -ResourceGroupName $resourceGroupName -ActionGroupId $actionGroupId", exec.Command);
        Assert.True(data.Percent < shop.Percent, $"{data} {shop}");
        Assert.Empty(pipeline.Problems);
    }

    [Fact]
    public async Task Whether_logs_arrive_is_asked_of_each_workspace_once_and_only_silent_groups_are_asked_what_they_do()
    {
        AciConnection connection = await ConnectAsync();
        server.Log.Clear();
        List<AciMonitoringCoverage> rows = await ReadAsync(connection, withHeartbeat: true);

        AciMonitoringCoverage front = Group(rows, "web-front");
        Assert.Equal((AciCoverageState.On, new DateTimeOffset(2026, 3, 2, 7, 58, 0, TimeSpan.Zero)), (StateOf(front, "Heartbeat"), front.LastReceived));
        AciCoveragePart[] beats = [.. rows.SelectMany(static row => row.Part).Where(static part => part.Name == "Heartbeat")];
        Assert.Contains(beats, static part => part.State == AciCoverageState.Broken && part.Message.StartsWith("No row has come into a workspace within 7 days. The group runs", StringComparison.Ordinal));
        AciCoveragePart archive = PartOf(Group(rows, "etl-archive"), "Heartbeat");
        Assert.Equal(AciCoverageState.Unknown, archive.State);
        Assert.Contains("so that it has nothing to send", archive.Message, StringComparison.Ordinal);
        Assert.Contains("not there", PartOf(Group(rows, "lab-model"), "Heartbeat").Message, StringComparison.Ordinal);
        Assert.DoesNotContain(rows, static row => row.SubjectType == AciSubjectType.Subscription && row.Part.Any(static part => part.Name == "Heartbeat"));
        Assert.Equal(2, server.Log.Requests.Count(static request => request.PathAndQuery.EndsWith("/query", StringComparison.Ordinal)));
        int silent = beats.Count(static part => part.State != AciCoverageState.On && !part.Message.Contains("not there", StringComparison.Ordinal));
        Assert.Equal(silent, server.Log.Requests.Count(static request => request.Method == "GET" && request.PathAndQuery.Contains("/containerGroups/", StringComparison.Ordinal) && !request.PathAndQuery.Contains("diagnosticSettings", StringComparison.Ordinal)));
        Assert.Empty(pipeline.Problems);
    }

    [Fact]
    public async Task A_workspace_that_may_not_be_asked_leaves_the_heartbeat_open()
    {
        server.Rights.Deny("Microsoft.OperationalInsights/workspaces/query/read", "/subscriptions/" + Shop);

        AciMonitoringCoverage front = Group(await ReadAsync(await ConnectAsync(), withHeartbeat: true), "web-front");

        Assert.Equal((AciCoverageState.Unknown, null), (StateOf(front, "Heartbeat"), front.LastReceived));
        Assert.Contains("log-northlight", PartOf(front, "Heartbeat").Message, StringComparison.Ordinal);
        Assert.Single(pipeline.Problems);
    }

    [Fact]
    public async Task Of_a_subscription_of_which_only_some_groups_were_asked_for_it_is_not_claimed_that_detections_see_all()
    {
        AciConnection connection = await ConnectAsync();
        await DoAsync(engine.EnableAlertRulesAsync(connection, new EnableAlertRuleRequest { Detection = ["ACI-KQL-*"], WorkspaceId = Workspace, ActionGroupId = [OnCall] }, pipeline, Stop));

        Assert.Equal(AciCoverageState.On, StateOf(SubscriptionOf(await ReadAsync(connection), Shop), "AlertOnDetection"));
        foreach (string name in new[] { "web-front", "web-help" })
        {
            Assert.Equal(AciCoverageState.Unknown, StateOf(SubscriptionOf(await ReadAsync(connection, new GroupSelection { Name = [name] }), Shop), "AlertOnDetection"));
        }
    }

    [Fact]
    public async Task A_group_that_was_started_anew_by_its_setting_need_not_have_sent_anything()
    {
        AciConnection connection = await ConnectAsync();
        await DoAsync(engine.EnableDiagnosticsAsync(connection, new GroupSelection { Name = ["web-help"] }, new EnableDiagnosticsRequest { WorkspaceId = Workspace }, pipeline, Stop));

        AciCoveragePart part = PartOf(Group(await ReadAsync(connection, new GroupSelection { Name = ["web-help"] }, withHeartbeat: true), "web-help"), "Heartbeat");

        Assert.Equal(AciCoverageState.Unknown, part.State);
        Assert.Contains("nothing need have arrived yet", part.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_of_a_group_say_what_is_on_and_what_closes_the_gap()
    {
        List<AciMonitoringCoverage> rows = await ReadAsync(await ConnectAsync());
        AciMonitoringCoverage front = Group(rows, "web-front");

        Assert.Equal(AciCoverageState.On, StateOf(front, "Logs"));
        Assert.Equal(AciCoverageState.On, StateOf(front, "AlertOnMetric"));
        AciMonitoringCoverage[] dark = [.. rows.Where(static row => row.SubjectType == AciSubjectType.ContainerGroup && StateOf(row, "Logs") == AciCoverageState.Missing)];
        Assert.NotEmpty(dark);
        Assert.All(dark, static row => Assert.StartsWith($"Enable-AciDiagnostics -ResourceId '{row.ResourceId}' -WorkspaceId ", PartOf(row, "Logs").Command, StringComparison.Ordinal));
        AciCoveragePart[] outside = [.. rows.SelectMany(static row => row.Part).Where(static part => part.State == AciCoverageState.NeedsRedeployment)];
        Assert.NotEmpty(outside);
        Assert.All(outside, static part => Assert.Equal(("Network", null, true), (part.Name, part.Command, part.Snippet!.Contains("subnetIds", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task The_share_grows_with_what_is_switched_on_until_only_the_network_is_left()
    {
        AciConnection connection = await ConnectAsync();
        List<AciMonitoringCoverage> before = await ReadAsync(connection);
        AciMonitoringCoverage group = before.First(row => row.SubjectType == AciSubjectType.ContainerGroup && SubscriptionOf(before, row.SubscriptionId).Percent < 100 && StateOf(row, "Logs") == AciCoverageState.Missing && StateOf(row, "Network") == AciCoverageState.NeedsRedeployment && row.Part.Length == 5);
        AciMonitoringCoverage subscription = SubscriptionOf(before, group.SubscriptionId);
        Assert.Equal(0, group.Percent);
        Assert.InRange(subscription.Percent!.Value, 0, 99);

        var one = new GroupSelection { ResourceId = [group.ResourceId] };
        await DoAsync(engine.EnableDiagnosticsAsync(connection, one, new EnableDiagnosticsRequest { WorkspaceId = Workspace }, pipeline, Stop));
        Assert.Equal(75, Group(await ReadAsync(connection), group.Name).Percent);
        await DoAsync(engine.EnableAlertRulesAsync(connection, new EnableAlertRuleRequest { Metric = [AciMetricName.Cpu, AciMetricName.Memory], Groups = one, ActionGroupId = [OnCall] }, pipeline, Stop));
        await DoAsync(engine.EnableAlertRulesAsync(
            connection, new EnableAlertRuleRequest { Operation = Enum.GetValues<AciAlertOperation>(), SubscriptionId = [group.SubscriptionId], ResourceGroupName = group.ResourceGroupName, ActionGroupId = [OnCall] }, pipeline, Stop));
        await DoAsync(engine.EnableAlertRulesAsync(connection, new EnableAlertRuleRequest { Detection = ["ACI-KQL-*"], WorkspaceId = Workspace, ActionGroupId = [OnCall] }, pipeline, Stop));
        await DoAsync(engine.EnableDefenderPlansAsync(connection, new EnableDefenderPlanRequest { Name = ["Arm", "Containers", "CloudPosture", "KeyVaults", "StorageAccounts"], SubscriptionId = [group.SubscriptionId] }, pipeline, Stop));

        List<AciMonitoringCoverage> after = await ReadAsync(connection);
        AciMonitoringCoverage now = Group(after, group.Name);
        Assert.Equal((100, AciCoverageState.NeedsRedeployment), (now.Percent!.Value, now.State));
        AciMonitoringCoverage all = SubscriptionOf(after, group.SubscriptionId);
        Assert.True(all.Percent > subscription.Percent, $"{subscription} {all}");
        Assert.All(all.Part.Where(static part => part.Name.StartsWith("AlertOn", StringComparison.Ordinal) || part.Name.StartsWith("Defender", StringComparison.Ordinal)), static part => Assert.Equal((AciCoverageState.On, null), (part.State, part.Command)));
    }

    [Theory]
    [InlineData("Microsoft.Insights/activityLogAlerts/read", "AlertOnExec AlertOnAttach AlertOnWrite AlertOnDelete AlertOnRemoveDiagnostics AlertOnAssignRole")]
    [InlineData("Microsoft.Insights/actionGroups/read", "AlertOnExec AlertOnAttach AlertOnWrite AlertOnDelete AlertOnRemoveDiagnostics AlertOnAssignRole")]
    [InlineData("Microsoft.Insights/scheduledQueryRules/read", "AlertOnDetection")]
    [InlineData("Microsoft.Insights/diagnosticSettings/read", "ActivityLogExport AlertOnDetection")]
    [InlineData("Microsoft.Authorization/policyAssignments/read", "Policy")]
    [InlineData("Microsoft.Security/pricings/read", "DefenderArm DefenderContainers DefenderCloudPosture DefenderKeyVaults DefenderStorageAccounts")]
    public async Task What_may_not_be_read_is_unknown_and_counts_on_neither_side(string action, string parts)
    {
        server.Rights.Deny(action, "/subscriptions/" + Shop);

        AciMonitoringCoverage shop = SubscriptionOf(await ReadAsync(await ConnectAsync()), Shop);

        AciCoveragePart[] denied = [.. shop.Part.Where(part => parts.Split(' ').Contains(part.Name))];
        Assert.Equal(parts.Split(' ').Length, denied.Length);
        Assert.All(denied, static part => Assert.Equal((AciCoverageState.Unknown, null), (part.State, part.Command)));
        Assert.Equal(denied.Length, shop.UnknownCount);
        AciCoveragePart[] known = [.. shop.Part.Except(denied)];
        Assert.Equal(known.Count(static part => part.State == AciCoverageState.On) * 100 / known.Length, shop.Percent);
        Assert.Contains(pipeline.Problems, problem => problem.Recommendation!.Contains(action, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_nothing_may_be_read_there_is_no_share()
    {
        foreach (string action in new[] { "Microsoft.Insights/*", "Microsoft.Security/*", "Microsoft.Authorization/*" }) server.Rights.Deny(action, "/subscriptions/" + Shop);

        List<AciMonitoringCoverage> rows = await ReadAsync(await ConnectAsync());

        AciMonitoringCoverage shop = SubscriptionOf(rows, Shop);
        Assert.Equal((null, AciCoverageState.Unknown, shop.Part.Length), (shop.Percent, shop.State, shop.UnknownCount));
        Assert.DoesNotContain(rows, static row => row.SubscriptionId == Shop && row.Part.Any(static part => part.State is AciCoverageState.Missing or AciCoverageState.Broken));
    }

    [Fact]
    public async Task It_takes_one_call_for_each_group_and_a_few_for_each_subscription()
    {
        AciConnection connection = await ConnectAsync();
        server.Log.Clear();

        List<AciMonitoringCoverage> rows = await ReadAsync(connection);

        string[] asked = [.. server.Log.Requests.Select(static request => request.PathAndQuery.Split('?')[0])];
        int groups = rows.Count(static row => row.SubjectType == AciSubjectType.ContainerGroup);
        int subscriptions = rows.Count - groups;
        Assert.Equal(groups, asked.Count(static path => path.Contains("/containerGroups/", StringComparison.OrdinalIgnoreCase)));
        string[] lists = [.. asked.Where(static path => path.Contains("/providers/Microsoft.Insights/", StringComparison.OrdinalIgnoreCase) || path.Contains("/providers/Microsoft.Security/", StringComparison.OrdinalIgnoreCase))];
        Assert.Equal(lists.Distinct(StringComparer.OrdinalIgnoreCase), lists);
        foreach (string list in new[] { "pricings", "activityLogAlerts", "metricAlerts" }) Assert.Equal((list, subscriptions), (list, asked.Count(path => path.EndsWith("/" + list, StringComparison.OrdinalIgnoreCase))));
        Assert.Single(server.Log.Requests, static request => request.Method == "POST" && request.Body!.Contains("containergroups", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_subscriptions_of_the_groups_are_looked_at_and_those_that_are_named()
    {
        AciConnection connection = await ConnectAsync();

        List<AciMonitoringCoverage> one = await ReadAsync(connection, new GroupSelection { Name = ["web-front"] });
        List<AciMonitoringCoverage> named = await ReadAsync(connection, new GroupSelection { Name = ["web-front"], SubscriptionId = [Shop] });

        Assert.Equal([AciSubjectType.ContainerGroup, AciSubjectType.Subscription], one.Select(static row => row.SubjectType));
        Assert.Equal([one[0].ResourceId, "/subscriptions/" + Shop], named.Select(static row => row.ResourceId));
    }

    [Fact]
    public async Task A_policy_counts_where_it_is_in_force_at_the_subscription_or_above()
    {
        AciConnection connection = await ConnectAsync();
        List<AciMonitoringCoverage> rows = await ReadAsync(connection);

        AciCoveragePart lab = PartOf(SubscriptionOf(rows, Client.Lab), "Policy");
        Assert.Equal((AciCoverageState.Missing, $"Enable-AciPolicy acisecmon-container-groups -SubscriptionId '{Client.Lab}'"), (lab.State, lab.Command));
        Assert.Equal((AciCoverageState.On, "The policy 'NIST SP 800-53 for production' is assigned at management group 'northlight-production'."), (PartOf(SubscriptionOf(rows, Client.Data), "Policy").State, PartOf(SubscriptionOf(rows, Client.Data), "Policy").Message));
        Assert.Equal(AciCoverageState.On, StateOf(SubscriptionOf(rows, Shop), "Policy"));

        await DoAsync(engine.EnablePoliciesAsync(connection, new EnablePolicyRequest { Name = ["acisecmon-container-groups"], Place = new PolicyPlace { SubscriptionId = [Client.Lab] } }, pipeline, Stop));
        await DoAsync(engine.DisablePoliciesAsync(connection, new DisablePolicyRequest { Name = ["nist-800-53"], Place = new PolicyPlace { ManagementGroupName = "northlight-production" } }, pipeline, Stop));

        rows = await ReadAsync(connection);
        Assert.Equal(AciCoverageState.On, StateOf(SubscriptionOf(rows, Client.Lab), "Policy"));
        AciCoveragePart data = PartOf(SubscriptionOf(rows, Client.Data), "Policy");
        Assert.Equal(AciCoverageState.Broken, data.State);
        Assert.EndsWith("is not enforced.", data.Message, StringComparison.Ordinal);
        Assert.Empty(pipeline.Problems);
    }

    [Fact]
    public async Task An_initiative_that_cannot_be_read_leaves_it_open()
    {
        server.Faults.Add(new AciSecMon.Sandbox.Faults.Fault { PathPart = "/policySetDefinitions/", Status = System.Net.HttpStatusCode.Forbidden, Body = """{"error":{"code":"AuthorizationFailed","message":"No."}}""", Times = 100 });

        AciCoveragePart data = PartOf(SubscriptionOf(await ReadAsync(await ConnectAsync()), Client.Data), "Policy");

        Assert.Equal((AciCoverageState.Unknown, (string?)null), (data.State, data.Command));
        Assert.Contains("Microsoft.Authorization/policySetDefinitions/read", Assert.Single(pipeline.Problems).Recommendation, StringComparison.Ordinal);
    }

    private static AciMonitoringCoverage Group(List<AciMonitoringCoverage> rows, string name) => rows.Single(row => row.SubjectType == AciSubjectType.ContainerGroup && row.Name == name);

    private static AciMonitoringCoverage SubscriptionOf(List<AciMonitoringCoverage> rows, string id) => rows.Single(row => row.SubjectType == AciSubjectType.Subscription && row.SubscriptionId == id);

    private static AciCoveragePart PartOf(AciMonitoringCoverage row, string name) => row.Part.Single(part => part.Name == name);

    private static AciCoverageState StateOf(AciMonitoringCoverage row, string name) => PartOf(row, name).State;

    private Task<AciConnection> ConnectAsync() => engine.ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = server.Wire() }, pipeline, Stop);

    private async Task<List<AciMonitoringCoverage>> ReadAsync(AciConnection connection, GroupSelection? selection = null, bool withHeartbeat = false)
    {
        List<AciMonitoringCoverage> rows = [];
        await foreach (AciMonitoringCoverage row in engine.GetCoverageAsync(connection, selection ?? new GroupSelection(), new CoverageRequest { IncludeHeartbeat = withHeartbeat }, pipeline, Stop)) rows.Add(row);
        return rows;
    }

    private static async Task DoAsync(IAsyncEnumerable<AciChange> changes)
    {
        await foreach (AciChange change in changes) Assert.True(change.Result is AciChangeResult.Changed or AciChangeResult.Unchanged, $"{change.TargetName}: {change.Message}");
    }
}
