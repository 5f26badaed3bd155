using AciSecMon.Sandbox.Faults;

namespace AciSecMon.Azure.Tests.EndToEnd.Faults;

/// <summary>Ctrl+C at any time, and a service that does not answer.</summary>
public sealed class StoppingTests
{
    private const int ManyRequests = 100;
    private const int Step = 7;

    private const string Workspace = "/subscriptions/" + FaultWorld.Shop + "/resourceGroups/rg-platform/providers/Microsoft.OperationalInsights/workspaces/log-northlight";

    private static readonly Dictionary<string, Func<FaultWorld, CancellationToken, IAsyncEnumerable<object>>> Operations = new(StringComparer.Ordinal)
    {
        ["groups"] = static (world, stop) => world.Groups(stop),
        ["groups with their state"] = static (world, stop) => world.Groups(stop, withState: true),
        ["findings"] = static (world, stop) => world.Findings(stop),
        ["diagnostics"] = static (world, stop) => world.Engine.GetDiagnosticsAsync(world.Connection!, new GroupSelection(), world.Recorder, stop),
        ["plans"] = static (world, stop) => world.Engine.GetDefenderPlansAsync(world.Connection!, [], [], world.Recorder, stop),
        ["permissions"] = static (world, stop) => world.Engine.TestCapabilitiesAsync(world.Connection!, [], [], world.Recorder, stop),
        ["enabling diagnostics"] = static (world, stop) => world.Engine.EnableDiagnosticsAsync(
            world.Connection!, new GroupSelection { SubscriptionId = [FaultWorld.Shop] }, new EnableDiagnosticsRequest { WorkspaceId = Workspace }, world.Recorder, stop),
        ["enabling alert rules"] = static (world, stop) => world.Engine.EnableAlertRulesAsync(world.Connection!, WritingFaultTests.Alerts, world.Recorder, stop),
        ["setting up"] = static (world, stop) => world.Engine.EnableMonitoringAsync(world.Connection!, WritingFaultTests.SetUp, world.Recorder, stop),
        ["coverage"] = static (world, stop) => world.Engine.GetCoverageAsync(
            world.Connection!, new GroupSelection { SubscriptionId = [FaultWorld.Shop] }, new CoverageRequest { IncludeHeartbeat = true }, world.Recorder, stop),
        ["enabling plans"] = static (world, stop) => world.Engine.EnableDefenderPlansAsync(
            world.Connection!, new EnableDefenderPlanRequest { Name = ["Containers", "Arm"] }, world.Recorder, stop),
    };

    public static TheoryData<string> Names => [.. Operations.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Stopped_at_any_request_it_ends_there_and_sends_nothing_more(string operation)
    {
        FaultWorld whole = await FaultWorld.ConnectedAsync();
        Outcome right = await Outcome.OfAsync(whole, Operations[operation](whole, TestContext.Current.CancellationToken));
        int requests = whole.Server.Log.Requests.Count;
        Assert.NotEqual(0, requests);

        // Of hundreds of requests, most are the same call for another group: a step that fits into no round of them meets every kind.
        for (int nth = 1; nth <= requests; nth += requests > ManyRequests ? Step : 1)
        {
            FaultWorld world = await FaultWorld.ConnectedAsync();
            using var stop = new CancellationTokenSource();
            world.Server.Faults.Add(Fault.Hanging(null, "", () => StopFor(world, stop), nth));

            Outcome stopped = await Outcome.OfAsync(world, Operations[operation](world, stop.Token));

            Assert.IsType<OperationCanceledException>(stopped.Ended, exactMatch: false);
            stopped.HoldsNoSecret();

            // Those that were under way beside it may have come in; none after.
            int sent = world.Server.Log.Requests.Count;
            Assert.InRange(sent, nth, requests);
            await Task.Yield();
            Assert.Equal(sent, world.Server.Log.Requests.Count);
            GaveNothingElse(stopped, right, world);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Stopped_with_an_answer_it_ends_all_the_same(string operation)
    {
        FaultWorld world = await FaultWorld.ConnectedAsync();
        using var stop = new CancellationTokenSource();
        world.Server.Faults.Add(new Fault { IsHarmless = true, Reached = stop.Cancel });

        Outcome stopped = await Outcome.OfAsync(world, Operations[operation](world, stop.Token));

        Assert.IsType<OperationCanceledException>(stopped.Ended, exactMatch: false);
        Assert.Empty(stopped.Problems);
        Assert.Empty(stopped.Given);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Whoever_takes_only_the_first_pays_for_no_more(string operation)
    {
        FaultWorld world = await FaultWorld.ConnectedAsync();

        await foreach (object _ in Operations[operation](world, TestContext.Current.CancellationToken)) break;

        int sent = world.Server.Log.Requests.Count;
        await Task.Yield();
        Assert.Equal(sent, world.Server.Log.Requests.Count);
        Assert.Empty(world.Recorder.Problems);
    }

    [Fact]
    public async Task A_write_that_is_stopped_under_way_is_told_as_not_known()
    {
        FaultWorld world = await FaultWorld.ConnectedAsync();
        using var stop = new CancellationTokenSource();
        world.Server.Faults.Add(Fault.Hanging("PUT", "", () => StopFor(world, stop)));

        Outcome stopped = await Outcome.OfAsync(world, Operations["enabling diagnostics"](world, stop.Token));

        AciChange open = Assert.Single(stopped.Given.Cast<AciChange>(), static change => change.Result == AciChangeResult.Failed);
        Assert.Contains("is not known", open.Message, StringComparison.Ordinal);
        AciProblem problem = Assert.Single(stopped.Problems);
        Assert.Equal(("AciChangeInterrupted", open.ResourceId), (problem.Id, problem.Target));
        Assert.Equal(1, world.Server.Log.Count("PUT", ""));
        Assert.Equal(open.Message, Assert.Single(world.Recorder.LastWords));
    }

    [Theory]
    [InlineData("enabling diagnostics", "PUT")]
    [InlineData("enabling plans", "PUT")]
    [InlineData("enabling diagnostics", "GET")]
    public async Task A_write_that_was_sent_is_seen_to_its_end_and_that_is_told_to_who_stopped(string operation, string method)
    {
        FaultWorld world = await FaultWorld.ConnectedAsync();
        using var stop = new CancellationTokenSource();

        // A pipeline that is stopped ends whoever still writes to it, as that of the shell does.
        world.Recorder.Ended = stop.Token;
        var last = new Fault { Method = method, IsHarmless = true, Reached = stop.Cancel };
        world.Server.Faults.Add(method == "PUT" ? last : new Fault { Method = "PUT", IsHarmless = true, Reached = () => world.Server.Faults.Add(last) });

        Outcome stopped = await Outcome.OfAsync(world, Operations[operation](world, stop.Token));

        Assert.IsType<OperationCanceledException>(stopped.Ended, exactMatch: false);
        Assert.Equal(1, world.Server.Log.Count("PUT", ""));
        Assert.Empty(stopped.Problems);
        string told = Assert.Single(world.Recorder.LastWords);
        Assert.StartsWith("Stopped. ", told, StringComparison.Ordinal);
        Assert.Contains(": Changed.", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_stops_before_a_write_is_sent_hears_of_none()
    {
        FaultWorld world = await FaultWorld.ConnectedAsync();
        using var stop = new CancellationTokenSource();
        world.Server.Faults.Add(new Fault { Method = "GET", PathPart = "diagnosticSettings", IsHarmless = true, Reached = stop.Cancel });

        Outcome stopped = await Outcome.OfAsync(world, Operations["enabling diagnostics"](world, stop.Token));

        Assert.IsType<OperationCanceledException>(stopped.Ended, exactMatch: false);
        Assert.Empty(world.Recorder.LastWords);
        Assert.Equal(0, world.Server.Log.Count("PUT", ""));
    }

    // What was sent is waited for a few seconds longer; they pass at once.
    private static void StopFor(FaultWorld world, CancellationTokenSource stop)
    {
        stop.Cancel();
        ThreadPool.QueueUserWorkItem(_ => world.Watch.Advance(TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData("groups")]
    [InlineData("plans")]
    [InlineData("findings")]
    public async Task A_service_that_does_not_answer_is_given_up_in_time_and_named(string operation)
    {
        Outcome right = await Operation.Reading[operation](await FaultWorld.ConnectedAsync());
        FaultWorld world = await FaultWorld.ConnectedAsync();
        string path = operation == "groups" ? "Microsoft.ResourceGraph" : FaultWorld.Data + "/providers/Microsoft.Security/pricings";

        // By the clock of the machine, which the test moves once the call hangs.
        world.Server.Faults.Add(Fault.Hanging(null, path, () => ThreadPool.QueueUserWorkItem(_ => world.Watch.Advance(TimeSpan.FromMinutes(6)))));
        Outcome faulty = await Operation.Reading[operation](world);

        Laws.Hold(faulty, right);
        Assert.Contains("did not answer in time", faulty.Confession, StringComparison.Ordinal);
    }

    private static void GaveNothingElse(Outcome stopped, Outcome right, FaultWorld world)
    {
        foreach (object item in stopped.Given)
        {
            switch (item)
            {
                case AciContainerGroup group:
                    Assert.Contains(right.Given.Cast<AciContainerGroup>(), other => other.ResourceId == group.ResourceId && other.State == group.State);
                    break;
                case AciSecurityFinding { Category: not AciRuleCategory.Coverage } finding:
                    Assert.Contains(right.Verdicts[finding.FindingId], other => other.Status == finding.Status);
                    break;
                case AciDiagnosticSetting row:
                    Assert.Contains(right.Given.Cast<AciDiagnosticSetting>(), other => other.ResourceId == row.ResourceId && other.Name == row.Name && other.State == row.State);
                    break;
                case AciDefenderPlan plan:
                    Assert.Contains(right.Given.Cast<AciDefenderPlan>(), other => other.ResourceId == plan.ResourceId && other.Enabled == plan.Enabled);
                    break;
                case AciCapability capability:
                    Assert.Contains(right.Given.Cast<AciCapability>(), other => other.Name == capability.Name && other.SubscriptionId == capability.SubscriptionId && other.Allowed == capability.Allowed);
                    break;
                case AciChange { Result: AciChangeResult.Failed } open:
                    Assert.Contains("is not known", open.Message, StringComparison.Ordinal);
                    break;
                case AciChange { Result: AciChangeResult.Changed } change:
                    Assert.Contains(world.Server.Log.Requests, request => request is { Method: "PUT", Status: 200 or 201 } && request.PathAndQuery.StartsWith(change.TargetId, StringComparison.Ordinal));
                    break;
            }
        }

        // Nothing is half done and untold: each write that went out has its object.
        AciChange[] told = [.. stopped.Given.OfType<AciChange>()];
        Assert.All(
            world.Server.Log.Requests.Where(static request => request.Method == "PUT"),
            request => Assert.Contains(told, change => request.PathAndQuery.StartsWith(change.TargetId, StringComparison.Ordinal)));
    }
}
