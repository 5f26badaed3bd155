using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Faults;

namespace AciSecMon.Azure.Tests.EndToEnd.Faults;

/// <summary>A credential that has no further token just after a write went out.</summary>
public sealed class LostTokenTests
{
    private const string Workspace = "/subscriptions/11111111-aaaa-4aaa-8aaa-000000000001/resourceGroups/rg-platform/providers/Microsoft.OperationalInsights/workspaces/log-northlight";

    private readonly SandboxServer server = SandboxServer.Sample();
    private readonly AzureEngine engine = new();
    private readonly TestPipeline pipeline = new();
    private bool isLost;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_written_is_reported_and_the_others_are_told_of()
    {
        AciConnection connection = await engine.ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = LosingWire() }, pipeline, Stop);
        server.Faults.Add(new Fault { Method = "PUT", PathPart = "/diagnosticSettings/", IsHarmless = true, Reached = Lose });

        var changes = new List<AciChange>();
        var selection = new GroupSelection { Name = ["web-legacy", "web-affiliates"] };
        await foreach (AciChange change in engine.EnableDiagnosticsAsync(connection, selection, new EnableDiagnosticsRequest { WorkspaceId = Workspace }, pipeline, Stop)) changes.Add(change);

        Assert.Equal(2, changes.Count);
        Assert.All(changes, static change => Assert.Equal(AciChangeResult.Failed, change.Result));
        Assert.Single(changes, change => change.Message.Contains("The state is not known", StringComparison.Ordinal) && server.Log.Count("PUT", change.TargetId) == 1);
        Assert.All(pipeline.Problems, static problem => Assert.Equal("AciTokenInvalid", problem.Id));
    }

    [Fact]
    public async Task A_plan_that_was_written_is_reported()
    {
        AciConnection connection = await engine.ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = LosingWire() }, pipeline, Stop);
        server.Faults.Add(new Fault { Method = "PUT", PathPart = "/pricings/", IsHarmless = true, Reached = Lose });

        var changes = new List<AciChange>();
        await foreach (AciChange change in engine.EnableDefenderPlansAsync(connection, new EnableDefenderPlanRequest { Name = ["Containers", "Arm"] }, pipeline, Stop)) changes.Add(change);

        Assert.Equal(6, changes.Count);
        Assert.Single(changes, change => change.Result == AciChangeResult.Failed && server.Log.Count("PUT", change.TargetId) == 1);
        Assert.DoesNotContain(changes, static change => change.Result == AciChangeResult.Changed);
    }

    // The token that the write went out with is over, and there is no other.
    private void Lose()
    {
        isLost = true;
        server.Clock.Advance(TimeSpan.FromHours(2));
    }

    private AzureWire LosingWire()
    {
        AzureWire wire = server.Wire();
        return new AzureWire
        {
            Handler = wire.Handler,
            GetTokenAsync = (audience, stop) => isLost
                ? throw new AciProblemException(new AciProblem { Id = "AciTokenInvalid", Kind = AciProblemKind.Authentication, Message = "The given token ended.", Recommendation = "Connect again." })
                : wire.GetTokenAsync(audience, stop),
            ResourceManager = wire.ResourceManager,
            Name = wire.Name,
            Account = wire.Account,
            TenantId = wire.TenantId,
            Clock = wire.Clock,
        };
    }
}
