using System.Net;
using AciSecMon.Sandbox.Faults;
using AciSecMon.Sandbox.Http;

namespace AciSecMon.Azure.Tests.EndToEnd.Faults;

/// <summary>Faults while something is changed: what was done is told as done, what was not as not, and what is not known as not known.</summary>
[Trait("Matrix", "Faults")]
public sealed class WritingFaultTests
{
    private const string Workspace = "/subscriptions/" + FaultWorld.Shop + "/resourceGroups/rg-platform/providers/Microsoft.OperationalInsights/workspaces/log-northlight";

    private static readonly AciChangeResult[] Undone = [AciChangeResult.Refused, AciChangeResult.Failed];

    private const string OnCall = "/subscriptions/" + FaultWorld.Shop + "/resourceGroups/rg-platform/providers/Microsoft.Insights/actionGroups/ag-oncall";

    /// <summary>One rule of each kind.</summary>
    public static EnableAlertRuleRequest Alerts { get; } = new()
    {
        Detection = ["ACI-KQL-001"],
        Operation = [AciAlertOperation.Exec],
        Metric = [AciMetricName.Cpu],
        Groups = new GroupSelection { SubscriptionId = [FaultWorld.Data], Name = ["etl-orders"] },
        SubscriptionId = [FaultWorld.Data],
        WorkspaceId = Workspace,
        ResourceGroupName = "rg-monitoring",
        ActionGroupId = [OnCall],
    };

    /// <summary>A set-up of three steps in one subscription.</summary>
    public static EnableMonitoringRequest SetUp { get; } = new()
    {
        WorkspaceId = Workspace.Replace("log-northlight", "log-fresh", StringComparison.Ordinal),
        ResourceGroupName = "rg-monitoring",
        ActionGroupId = [OnCall],
        SubscriptionId = [FaultWorld.Data],
        Step = new HashSet<AciMonitoringStep> { AciMonitoringStep.Workspace, AciMonitoringStep.ActivityLogExport, AciMonitoringStep.OperationAlert },
    };

    /// <summary>A definition that deploys, with the roles of its identity and a remediation.</summary>
    public static EnablePolicyRequest Policies { get; } = new()
    {
        Name = ["41ebf9df-66cb-48e9-a8d0-98afb4e150ce"],
        Place = new PolicyPlace { SubscriptionId = [FaultWorld.Lab] },
        Location = "westeurope",
        Parameter = new Dictionary<string, object?> { ["logAnalytics"] = Workspace },
        Remediate = true,
    };

    public static TheoryData<string> Lasting => [.. FaultKind.Lasting.Keys];

    public static TheoryData<string> Passing => [.. FaultKind.Passing.Keys];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task Each_group_is_told_of_whatever_call_fails(string fault)
    {
        FaultWorld first = await FaultWorld.ConnectedAsync();
        Outcome right = await EnableAsync(first);
        string[] groups = [.. right.Given.Cast<AciChange>().Select(static change => change.ResourceId!)];
        Assert.Contains(right.Given.Cast<AciChange>(), static change => change.Result == AciChangeResult.Changed);

        foreach (Target target in Operation.FormsOf(first.Server.Log.Requests))
        {
            FaultWorld world = await FaultWorld.ConnectedAsync();
            world.Server.Faults.Add(FaultKind.Lasting[fault](target));
            Outcome faulty = await EnableAsync(world);

            faulty.HoldsNoSecret();
            faulty.SaysWhatToDo();
            AciChange[] changes = [.. faulty.Given.Cast<AciChange>()];
            foreach (string group in groups)
            {
                bool isNamed = changes.Any(change => change.ResourceId == group) || faulty.Confession.Contains(group, StringComparison.OrdinalIgnoreCase)
                    || faulty.Confession.Contains("The container groups could not all be found", StringComparison.Ordinal);
                Assert.True(isNamed, $"{target}: {group} is not told of\n{faulty.Confession}");
            }

            await AgreesWithTheServiceAsync(world, changes, target);
        }
    }

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task A_fault_that_passes_leaves_no_trace_in_a_change(string fault)
    {
        FaultWorld first = await FaultWorld.ConnectedAsync();
        Outcome right = await EnableAsync(first);
        foreach (Target target in Operation.FormsOf(first.Server.Log.Requests))
        {
            FaultWorld world = await FaultWorld.ConnectedAsync();
            world.Server.Faults.Add(FaultKind.Passing[fault](target));
            Laws.AreAlike(await EnableAsync(world), right);
        }
    }

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task Each_plan_is_told_of_whatever_call_fails(string fault)
    {
        FaultWorld first = await FaultWorld.ConnectedAsync();
        Outcome right = await EnablePlansAsync(first);
        Assert.Contains(right.Given.Cast<AciChange>(), static change => change.Result == AciChangeResult.Changed);
        foreach (Target target in Operation.FormsOf(first.Server.Log.Requests))
        {
            FaultWorld world = await FaultWorld.ConnectedAsync();
            world.Server.Faults.Add(FaultKind.Lasting[fault](target));
            Outcome faulty = await EnablePlansAsync(world);

            faulty.HoldsNoSecret();
            faulty.SaysWhatToDo();
            Assert.Equal(right.Given.Count, faulty.Given.Count);
            world.Server.Faults.Clear();
            await world.ConnectAsync(Stop);
            List<object> now = (await Operation.Reading["plans"](world)).Given;
            foreach (AciChange change in faulty.Given.Cast<AciChange>())
            {
                AciDefenderPlan plan = now.Cast<AciDefenderPlan>().Single(plan => plan.SubscriptionId == change.SubscriptionId && plan.Name == change.TargetName);
                if (change.Result is AciChangeResult.Changed or AciChangeResult.Unchanged) Assert.True(plan.Enabled, $"{target}: {change} {change.Message}");
                if (change.Message.Contains("Nothing was written", StringComparison.Ordinal)) Assert.NotEqual(AciChangeResult.Changed, change.Result);
                if (Undone.Contains(change.Result)) Assert.Contains(faulty.Problems, problem => problem.Message.Length > 0 && change.Message.StartsWith(problem.Message, StringComparison.Ordinal));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Lasting))]
    public async Task Each_alert_rule_policy_and_step_is_told_of_whatever_call_fails(string fault)
    {
        foreach (Func<FaultWorld, Task<Outcome>> work in (Func<FaultWorld, Task<Outcome>>[])[EnableAlertsAsync, SetUpAsync, AssignAsync])
        {
            FaultWorld first = await FaultWorld.ConnectedAsync();
            Outcome right = await work(first);
            Assert.NotEmpty(right.Given);
            Assert.All(right.Given.Cast<AciChange>(), static change => Assert.Equal(AciChangeResult.Changed, change.Result));
            foreach (Target target in Operation.FormsOf(first.Server.Log.Requests))
            {
                FaultWorld world = await FaultWorld.ConnectedAsync();
                world.Server.Faults.Add(FaultKind.Lasting[fault](target));
                Outcome faulty = await work(world);

                faulty.HoldsNoSecret();
                faulty.SaysWhatToDo();
                AciChange[] changes = [.. faulty.Given.Cast<AciChange>()];
                bool isWhole = changes.Length == right.Given.Count && Array.TrueForAll(changes, static change => change.Result == AciChangeResult.Changed);
                Assert.True(isWhole || faulty.Confession.Length > 0, $"{target}: {changes.Length} of {right.Given.Count} without a word");

                // Nothing that was written is left untold.
                LoggedRequest[] written = [.. world.Server.Log.Requests.Where(static request => request is { Method: "PUT", Status: 200 or 201 })];
                Assert.All(written, request => Assert.Contains(changes, change => change.TargetId == request.PathAndQuery.Split('?')[0]));

                // Another run does what is left and changes nothing else.
                world.Server.Faults.Clear();
                await world.ConnectAsync(Stop);
                Outcome again = await work(world);
                Assert.Null(again.Ended);
                foreach (AciChange now in again.Given.Cast<AciChange>())
                {
                    AciChange[] before = [.. changes.Where(change => (change.TargetId + "/").StartsWith(now.TargetId + "/", StringComparison.Ordinal))];
                    if (Array.Exists(before, static change => change.Result == AciChangeResult.Changed)) Assert.Equal((target, AciChangeResult.Unchanged), (target, now.Result));
                    if (before.Length == 0 || Array.TrueForAll(before, static change => change.Message.EndsWith("Nothing was written.", StringComparison.Ordinal))) Assert.Equal((target, AciChangeResult.Changed), (target, now.Result));
                }
            }
        }
    }

    [Fact]
    public async Task A_write_that_conflicts_is_refused_and_the_others_are_made()
    {
        AciChange bare = (await EnableAsync(await FaultWorld.ConnectedAsync())).Given.Cast<AciChange>().First(static change => change.Result == AciChangeResult.Changed);
        FaultWorld world = await FaultWorld.ConnectedAsync();
        string hit = bare.TargetId;
        world.Server.Faults.Add(Fault.Error("PUT", hit, HttpStatusCode.Conflict, "Conflict", times: int.MaxValue));

        Outcome outcome = await EnableAsync(world);

        AciChange refused = Assert.Single(outcome.Given.Cast<AciChange>(), change => change.ResourceId == bare.ResourceId);
        Assert.Equal(AciChangeResult.Refused, refused.Result);
        Assert.EndsWith("Nothing was written.", refused.Message, StringComparison.Ordinal);
        Assert.Contains(outcome.Problems, problem => problem.Id == "AciAzureConflict" && problem.Target == refused.ResourceId);
        Assert.Contains(outcome.Given.Cast<AciChange>(), static change => change.Result == AciChangeResult.Changed);
        Assert.Equal(1, world.Server.Log.Count("PUT", hit));
    }

    [Fact]
    public async Task A_group_that_goes_away_between_the_list_and_the_call_is_named_and_the_others_go_on()
    {
        FaultWorld world = await FaultWorld.ConnectedAsync();
        List<object> before = (await Operation.Reading["groups with their state"](world)).Given;
        string gone = before.OfType<AciContainerGroup>().First(static group => group.Name == "web-front").ResourceId!;

        // It goes away the moment that its first own call comes in.
        world.Server.Faults.Add(new Fault { PathPart = gone, IsHarmless = true, Reached = () => world.Server.Drop(gone) });
        Outcome outcome = await Operation.Reading["groups with their state"](world);

        Assert.Equal(before.Count - 1, outcome.Given.Count);
        Assert.Contains(outcome.Said, line => line.Contains(gone, StringComparison.OrdinalIgnoreCase) && line.Contains("is gone since it was listed", StringComparison.Ordinal));
        Assert.Empty(outcome.Problems);
    }

    private static Task<Outcome> EnableAsync(FaultWorld world) =>
        Outcome.OfAsync(world, world.Engine.EnableDiagnosticsAsync(world.Connection!, new GroupSelection { SubscriptionId = [FaultWorld.Shop] }, new EnableDiagnosticsRequest { WorkspaceId = Workspace }, world.Recorder, Stop));

    private static Task<Outcome> EnableAlertsAsync(FaultWorld world) => Outcome.OfAsync(world, world.Engine.EnableAlertRulesAsync(world.Connection!, Alerts, world.Recorder, Stop));

    private static Task<Outcome> SetUpAsync(FaultWorld world) => Outcome.OfAsync(world, world.Engine.EnableMonitoringAsync(world.Connection!, SetUp, world.Recorder, Stop));

    // One of the module's own, which is made first, and then one of Microsoft's.
    private static async Task<Outcome> AssignAsync(FaultWorld world)
    {
        var own = new EnablePolicyRequest { Name = ["acisecmon-zone"], Place = Policies.Place };
        return await Outcome.OfAsync(world, Both());

        async IAsyncEnumerable<AciChange> Both()
        {
            await foreach (AciChange change in world.Engine.EnablePoliciesAsync(world.Connection!, own, world.Recorder, Stop)) yield return change;
            await foreach (AciChange change in world.Engine.EnablePoliciesAsync(world.Connection!, Policies, world.Recorder, Stop)) yield return change;
        }
    }

    private static Task<Outcome> EnablePlansAsync(FaultWorld world) =>
        Outcome.OfAsync(world, world.Engine.EnableDefenderPlansAsync(world.Connection!, new EnableDefenderPlanRequest { Name = ["Containers", "Arm"] }, world.Recorder, Stop));

    // What the objects say of a group is what the service has; where they do not know, they say so.
    private static async Task AgreesWithTheServiceAsync(FaultWorld world, AciChange[] changes, Target target)
    {
        string[] written = [.. world.Server.Log.Requests.Where(static request => request is { Method: "PUT", Status: 200 or 201 }).Select(static request => request.PathAndQuery.Split('?')[0])];
        world.Server.Faults.Clear();
        await world.ConnectAsync(Stop);
        ILookup<string, AciDiagnosticSetting> now = (await Operation.Reading["diagnostics"](world)).Given.Cast<AciDiagnosticSetting>().ToLookup(static row => row.ResourceId!, StringComparer.OrdinalIgnoreCase);
        foreach (AciChange change in changes)
        {
            bool isSending = now[change.ResourceId!].Any(static row => row.Kind == AciDiagnosticKind.DiagnosticSetting && row.MissingCategory.Length == 0);
            if (change.Result is AciChangeResult.Changed or AciChangeResult.Unchanged) Assert.True(isSending, $"{target}: {change} {change.Message}");
            if (change.Message.EndsWith("Nothing was written.", StringComparison.Ordinal)) Assert.DoesNotContain(change.TargetId, written);
        }

        // Nothing that was written is left untold.
        Assert.All(written, path => Assert.Contains(changes, change => change.TargetId == path));
    }
}
