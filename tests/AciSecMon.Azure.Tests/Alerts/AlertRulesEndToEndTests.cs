using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Assessment.Detections;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Faults;

namespace AciSecMon.Azure.Tests.Alerts;

/// <summary>Alert rules on the sample estate: read, made, completed, switched off.</summary>
public sealed class AlertRulesEndToEndTests
{
    private const string Shop = "11111111-aaaa-4aaa-8aaa-000000000001";
    private const string Platform = $"/subscriptions/{Shop}/resourceGroups/rg-platform/providers";
    private const string Workspace = $"{Platform}/Microsoft.OperationalInsights/workspaces/log-northlight";
    private const string OnCall = $"{Platform}/Microsoft.Insights/actionGroups/ag-oncall";
    private const string Front = $"/subscriptions/{Shop}/resourceGroups/rg-web/providers/Microsoft.ContainerInstance/containerGroups/web-front";

    private readonly SandboxServer server = SandboxServer.Sample();
    private readonly AzureEngine engine = new();
    private TestPipeline pipeline = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_rules_of_the_estate_are_read_and_judged_with_few_requests()
    {
        AciConnection connection = await ConnectAsync();
        server.Log.Clear();

        Dictionary<string, AciAlertRule> rules = (await ReadAsync(connection)).ToDictionary(static rule => rule.Name);

        Assert.Equal(AciAlertRuleState.Working, rules["alert-aci-operations"].State);
        Assert.Equal(["email: on call"], rules["alert-aci-operations"].Receiver);
        Assert.Contains("Microsoft.ContainerInstance/containerGroups/containers/exec/action", rules["alert-aci-operations"].Watches);
        Assert.Equal(AciAlertRuleState.Disabled, rules["alert-exec"].State);
        Assert.Equal((AciAlertRuleState.Unheard, "Its action group 'ag-store' has no receiver."), (rules["alert-delete"].State, Assert.Single(rules["alert-delete"].Problem)));
        Assert.Equal(AciAlertRuleState.Broken, rules["alert-old-trial"].State);
        Assert.Equal(3, server.Log.Requests.Count);
        Assert.Empty(pipeline.Problems);
    }

    [Fact]
    public async Task A_query_that_no_workspace_would_run_breaks_its_rule_where_it_is_tried()
    {
        AciConnection connection = await ConnectAsync();
        await EnableAsync(connection, new EnableAlertRuleRequest { Query = new AlertQuery { Text = "NoSuchTable_CL", Title = "lost" }, WorkspaceId = Workspace, ActionGroupId = [OnCall] });
        await EnableAsync(connection, new EnableAlertRuleRequest { Detection = ["ACI-KQL-001"], WorkspaceId = Workspace, ActionGroupId = [OnCall] });
        await EnableAsync(connection, new EnableAlertRuleRequest { Query = new AlertQuery { Text = "ContainerEvent | where Count > 3;", Title = "own" }, WorkspaceId = Workspace, ActionGroupId = [OnCall] });

        Dictionary<string, AciAlertRule> untried = (await ReadAsync(connection)).ToDictionary(static rule => rule.Name);
        server.Log.Clear();
        List<AciAlertRule> tried = [];
        await foreach (AciAlertRule rule in engine.GetAlertRulesAsync(connection, new AlertRuleRequest { Kind = [AciAlertRuleKind.LogSearch], TestQuery = true }, [], pipeline, Stop)) tried.Add(rule);

        Assert.All(tried, rule => Assert.Equal(AciAlertRuleState.Working, untried[rule.Name].State));
        AciAlertRule lost = Assert.Single(tried, static rule => rule.State == AciAlertRuleState.Broken);
        Assert.Contains("did not accept the query", Assert.Single(lost.Problem), StringComparison.Ordinal);
        Assert.Contains("NoSuchTable_CL", Assert.Single(lost.Problem), StringComparison.Ordinal);
        AciAlertRule own = Assert.Single(tried, static rule => rule.State == AciAlertRuleState.Unknown);
        Assert.StartsWith("Whether its query would run is not known.", Assert.Single(own.Problem), StringComparison.Ordinal);
        Assert.Single(tried, static rule => rule.State == AciAlertRuleState.Working);

        // No rows are taken, and what is refused that way is asked once more as it stands.
        string[] asked = [.. server.Log.Requests.Where(static request => request.PathAndQuery.EndsWith("/query", StringComparison.Ordinal)).Select(static request => (string)JsonNode.Parse(request.Body!)!["query"]!)];
        Assert.Equal(["NoSuchTable_CL"], asked.Where(static query => !query.EndsWith("| take 0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_name_that_no_rule_has_is_a_problem()
    {
        AciConnection connection = await ConnectAsync();

        Assert.Empty(await ReadAsync(connection, "no-such-rule"));
        Assert.Equal(("AciAlertRuleNotFound", "no-such-rule"), (Assert.Single(pipeline.Problems).Id, pipeline.Problems.Single().Target));
    }

    [Fact]
    public async Task Detections_become_rules_and_a_second_run_changes_nothing()
    {
        AciConnection connection = await ConnectAsync();
        var request = new EnableAlertRuleRequest { Detection = ["ACI-KQL-*"], WorkspaceId = Workspace, ActionGroupId = [OnCall] };

        List<AciChange> first = await EnableAsync(connection, request);
        List<AciChange> second = await EnableAsync(connection, request);

        int alertable = DetectionCatalogue.ById.Values.Count(static detection => detection.IsAlertable);
        Assert.Equal(alertable, first.Count(static change => change.Result == AciChangeResult.Changed));
        Assert.All(second, static change => Assert.Equal(AciChangeResult.Unchanged, change.Result));
        Assert.Equal(alertable, second.Count);
        List<AciAlertRule> rules = [.. (await ReadAsync(connection)).Where(static rule => rule.MadeByModule)];
        Assert.Equal(alertable, rules.Count);
        Assert.All(rules, static rule => Assert.Equal((AciAlertRuleState.Working, string.Empty), (rule.State, string.Join(' ', rule.Problem))));
    }

    [Fact]
    public async Task The_body_of_a_rule_of_a_detection_is_as_the_service_documents_it()
    {
        AciConnection connection = await ConnectAsync();
        server.Log.Clear();

        await EnableAsync(connection, new EnableAlertRuleRequest { Detection = ["ACI-KQL-001"], Parameter = new Dictionary<string, object?> { ["expectedCallers"] = new[] { "a\"; drop" } }, WorkspaceId = Workspace, ActionGroupId = [OnCall] });

        LoggedPut put = Assert.Single(Puts());
        Assert.Equal($"{Platform}/Microsoft.Insights/scheduledQueryRules/acisecmon-kql-001?api-version=2023-12-01", put.Address);
        JsonNode body = put.Body;
        Assert.Equal(("westeurope", "LogAlert", "ACI-KQL-001"), ((string?)body["location"], (string?)body["kind"], (string?)body["tags"]!["acisecmon"]));
        JsonNode properties = body["properties"]!;
        Assert.Equal((1, true, "PT5M", "PT15M", false), ((int)properties["severity"]!, (bool)properties["enabled"]!, (string?)properties["evaluationFrequency"], (string?)properties["windowSize"], (bool)properties["autoMitigate"]!));
        Assert.Equal(Workspace, (string?)properties["scopes"]!.AsArray().Single());
        Assert.Equal(OnCall, (string?)properties["actions"]!["actionGroups"]!.AsArray().Single());
        JsonNode criterion = properties["criteria"]!["allOf"]!.AsArray().Single()!;
        Assert.Equal(("Count", "GreaterThan", 0), ((string?)criterion["timeAggregation"], (string?)criterion["operator"], (int)criterion["threshold"]!));
        Assert.Contains("""let expectedCallers = dynamic(["a\"; drop"]);""", (string?)criterion["query"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operations_are_watched_in_each_subscription_and_somebody_is_written_to()
    {
        AciConnection connection = await ConnectAsync();
        server.Log.Clear();

        List<AciChange> changes = await EnableAsync(connection, new EnableAlertRuleRequest { Operation = [AciAlertOperation.Exec], SubscriptionId = [Shop], ResourceGroupName = "rg-platform", Email = ["ops@northlight.example"] });

        Assert.Equal([AciChangeResult.Changed, AciChangeResult.Changed], changes.Select(static change => change.Result));
        LoggedPut[] puts = [.. Puts()];
        Assert.Equal($"{Platform}/Microsoft.Insights/actionGroups/acisecmon?api-version=2023-01-01", puts[0].Address);
        Assert.Equal($"{Platform}/Microsoft.Insights/activityLogAlerts/acisecmon-exec?api-version=2020-10-01", puts[1].Address);
        Assert.True(((string?)puts[0].Body["properties"]!["groupShortName"])!.Length <= 12);
        JsonNode properties = puts[1].Body["properties"]!;
        Assert.Equal(
            ["category=Administrative", "operationName=Microsoft.ContainerInstance/containerGroups/containers/exec/action", "status=Succeeded"],
            properties["condition"]!["allOf"]!.AsArray().Select(static leaf => $"{leaf!["field"]}={leaf["equals"]}"));
        Assert.Equal($"/subscriptions/{Shop}", (string?)properties["scopes"]!.AsArray().Single());
        Assert.EndsWith("/actionGroups/acisecmon", (string?)properties["actions"]!["actionGroups"]!.AsArray().Single()!["actionGroupId"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_alert_at_a_share_of_what_the_container_asks_for()
    {
        AciConnection connection = await ConnectAsync();
        server.Log.Clear();

        await EnableAsync(connection, new EnableAlertRuleRequest { Metric = [AciMetricName.Cpu], Threshold = 50, Groups = new GroupSelection { ResourceId = [Front] }, ActionGroupId = [OnCall] });

        foreach (LoggedPut put in Puts())
        {
            Assert.StartsWith($"/subscriptions/{Shop}/resourceGroups/rg-web/providers/Microsoft.Insights/metricAlerts/acisecmon-cpu-web-front", put.Address, StringComparison.Ordinal);
            Assert.EndsWith("?api-version=2018-03-01", put.Address, StringComparison.Ordinal);
            JsonNode properties = put.Body["properties"]!;
            Assert.Equal(("global", "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"), ((string?)put.Body["location"], (string?)properties["criteria"]!["odata.type"]));
            JsonNode criterion = properties["criteria"]!["allOf"]!.AsArray().Single()!;
            Assert.Equal(("CpuUsage", "StaticThresholdCriterion", true), ((string?)criterion["metricName"], (string?)criterion["criterionType"], (double)criterion["threshold"]! is > 0 and < 4000));
        }

        Assert.NotEmpty(Puts());
    }

    [Fact]
    public async Task A_rule_that_was_switched_off_and_got_more_callers_is_switched_on_and_keeps_them()
    {
        AciConnection connection = await ConnectAsync();
        var request = new EnableAlertRuleRequest { Detection = ["ACI-KQL-001"], WorkspaceId = Workspace, ActionGroupId = [OnCall] };
        await EnableAsync(connection, request);
        const string Rule = $"{Platform}/Microsoft.Insights/scheduledQueryRules/acisecmon-kql-001";
        Assert.Equal(AciChangeResult.Changed, Assert.Single(await DisableAsync(connection, "acisecmon-kql-001")).Result);
        Assert.Equal(AciAlertRuleState.Disabled, Assert.Single(await ReadAsync(connection, "ACI-KQL-001")).State);

        List<AciChange> again = await EnableAsync(connection, new EnableAlertRuleRequest { Detection = ["ACI-KQL-001"], WorkspaceId = Workspace, ActionGroupId = [$"/subscriptions/{Shop}/resourceGroups/rg-web/providers/Microsoft.Insights/actionGroups/second"] });

        Assert.Equal(AciChangeResult.Changed, Assert.Single(again).Result);
        AciAlertRule rule = Assert.Single(await ReadAsync(connection, Rule));
        Assert.Equal((true, 2), (rule.Enabled, rule.ActionGroup.Length));
        Assert.Contains(OnCall, rule.ActionGroup);
    }

    [Fact]
    public async Task Rules_of_others_are_switched_off_but_not_deleted()
    {
        AciConnection connection = await ConnectAsync();

        AciChange refused = Assert.Single(await DisableAsync(connection, "alert-aci-operations", remove: true));
        Assert.Equal((AciChangeResult.Refused, "AciAlertRuleForeign"), (refused.Result, Assert.Single(pipeline.Problems).Id));
        Assert.True(Assert.Single(await ReadAsync(connection, "alert-aci-operations")).Enabled);

        Assert.Equal(AciChangeResult.Changed, Assert.Single(await DisableAsync(connection, "alert-aci-operations")).Result);
        Assert.Equal(AciAlertRuleState.Disabled, Assert.Single(await ReadAsync(connection, "alert-aci-operations")).State);
    }

    [Fact]
    public async Task A_rule_of_the_module_is_deleted_where_that_is_asked()
    {
        AciConnection connection = await ConnectAsync();
        await EnableAsync(connection, new EnableAlertRuleRequest { Detection = ["ACI-KQL-001"], WorkspaceId = Workspace, ActionGroupId = [OnCall] });

        Assert.Equal(AciChangeResult.Changed, Assert.Single(await DisableAsync(connection, "ACI-KQL-001", remove: true)).Result);
        Assert.DoesNotContain(await ReadAsync(connection), static rule => rule.MadeByModule);
    }

    [Fact]
    public async Task What_only_looks_writes_nothing_and_shows_the_request()
    {
        pipeline = new TestPipeline { IsWhatIf = true };
        AciConnection connection = await ConnectAsync();
        server.Log.Clear();

        List<AciChange> changes = await EnableAsync(connection, new EnableAlertRuleRequest { Detection = ["ACI-KQL-001"], WorkspaceId = Workspace, Email = ["ops@northlight.example"] });

        Assert.Equal([AciChangeResult.WouldChange, AciChangeResult.WouldChange], changes.Select(static change => change.Result));
        Assert.Empty(Puts());
        Assert.All(pipeline.Asked, static change => Assert.StartsWith("PUT /subscriptions/", change.Request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_action_group_may_not_be_made_no_rule_is_made_that_calls_nobody()
    {
        AciConnection connection = await ConnectAsync();
        server.Faults.Add(Fault.Error("PUT", "actionGroups", HttpStatusCode.Forbidden, "AuthorizationFailed", times: 9));
        server.Log.Clear();

        List<AciChange> changes = await EnableAsync(connection, new EnableAlertRuleRequest { Detection = ["ACI-KQL-*"], WorkspaceId = Workspace, Email = ["ops@northlight.example"] });

        Assert.Equal(AciChangeResult.Refused, Assert.Single(changes).Result);
        Assert.Contains(pipeline.Problems, static problem => problem.Id == "AciAlertRuleUnheard");
        Assert.DoesNotContain(Puts(), static put => put.Address.Contains("scheduledQueryRules", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_rule_keeps_no_other_from_being_made()
    {
        AciConnection connection = await ConnectAsync();
        server.Faults.Add(Fault.Error("PUT", "acisecmon-kql-001", HttpStatusCode.BadRequest, "BadArgumentError", times: 9));

        List<AciChange> changes = await EnableAsync(connection, new EnableAlertRuleRequest { Detection = ["ACI-KQL-001", "ACI-KQL-006"], WorkspaceId = Workspace, ActionGroupId = [OnCall] });

        Assert.Equal([AciChangeResult.Refused, AciChangeResult.Changed], changes.Select(static change => change.Result));
    }

    public static TheoryData<EnableAlertRuleRequest, string> Wrong => new()
    {
        { new EnableAlertRuleRequest { Detection = ["ACI-KQL-999"], WorkspaceId = Workspace, ActionGroupId = [OnCall] }, "AciDetectionNotFound" },
        { new EnableAlertRuleRequest { Detection = ["ACI-KQL-001"], ActionGroupId = [OnCall] }, "AciAlertRuleInvalid" },
        { new EnableAlertRuleRequest { Detection = ["ACI-KQL-001"], WorkspaceId = "log-northlight", ActionGroupId = [OnCall] }, "AciAlertRuleInvalid" },
        { new EnableAlertRuleRequest { Detection = ["ACI-KQL-001"], WorkspaceId = Workspace }, "AciAlertRuleInvalid" },
        { new EnableAlertRuleRequest { Detection = ["ACI-KQL-001"], WorkspaceId = Workspace, ActionGroupId = ["oncall"] }, "AciAlertRuleInvalid" },
        { new EnableAlertRuleRequest { Detection = ["ACI-KQL-001"], WorkspaceId = Workspace, Email = ["nobody"] }, "AciAlertRuleInvalid" },
        { new EnableAlertRuleRequest { Detection = ["ACI-KQL-001"], Parameter = new Dictionary<string, object?> { ["noSuch"] = 1 }, WorkspaceId = Workspace, ActionGroupId = [OnCall] }, "AciDetectionParameterInvalid" },
        { new EnableAlertRuleRequest { Operation = [AciAlertOperation.Exec], ActionGroupId = [OnCall] }, "AciAlertRuleInvalid" },
        { new EnableAlertRuleRequest { Metric = [AciMetricName.NetworkReceived], ActionGroupId = [OnCall] }, "AciAlertRuleInvalid" },
        { new EnableAlertRuleRequest { Metric = [AciMetricName.Cpu], Threshold = -1, ActionGroupId = [OnCall] }, "AciAlertRuleInvalid" },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task What_cannot_be_carried_out_is_said_before_anything_is_written(EnableAlertRuleRequest request, string expected)
    {
        AciConnection connection = await ConnectAsync();
        server.Log.Clear();

        AciProblemException wrong = await Assert.ThrowsAsync<AciProblemException>(() => EnableAsync(connection, request));

        Assert.Equal(expected, wrong.Problem.Id);
        Assert.NotEmpty(wrong.Problem.Recommendation!);
        Assert.Empty(Puts());
    }

    private Task<AciConnection> ConnectAsync() => engine.ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = server.Wire() }, pipeline, Stop);

    private async Task<List<AciAlertRule>> ReadAsync(AciConnection connection, params string[] names) =>
        await CollectAsync(engine.GetAlertRulesAsync(connection, new AlertRuleRequest { Name = names }, [], pipeline, Stop));

    private async Task<List<AciChange>> EnableAsync(AciConnection connection, EnableAlertRuleRequest request) => await CollectAsync(engine.EnableAlertRulesAsync(connection, request, pipeline, Stop));

    private async Task<List<AciChange>> DisableAsync(AciConnection connection, string name, bool remove = false) =>
        await CollectAsync(engine.DisableAlertRulesAsync(connection, new DisableAlertRuleRequest { Name = [name], Remove = remove }, pipeline, Stop));

    private static async Task<List<T>> CollectAsync<T>(IAsyncEnumerable<T> source)
    {
        List<T> items = [];
        await foreach (T item in source) items.Add(item);
        return items;
    }

    private IEnumerable<LoggedPut> Puts() => server.Log.Requests.Where(static request => request.Method == "PUT").Select(static request => new LoggedPut(request.PathAndQuery, JsonNode.Parse(request.Body!)!));

    private sealed record LoggedPut(string Address, JsonNode Body);
}
