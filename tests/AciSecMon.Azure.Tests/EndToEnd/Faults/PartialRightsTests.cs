using AciSecMon.Azure.Permissions;
using CsCheck;

namespace AciSecMon.Azure.Tests.EndToEnd.Faults;

/// <summary>A caller who may not do everything: what he may not see is named with the permission that is missing, and the rest is whole.</summary>
public sealed class PartialRightsTests
{
    private const string Workspace = "/subscriptions/" + FaultWorld.Shop + "/resourceGroups/rg-platform/providers/Microsoft.OperationalInsights/workspaces/log-northlight";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Microsoft.ContainerInstance/containerGroups/read")]
    [InlineData("Microsoft.ContainerInstance/*")]
    [InlineData("*/read")]
    public async Task Groups_of_a_subscription_that_may_not_be_read_are_told_and_the_others_are_whole(string action)
    {
        Outcome right = await Operation.Reading["findings"](await FaultWorld.ConnectedAsync());
        FaultWorld world = await FaultWorld.ConnectedAsync();
        world.Server.Rights.Deny(action, "/subscriptions/" + FaultWorld.Data);

        Outcome faulty = await Operation.Reading["findings"](world);

        Laws.Hold(faulty, right);
        AciSecurityFinding told = Assert.Single(faulty.Coverage, static finding => finding.RuleId == "ACI-COV-003" && finding.Message.Contains("every rule on the container groups", StringComparison.Ordinal));
        Assert.Contains("Microsoft.ContainerInstance/containerGroups/read", told.Message, StringComparison.Ordinal);
        Assert.Contains(FaultWorld.Data, told.Message, StringComparison.Ordinal);
        Assert.Contains(faulty.Problems, static problem => problem.Kind == AciProblemKind.PermissionDenied && problem.Message.Contains(FaultWorld.Data, StringComparison.Ordinal));
        Assert.Empty(GroupsOf(faulty, FaultWorld.Data));
        foreach (string other in new[] { FaultWorld.Shop, FaultWorld.Lab }) Assert.Equal(GroupsOf(right, other), GroupsOf(faulty, other));
    }

    [Theory]
    [InlineData("groups")]
    [InlineData("groups with their state")]
    [InlineData("diagnostics")]
    public async Task Lists_of_groups_tell_of_a_subscription_that_may_not_be_read(string operation)
    {
        Outcome right = await Operation.Reading[operation](await FaultWorld.ConnectedAsync());
        FaultWorld world = await FaultWorld.ConnectedAsync();
        world.Server.Rights.Deny("Microsoft.ContainerInstance/containerGroups/read", "/subscriptions/" + FaultWorld.Data);

        Outcome faulty = await Operation.Reading[operation](world);

        Laws.Hold(faulty, right);
        Assert.Contains(faulty.Problems, static problem => problem.Kind == AciProblemKind.PermissionDenied && problem.Message.Contains(FaultWorld.Data, StringComparison.Ordinal));
        Assert.NotEmpty(faulty.Given);
    }

    [Fact]
    public async Task A_subscription_that_went_to_another_tenant_is_told()
    {
        Outcome right = await Operation.Reading["findings"](await FaultWorld.ConnectedAsync());
        FaultWorld world = await FaultWorld.ConnectedAsync();
        world.Server.Rights.MoveToTenant(FaultWorld.Data, "99999999-9999-4999-8999-999999999999");

        Outcome faulty = await Operation.Reading["findings"](world);

        Laws.Hold(faulty, right);
        AciProblem told = Assert.Single(faulty.Problems, static problem => problem.Id == "AciAzureWrongTenant");
        Assert.Contains("-Tenant", told.Recommendation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Microsoft.Authorization/roleAssignments/read")]
    [InlineData("Microsoft.Authorization/roleDefinitions/read")]
    [InlineData("Microsoft.Authorization/locks/read")]
    [InlineData("Microsoft.Authorization/*/read")]
    [InlineData("Microsoft.KeyVault/vaults/read")]
    [InlineData("Microsoft.ContainerRegistry/registries/read")]
    [InlineData("Microsoft.Network/virtualNetworks/read")]
    [InlineData("Microsoft.Storage/storageAccounts/read")]
    [InlineData("Microsoft.Insights/diagnosticSettings/read")]
    [InlineData("Microsoft.Security/pricings/read")]
    public async Task What_may_not_be_read_leaves_its_rules_open(string action)
    {
        Outcome right = await Operation.Reading["findings"](await FaultWorld.ConnectedAsync());
        foreach (string subscription in new[] { FaultWorld.Shop, FaultWorld.Data, FaultWorld.Lab })
        {
            FaultWorld world = await FaultWorld.ConnectedAsync();
            world.Server.Rights.Deny(action, "/subscriptions/" + subscription);

            Laws.Hold(await Operation.Reading["findings"](world), right);
        }
    }

    [Theory]
    [InlineData("Microsoft.Insights/diagnosticSettings/read", "could not be read")]
    [InlineData("Microsoft.Insights/diagnosticSettings/write", "Microsoft.Insights/diagnosticSettings/write")]
    [InlineData("Microsoft.OperationalInsights/workspaces/sharedKeys/action", "Microsoft.OperationalInsights/workspaces/sharedKeys/action")]
    public async Task A_setting_that_may_not_be_written_is_told_with_the_permission_that_is_missing(string action, string said)
    {
        FaultWorld world = await FaultWorld.ConnectedAsync();
        world.Server.Rights.Deny(action, "/subscriptions/" + FaultWorld.Shop);

        Outcome outcome = await EnableAsync(world);

        outcome.HoldsNoSecret();
        outcome.SaysWhatToDo();
        AciChange[] changes = [.. outcome.Given.Cast<AciChange>()];
        Assert.NotEmpty(changes);
        Assert.All(changes, static change => Assert.Contains(change.Result, new[] { AciChangeResult.Refused, AciChangeResult.Failed, AciChangeResult.Unchanged }));
        Assert.Contains(outcome.Problems, problem => $"{problem.Message} {problem.Recommendation}".Contains(said, StringComparison.Ordinal) && problem.Recommendation!.Contains(action, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(world.Server.Log.Requests, static request => request is { Method: "PUT", Status: 200 or 201 });
    }

    [Fact]
    public async Task A_plan_that_may_not_be_written_is_told_and_those_of_other_subscriptions_are_made()
    {
        FaultWorld world = await FaultWorld.ConnectedAsync();
        world.Server.Rights.Deny("Microsoft.Security/pricings/write", "/subscriptions/" + FaultWorld.Data);

        Outcome outcome = await EnablePlansAsync(world);

        AciChange[] changes = [.. outcome.Given.Cast<AciChange>()];
        Assert.DoesNotContain(changes, static change => change.SubscriptionId == FaultWorld.Data && change.Result == AciChangeResult.Changed);
        Assert.Contains(changes, static change => change.SubscriptionId != FaultWorld.Data && change.Result == AciChangeResult.Changed);
        Assert.All(outcome.Problems, static problem => Assert.Contains("Microsoft.Security/pricings/write", problem.Recommendation, StringComparison.Ordinal));
        Assert.Equal(changes.Count(static change => change.Result == AciChangeResult.Refused), outcome.Problems.Count);
    }

    [Fact]
    public async Task Permissions_that_may_not_be_read_are_not_known_and_not_missing()
    {
        FaultWorld world = await FaultWorld.ConnectedAsync();
        world.Server.Rights.Deny("Microsoft.Authorization/permissions/read", "/subscriptions/" + FaultWorld.Data);

        Outcome outcome = await Operation.Reading["permissions"](world);

        Assert.All(outcome.Given.Cast<AciCapability>(), static capability => Assert.Equal(capability.SubscriptionId == FaultWorld.Data, capability.Allowed is null));
        Assert.Contains(FaultWorld.Data, Assert.Single(outcome.Problems).Message, StringComparison.Ordinal);
    }

    /// <summary>Whatever is denied: where Test-AciSecMonPermission says that a capability is there, its operation is refused nothing.</summary>
    [Fact]
    public async Task What_is_said_to_be_allowed_is_allowed()
    {
        string[] actions = [.. Capabilities.All.SelectMany(static capability => capability.Actions).Distinct(StringComparer.OrdinalIgnoreCase), "*/read", "*/write", "Microsoft.Insights/*", "Microsoft.Authorization/*/read"];
        Gen<string[]> denials = Gen.OneOfConst(actions).Array[0, 3];
        await denials.SampleAsync(
            async denied =>
            {
                foreach ((string capability, Func<FaultWorld, Task<Outcome>> operation) in Uses)
                {
                    FaultWorld world = await FaultWorld.ConnectedAsync();
                    foreach (string action in denied)
                    {
                        foreach (string subscription in new[] { FaultWorld.Shop, FaultWorld.Data, FaultWorld.Lab }) world.Server.Rights.Deny(action, "/subscriptions/" + subscription);
                    }

                    Outcome verdict = await Outcome.OfAsync(world, world.Engine.TestCapabilitiesAsync(world.Connection!, [capability], [], world.Recorder, Stop));
                    bool isAllowed = verdict.Given.Cast<AciCapability>().All(static row => row.Allowed == true);
                    world.Server.Log.Clear();
                    await operation(world);
                    bool isRefused = world.Server.Log.Requests.Any(static request => request.Status == 403);
                    Assert.False(isAllowed && isRefused, $"{capability} without {string.Join(", ", denied)}");
                    if (denied.Length == 0) Assert.True(isAllowed, capability);
                }
            },
            iter: 12);
    }

    private static readonly (string Capability, Func<FaultWorld, Task<Outcome>> Operation)[] Uses =
    [
        ("State", Operation.Reading["groups with their state"]),
        ("Diagnostics", Operation.Reading["diagnostics"]),
        ("EnableDiagnosticsToWorkspace", EnableAsync),
        ("DefenderPlan", Operation.Reading["plans"]),
        ("EnableDefenderPlan", EnablePlansAsync),
    ];

    private static Task<Outcome> EnableAsync(FaultWorld world) =>
        Outcome.OfAsync(world, world.Engine.EnableDiagnosticsAsync(world.Connection!, new GroupSelection { SubscriptionId = [FaultWorld.Shop] }, new EnableDiagnosticsRequest { WorkspaceId = Workspace }, world.Recorder, Stop));

    private static Task<Outcome> EnablePlansAsync(FaultWorld world) =>
        Outcome.OfAsync(world, world.Engine.EnableDefenderPlansAsync(world.Connection!, new EnableDefenderPlanRequest { Name = ["Containers", "Arm"] }, world.Recorder, Stop));

    private static string[] GroupsOf(Outcome outcome, string subscription) =>
        [.. outcome.Findings.Where(finding => finding.SubscriptionId == subscription && finding.SubjectType == AciSubjectType.ContainerGroup).Select(static finding => finding.ContainerGroupName!).Distinct().Order(StringComparer.Ordinal)];
}
