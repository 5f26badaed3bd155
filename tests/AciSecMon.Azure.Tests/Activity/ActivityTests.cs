using System.Net;
using System.Text.RegularExpressions;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Faults;
using AciSecMon.Sandbox.Http;

namespace AciSecMon.Azure.Tests.Activity;

/// <summary>Operations of the sample estate, as the activity log tells them.</summary>
public sealed partial class ActivityTests
{
    private const string Shop = "11111111-aaaa-4aaa-8aaa-000000000001";
    private const string Data = "22222222-bbbb-4bbb-8bbb-000000000002";
    private const string Lab = "33333333-cccc-4ccc-8ccc-000000000003";
    private const string Log = "/providers/Microsoft.Insights/eventtypes/management/values";

    private readonly SandboxServer server = SandboxServer.Sample();
    private readonly AzureEngine engine = new();
    private readonly TestPipeline pipeline = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_story_of_the_guest_is_told_in_its_order()
    {
        List<AciActivity> activity = await ReadAsync(new ActivityRequest { Caller = ["*#EXT#*"], Risky = true });

        Assert.Equal([AciActivityKind.Exec, AciActivityKind.RemoveDiagnostics], activity.Select(static one => one.Kind));
        AciActivity exec = activity[0];
        Assert.Equal(("Mika Sorel", AciCallerKind.Guest, "e0000000-0000-4000-8000-000000000007", "198.51.100.88"), (exec.CallerName, exec.CallerKind, exec.CallerId, exec.IpAddress));
        Assert.Equal(("lab-notebook", "notebook", "rg-lab", Lab, AciActivityOutcome.Succeeded, 2), (exec.ContainerGroupName, exec.ContainerName, exec.ResourceGroupName, exec.SubscriptionId, exec.Outcome, exec.EventCount));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 6, 53, 41, TimeSpan.Zero), exec.At);
        Assert.NotEmpty(exec.Risk);
        Assert.Empty(pipeline.Problems);
    }

    [Fact]
    public async Task The_newest_come_first_whatever_the_parts_of_the_time()
    {
        List<AciActivity> activity = await ReadAsync(new ActivityRequest { After = Now.AddDays(-89) });

        Assert.Equal(activity.OrderByDescending(static one => one.At).Select(static one => one.CorrelationId), activity.Select(static one => one.CorrelationId));
        Assert.Contains(activity, static one => one.ContainerGroupName == "web-legacy" && one.At.Month == 1);
        Assert.Equal(activity.Count, activity.Select(static one => (one.CorrelationId, one.Operation, one.TargetId)).Distinct().Count());
    }

    [Fact]
    public async Task Each_query_has_a_time_and_one_thing_beside_it_and_the_times_leave_no_gap()
    {
        await ReadAsync(new ActivityRequest { After = Now.AddDays(-60) });

        (string Subscription, DateTimeOffset From, DateTimeOffset To, string Value)[] asked = [.. Queries().Select(Filter)];
        Assert.InRange(asked.Length, 16, 50);
        Assert.Equal(["Microsoft.Authorization", "Microsoft.ContainerInstance", "Microsoft.Insights", "Microsoft.ManagedIdentity", "Microsoft.Network"], asked.Select(static one => one.Value).Distinct().Order(StringComparer.Ordinal));
        foreach (var place in asked.GroupBy(static one => (one.Subscription, one.Value)))
        {
            var slices = place.OrderBy(static one => one.From).ToArray();
            Assert.Equal(Now.AddDays(-60), slices[0].From);
            Assert.Equal(Now, slices[^1].To);
            Assert.All(slices.Zip(slices.Skip(1)), static pair => Assert.Equal(pair.First.To, pair.Second.From));
        }
    }

    [Fact]
    public async Task Resource_groups_that_are_named_are_asked_for_by_name()
    {
        List<AciActivity> activity = await ReadAsync(new ActivityRequest(), new GroupSelection { ResourceGroupName = ["rg-lab"], SubscriptionId = [Lab] });

        Assert.Equal(["Microsoft.Authorization", "Microsoft.ManagedIdentity", "Microsoft.Network", "rg-lab"], Queries().Select(Filter).Select(static one => one.Value).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(activity, static one => one.Kind == AciActivityKind.AssignRole);
        Assert.All(activity, static one => Assert.Equal("rg-lab", one.ResourceGroupName));
    }

    [Fact]
    public async Task A_group_that_is_gone_has_its_operations_all_the_same()
    {
        AciActivity deleted = Assert.Single(await ReadAsync(new ActivityRequest(), new GroupSelection { Name = ["trial-of-*"] }));

        Assert.Equal((AciActivityKind.Delete, "trial-of-last-year", true), (deleted.Kind, deleted.ContainerGroupName, deleted.Risky));
        Assert.Empty(pipeline.Problems);
    }

    [Theory]
    [InlineData("Exec", 5)]
    [InlineData("*/exec/action", 5)]
    [InlineData("restart", 6)]
    [InlineData("no-such", 0)]
    public async Task Operations_go_by_kind_or_by_name(string operation, int expected) => Assert.Equal(expected, (await ReadAsync(new ActivityRequest { Operation = [operation] })).Count);

    [Theory]
    [InlineData("tom.reyes@*")]
    [InlineData("Tom Reyes")]
    [InlineData("E0000000-0000-4000-8000-000000000004")]
    public async Task Callers_go_by_whatever_the_log_calls_them(string caller)
    {
        List<AciActivity> activity = await ReadAsync(new ActivityRequest { Caller = [caller] });

        Assert.NotEmpty(activity);
        Assert.All(activity, static one => Assert.Equal("tom.reyes@northlightbooks.example", one.Caller));
    }

    [Fact]
    public async Task What_was_not_allowed_is_told_from_what_failed_and_from_what_has_no_end_yet()
    {
        List<AciActivity> activity = await ReadAsync(new ActivityRequest());

        Assert.Equal(4, activity.Count(static one => one.Outcome == AciActivityOutcome.Refused));
        Assert.Contains("ContainerGroupQuotaReached", Assert.Single(activity, static one => one.Outcome == AciActivityOutcome.Failed).Reason, StringComparison.Ordinal);
        Assert.Equal("web-search", Assert.Single(activity, static one => one.Outcome == AciActivityOutcome.Unfinished).ContainerGroupName);
    }

    [Fact]
    public async Task A_caller_that_the_log_knows_by_id_only_gets_its_name_from_the_directory_in_one_call()
    {
        List<AciActivity> activity = await ReadAsync(new ActivityRequest());

        Assert.All(activity.Where(static one => one.Caller.StartsWith("b8", StringComparison.Ordinal)), static one => Assert.Equal(("northlight-release", AciCallerKind.Application), (one.CallerName, one.CallerKind)));
        Assert.Equal("Contributor to lab-visitor (5e0c3a10-7f52-4f0e-8a3e-6c1d2b9f4a77) at /subscriptions/33333333-cccc-4ccc-8ccc-000000000003/resourceGroups/rg-lab", Assert.Single(activity, static one => one.Kind == AciActivityKind.AssignRole).Detail);
        Assert.InRange(server.Log.Requests.Count(static request => request.Host == SandboxServer.Directory.Host), 1, 3);
    }

    [Fact]
    public async Task Without_the_directory_callers_go_by_their_ids_and_nothing_is_an_error()
    {
        server.Faults.Add(Fault.Error("POST", "getByIds", HttpStatusCode.Forbidden, "Authorization_RequestDenied", times: 9));

        List<AciActivity> activity = await ReadAsync(new ActivityRequest { Caller = ["b8*"] });

        Assert.All(activity, static one => Assert.Null(one.CallerName));
        Assert.NotEmpty(activity);
        Assert.Empty(pipeline.Problems);
    }

    [Fact]
    public async Task A_subscription_that_refuses_is_told_once_and_the_rest_goes_on()
    {
        server.Rights.Deny("Microsoft.Insights/eventtypes/values/read", "/subscriptions/" + Data);

        List<AciActivity> activity = await ReadAsync(new ActivityRequest());

        AciProblem problem = Assert.Single(pipeline.Problems);
        Assert.Equal((AciProblemKind.PermissionDenied, "/subscriptions/" + Data), (problem.Kind, problem.Target));
        Assert.Contains("Microsoft.Insights/eventtypes/values/read", problem.Recommendation, StringComparison.Ordinal);
        Assert.Equal([Shop, Lab], activity.Select(static one => one.SubscriptionId).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_the_activity_log_does_not_keep_any_more_is_an_error_and_the_rest_is_given()
    {
        List<AciActivity> activity = await ReadAsync(new ActivityRequest { After = Now.AddDays(-200) });

        Assert.Equal("AciActivityNotKept", Assert.Single(pipeline.Problems).Id);
        Assert.Contains(activity, static one => one.ContainerGroupName == "web-legacy");
        Assert.DoesNotContain(server.Log.Requests, static request => request.Status == 400);
    }

    [Fact]
    public async Task Older_operations_come_from_a_workspace_and_a_subscription_without_rows_there_is_told()
    {
        List<AciActivity> activity = await ReadAsync(new ActivityRequest { After = Now.AddDays(-200), Workspace = ["log-northlight"] });

        AciActivity old = Assert.Single(activity, static one => one.Source == "log-northlight");
        Assert.Equal((AciActivityKind.Delete, "web-old-help", 2, AciActivityOutcome.Succeeded), (old.Kind, old.ContainerGroupName, old.EventCount, old.Outcome));
        Assert.Same(old, activity[^1]);
        Assert.Empty(pipeline.Problems);
        Assert.Equal(2, pipeline.Warnings.Count);
        Assert.All(pipeline.Warnings, static warning => Assert.Contains("may not have been exported", warning, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_workspace_is_not_asked_for_what_the_activity_log_has()
    {
        await ReadAsync(new ActivityRequest { Workspace = ["log-northlight"] });

        Assert.DoesNotContain(server.Log.Requests, static request => request.Host == SandboxServer.LogAnalytics.Host);
    }

    [Fact]
    public async Task A_time_without_length_is_said_before_anything_is_asked()
    {
        AciProblemException wrong = await Assert.ThrowsAsync<AciProblemException>(() => ReadAsync(new ActivityRequest { After = Now, Before = Now.AddDays(-1) }));

        Assert.Equal("AciActivityTimeInvalid", wrong.Problem.Id);
        Assert.Empty(server.Log.Requests);
    }

    [Fact]
    public async Task No_secret_of_a_call_is_shown()
    {
        List<AciActivity> activity = await ReadAsync(new ActivityRequest());

        Assert.DoesNotContain("not-a-real-password", System.Text.Json.JsonSerializer.Serialize(activity), StringComparison.Ordinal);
        Assert.Contains(activity, static one => one is { Kind: AciActivityKind.Write, ContainerGroupName: "lab-privileged", Risky: true });
    }

    [Fact]
    public async Task What_is_changed_here_is_in_the_log_too()
    {
        AciConnection connection = await ConnectAsync();
        await foreach (AciChange change in engine.DisableDiagnosticsAsync(connection, new GroupSelection { Name = ["web-front"] }, new DisableDiagnosticsRequest { Name = "*" }, pipeline, Stop)) Assert.NotEqual(AciChangeResult.Failed, change.Result);

        AciActivity own = Assert.Single(await ReadAsync(new ActivityRequest { Caller = [SandboxServer.Account] }));

        Assert.Equal("web-front", own.ContainerGroupName);
        Assert.True(own.Kind is AciActivityKind.WriteDiagnostics or AciActivityKind.RemoveDiagnostics);
    }

    [Theory]
    [InlineData("")]
    [InlineData("eventTimestamp ge '2026-03-01T00:00:00Z'")]
    [InlineData("eventTimestamp ge '2026-03-01T00:00:00Z' and eventTimestamp le '2026-03-02T00:00:00Z' and caller eq 'x'")]
    [InlineData("eventTimestamp ge '2026-03-01T00:00:00Z' and eventTimestamp le '2026-03-02T00:00:00Z' and resourceGroupName eq 'a' and resourceProvider eq 'b'")]
    [InlineData("eventTimestamp ge '2026-03-01T00:00:00Z' and eventTimestamp le '2026-03-02T00:00:00Z' or resourceProvider eq 'b'")]
    [InlineData("eventTimestamp ge '2025-11-01T00:00:00Z' and eventTimestamp le '2026-03-02T00:00:00Z'")]
    [InlineData("eventTimestamp ge '2026-03-02T00:00:00Z' and eventTimestamp le '2026-03-01T00:00:00Z'")]
    public void The_service_refuses_what_the_reference_says_that_it_refuses(string filter)
    {
        Answer answer = Ask(filter);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
    }

    [Fact]
    public void The_service_takes_fifty_queries_in_thirty_seconds()
    {
        const string Filter = "eventTimestamp ge '2026-03-01T00:00:00Z' and eventTimestamp le '2026-03-02T00:00:00Z'";

        HttpStatusCode[] statuses = [.. Enumerable.Range(0, 51).Select(_ => Ask(Filter).Status)];

        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[50]);
        Assert.All(statuses[..50], static status => Assert.Equal(HttpStatusCode.OK, status));
    }

    private static DateTimeOffset Now { get; } = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private Answer Ask(string filter) =>
        server.Respond(new Call("GET", $"/subscriptions/{Lab}{Log}", new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["api-version"] = "2015-04-01", ["$filter"] = filter }, ""));

    private IEnumerable<LoggedRequest> Queries() => server.Log.Requests.Where(static request => request.PathAndQuery.Contains(Log, StringComparison.Ordinal) && !request.PathAndQuery.Contains("$skiptoken", StringComparison.Ordinal));

    private static (string Subscription, DateTimeOffset From, DateTimeOffset To, string Value) Filter(LoggedRequest request)
    {
        Match match = Form().Match(request.PathAndQuery);
        Assert.True(match.Success, request.PathAndQuery);
        return (match.Groups["s"].Value, At("from"), At("to"), match.Groups["value"].Value);

        DateTimeOffset At(string group) => DateTimeOffset.Parse(match.Groups[group].Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    private Task<AciConnection> ConnectAsync() => engine.ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = server.Wire() }, pipeline, Stop);

    private async Task<List<AciActivity>> ReadAsync(ActivityRequest request, GroupSelection? selection = null)
    {
        AciConnection connection = await ConnectAsync();
        server.Log.Clear();
        List<AciActivity> activity = [];
        await foreach (AciActivity one in engine.GetActivityAsync(connection, selection ?? new GroupSelection(), request, pipeline, Stop)) activity.Add(one);
        return activity;
    }

    [GeneratedRegex(@"/subscriptions/(?<s>[^/]+)/.*\$filter=eventTimestamp ge '(?<from>[^']+)' and eventTimestamp le '(?<to>[^']+)' and (resourceProvider|resourceGroupName) eq '(?<value>[^']+)'$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
