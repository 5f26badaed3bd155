using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Assessment.Detections;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Estates.Generated;
using AciSecMon.Sandbox.Faults;

namespace AciSecMon.Azure.Tests.Logs;

/// <summary>Searching logs against the sandbox, which plays Log Analytics by its reference.</summary>
public sealed class LogSearchTests
{
    private const string Path = "/v1/workspaces/";
    private const string Lab = "log-lab";
    private const string LabId = "/subscriptions/33333333-cccc-4ccc-8ccc-000000000003/resourceGroups/rg-lab/providers/Microsoft.OperationalInsights/workspaces/log-lab";
    private const string LabGuid = "9e1a52c4-0d5c-4d0b-9f7c-2f3a4b5c6d72";

    private readonly SandboxServer server = SandboxServer.Sample();
    private readonly TestPipeline pipeline = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_detection_finds_or_does_not_find_in_the_workspaces_that_groups_send_to()
    {
        List<AciDetectionResult> hits = await SearchAsync();

        Assert.Empty(pipeline.Problems);
        Assert.Contains("log-deleted", Assert.Single(pipeline.Warnings), StringComparison.Ordinal);
        Assert.Equal(["log-lab", "log-northlight"], hits.Select(static hit => hit.WorkspaceName).Distinct().Order(StringComparer.Ordinal));
        Assert.InRange(hits.Select(static hit => hit.DetectionId).Distinct().Count(), 8, DetectionCatalogue.Ids.Count - 8);
        Assert.Equal(hits.Select(static hit => hit.DetectionId).Order(StringComparer.Ordinal), hits.Select(static hit => hit.DetectionId));
        Assert.Equal(3 * DetectionCatalogue.Ids.Count, Questions().Count());
    }

    [Fact]
    public async Task A_hit_says_what_who_where_when_and_what_next()
    {
        AciDetectionResult hit = Assert.Single(await SearchAsync(["ACI-KQL-001"], ["log-northlight"]));

        Assert.Equal(("exec", "anna.berg@northlightbooks.example", "203.0.113.24"), (hit.What, hit.Who, hit.From));
        Assert.Equal(("web-payments", "payments", "rg-web", 2L), (hit.ContainerGroupName, hit.ContainerName, hit.ResourceGroupName, hit.Count));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 6, 41, 12, TimeSpan.Zero), hit.LastSeen);
        Assert.True(hit.FirstSeen < hit.LastSeen);
        Assert.NotEmpty(hit.NextStep);
        Assert.Empty(hit.Other);
        Assert.Equal(AciSeverity.High, hit.Severity);
    }

    [Fact]
    public async Task The_question_has_the_documented_form()
    {
        await SearchAsync(["ACI-KQL-016"], [Lab]);

        var call = Assert.Single(Questions());
        JsonNode body = JsonNode.Parse(call.Body!)!;
        Assert.Equal(("POST", SandboxServer.LogAnalytics.Host, true), (call.Method, call.Host, call.HasToken));
        Assert.Equal($"/v1/workspaces/{LabGuid}/query", call.PathAndQuery);
        Assert.Equal("P14D", (string)body["timespan"]!);
        Assert.StartsWith("// ACI-KQL-016: ", (string)body["query"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_detection_looks_back_a_day_at_least_and_as_far_as_is_asked_for()
    {
        await SearchAsync(["ACI-KQL-001"], [Lab]);
        Assert.Equal("P1D", Timespan());
        await SearchAsync(["ACI-KQL-001"], [Lab], timespan: TimeSpan.FromHours(3));
        Assert.Equal("PT3H", Timespan());

        string Timespan() => (string)JsonNode.Parse(Questions().Last().Body!)!["timespan"]!;
    }

    [Theory]
    [InlineData(Lab)]
    [InlineData(LabGuid)]
    [InlineData(LabId)]
    [InlineData("LOG-L*")]
    public async Task A_workspace_goes_by_name_guid_or_resource_id(string workspace)
    {
        Assert.Equal("lab-privileged", Assert.Single(await SearchAsync(["ACI-KQL-001"], [workspace])).ContainerGroupName);
        Assert.Empty(pipeline.Problems);
    }

    [Fact]
    public async Task A_guid_is_enough_for_who_may_not_see_workspaces()
    {
        server.Rights.Deny("Microsoft.OperationalInsights/workspaces/read", "/subscriptions/33333333-cccc-4ccc-8ccc-000000000003");
        Assert.Single(await SearchAsync(["ACI-KQL-001"], [LabGuid]));
        Assert.Empty(pipeline.Problems);
    }

    [Theory]
    [InlineData("no-such")]
    [InlineData(LabId + "-gone")]
    [InlineData("/subscriptions/x/workspaces/y")]
    [InlineData("9e1a52c4-0d5c-4d0b-9f7c-2f3a4b5c6d99")]
    public async Task A_workspace_that_is_not_there_is_told_and_the_others_are_asked(string workspace)
    {
        Assert.Single(await SearchAsync(["ACI-KQL-001"], [workspace, Lab]));
        Assert.Equal("AciWorkspaceNotFound", Assert.Single(pipeline.Problems).Id);
    }

    [Fact]
    public async Task A_workspace_that_refuses_is_told_once_with_the_action_that_is_missing()
    {
        server.Rights.Deny("Microsoft.OperationalInsights/workspaces/query/*", LabId);
        List<AciDetectionResult> hits = await SearchAsync(workspaces: ["log-northlight", Lab]);

        Assert.NotEmpty(hits);
        AciProblem problem = Assert.Single(pipeline.Problems);
        Assert.Equal((AciProblemKind.PermissionDenied, LabId), (problem.Kind, problem.Target));
        Assert.Contains("Microsoft.OperationalInsights/workspaces/query/*/read", problem.Recommendation, StringComparison.Ordinal);
        Assert.InRange(Questions().Count(static q => q.PathAndQuery.Contains(LabGuid, StringComparison.Ordinal)), 1, 5);
    }

    [Fact]
    public async Task A_part_of_an_answer_is_told_and_what_came_is_given()
    {
        server.Faults.Add(new Fault
        {
            PathPart = Path,
            Change = static (answer, _) => answer["error"] = JsonNode.Parse(
                """{"code":"PartialError","message":"There were some errors when processing your query.","details":[{"code":"EngineError","message":"Something went wrong.","innererror":{"code":"-2133196797","message":"The results of this query exceed the set limit of 500000 records"}}]}"""),
        });
        Assert.Single(await SearchAsync(["ACI-KQL-001"], [Lab]));
        Assert.Empty(pipeline.Problems);
        Assert.Contains("exceed the set limit of 500000 records", Assert.Single(pipeline.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_to_wait_is_followed_and_loses_nothing()
    {
        server.Faults.Add(Fault.TooMany("POST", Path, 17, times: 2));
        Assert.Single(await SearchAsync(["ACI-KQL-001"], [Lab]));
        Assert.Empty(pipeline.Problems);
    }

    [Fact]
    public async Task No_more_than_five_questions_run_at_once_and_five_do()
    {
        using var counting = new CountingHandler(server.Handler);
        AzureWire wire = server.Wire();
        var counted = new AzureWire
        {
            Handler = counting, GetTokenAsync = wire.GetTokenAsync, ResourceManager = wire.ResourceManager, LogAnalytics = wire.LogAnalytics, Name = wire.Name, Account = wire.Account,
            TenantId = wire.TenantId, Clock = wire.Clock,
        };
        await SearchAsync(workspaces: [Lab, "log-northlight"], wire: counted);
        Assert.Equal(5, counting.Most);
    }

    [Fact]
    public async Task A_value_takes_a_row_away_in_all_detections_that_have_the_parameter()
    {
        var values = new Dictionary<string, object?> { ["expectedCallers"] = "anna.berg@northlightbooks.example" };
        List<AciDetectionResult> hits = await SearchAsync(["ACI-KQL-001", "ACI-KQL-004"], ["log-northlight"], values: values);
        Assert.Equal("ACI-KQL-004", Assert.Single(hits).DetectionId);
    }

    [Fact]
    public async Task A_parameter_that_no_detection_has_ends_the_search_before_it_begins()
    {
        AciProblemException wrong = await Assert.ThrowsAsync<AciProblemException>(() => SearchAsync(["ACI-KQL-001", "ACI-KQL-004"], [Lab], values: new Dictionary<string, object?> { ["callers"] = "x" }));
        Assert.Equal(("AciDetectionParameterInvalid", "callers"), (wrong.Problem.Id, wrong.Problem.Target));
        Assert.Contains("backOffs (long), expectedCallers (dynamic), starts (long)", wrong.Problem.Recommendation, StringComparison.Ordinal);
        Assert.Empty(Questions());
    }

    [Fact]
    public async Task What_is_not_recorded_is_never_taken_for_nothing_found()
    {
        Assert.Empty(await SearchAsync(["ACI-KQL-004"], ["log-northlight"], values: new Dictionary<string, object?> { ["starts"] = 2 }));
        Assert.Equal("AciLogNotRecorded", Assert.Single(pipeline.Problems).Id);
    }

    [Fact]
    public async Task A_made_up_estate_has_no_record_and_says_so()
    {
        SandboxServer made = SandboxServer.Generated(EstatePlan.Of(20));
        Assert.Empty(await SearchAsync(["ACI-KQL-001"], ["*"], wire: made.Wire()));
        Assert.NotEmpty(pipeline.Problems);
        Assert.All(pipeline.Problems, static problem => Assert.Contains(problem.Id, new[] { "AciLogNotRecorded", "AciWorkspaceNotFound" }));
    }

    [Fact]
    public async Task Where_no_group_sends_its_logs_anywhere_that_is_an_error()
    {
        Assert.Empty(await SearchAsync(wire: SandboxServer.Empty().Wire()));
        Assert.Contains("AciWorkspaceNotFound", pipeline.Problems.Select(static problem => problem.Id));
    }

    [Fact]
    public async Task A_query_gives_rows_typed_as_their_columns()
    {
        List<LogRow> rows = await QueryAsync("AzureActivity | take 1", [Lab]);
        Dictionary<string, object?> row = Assert.Single(rows).Columns.ToDictionary();
        Assert.Equal(new DateTime(2026, 3, 1, 22, 14, 5, DateTimeKind.Utc), row["TimeGenerated"]);
        Assert.Equal(DateTimeKind.Utc, ((DateTime)row["TimeGenerated"]!).Kind);
        Assert.Equal("OK", Assert.IsType<IReadOnlyDictionary<string, object?>>(row["Properties_d"], exactMatch: false)["statusCode"]);
        Assert.False(row.ContainsKey("WorkspaceName"));
    }

    [Fact]
    public async Task Rows_of_several_workspaces_say_which_they_are_of() => Assert.Equal(
        ["log-lab", "log-northlight", "log-northlight"],
        (await QueryAsync("AzureActivity", ["log-*"])).Select(static row => (string)row.Columns.ToDictionary()["WorkspaceName"]!).Order(StringComparer.Ordinal));

    [Fact]
    public async Task A_query_on_a_table_that_is_not_there_is_an_error_in_the_services_innermost_words()
    {
        Assert.Empty(await QueryAsync("ContainerEvent | take 1", [Lab]));
        AciProblem problem = Assert.Single(pipeline.Problems);
        Assert.Equal(("AciLogQueryInvalid", AciProblemKind.InvalidArgument), (problem.Id, problem.Kind));
        Assert.Contains("Failed to resolve table or column expression named 'ContainerEvent'", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("POST", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_for_something_else_is_told_as_such_and_not_as_a_missing_role()
    {
        server.Faults.Add(new Fault { PathPart = Path, Status = HttpStatusCode.Forbidden, Times = 9, Body = """{"error":{"code":"InvalidAuthenticationTokenAudience","message":"The access token has been obtained from wrong audience."}}""" });
        await SearchAsync(["ACI-KQL-001"], [Lab]);
        Assert.DoesNotContain("query/*/read", Assert.Single(pipeline.Problems).Recommendation, StringComparison.Ordinal);
    }

    private IEnumerable<AciSecMon.Sandbox.Http.LoggedRequest> Questions() => server.Log.Requests.Where(static request => request.PathAndQuery.StartsWith(Path, StringComparison.Ordinal));

    private async Task<List<AciDetectionResult>> SearchAsync(
        string[]? detections = null, string[]? workspaces = null, TimeSpan? timespan = null, Dictionary<string, object?>? values = null, AzureWire? wire = null)
    {
        var request = new LogSearchRequest { DetectionId = detections ?? [.. DetectionCatalogue.Ids], Workspace = workspaces ?? [], Timespan = timespan, Parameter = values ?? [] };
        var engine = new AzureEngine();
        AciConnection connection = await ConnectAsync(engine, wire);
        List<AciDetectionResult> hits = [];
        await foreach (AciDetectionResult hit in engine.SearchLogAsync(connection, request, pipeline, Stop)) hits.Add(hit);
        return hits;
    }

    private async Task<List<LogRow>> QueryAsync(string query, string[] workspaces)
    {
        var engine = new AzureEngine();
        AciConnection connection = await ConnectAsync(engine, null);
        List<LogRow> rows = [];
        await foreach (LogRow row in engine.QueryLogAsync(connection, new LogQueryRequest { Query = query, Workspace = workspaces }, pipeline, Stop)) rows.Add(row);
        return rows;
    }

    private Task<AciConnection> ConnectAsync(AzureEngine engine, AzureWire? wire) =>
        engine.ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = wire ?? server.Wire() }, pipeline, Stop);

    /// <summary>Lets questions wait until five are under way, and counts the most that ever were.</summary>
    private sealed class CountingHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        private readonly TaskCompletionSource full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly object gate = new();
        private int underWay;

        public int Most { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Host != SandboxServer.LogAnalytics.Host) return await base.SendAsync(request, cancellationToken);
            lock (gate)
            {
                Most = Math.Max(Most, ++underWay);
                if (underWay == 5) full.TrySetResult();
            }

            try
            {
                await full.Task.WaitAsync(cancellationToken);
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                lock (gate) underWay--;
            }
        }
    }
}
