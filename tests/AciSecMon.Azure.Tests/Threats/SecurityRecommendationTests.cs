using System.Net;
using AciSecMon.Azure.Tests.EndToEnd.Faults;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Faults;

namespace AciSecMon.Azure.Tests.Threats;

/// <summary>Recommendations of Defender, over the wire.</summary>
public sealed class SecurityRecommendationTests
{
    private readonly SandboxServer server = SandboxServer.Sample();
    private readonly AzureEngine engine = new();
    private readonly TestPipeline pipeline = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_not_kept_comes_with_its_risk_how_it_was_matched_and_a_link()
    {
        AciSecurityRecommendation[] all = await ReadAsync();

        AciSecurityRecommendation exposed = Assert.Single(all, static one => one.ResourceName == "web-affiliates");
        Assert.Equal((AciSeverity.Critical, "Critical", AciThreatRelation.ContainerGroup, "resource id and published name"), (exposed.Severity, exposed.RiskLevel, exposed.Relation, exposed.MatchedBy));
        Assert.Equal(1, exposed.AttackPathCount);
        Assert.StartsWith("https://portal.azure.com/", exposed.PortalLink, StringComparison.Ordinal);
        Assert.NotEmpty(exposed.Remediation);
        Assert.Contains(all, static one => one is { Relation: AciThreatRelation.Registry, ResourceName: "northlightlab", MatchedBy: "resource id" } && one.ContainerGroupCount > 1);
        Assert.Contains(all, static one => one is { Relation: AciThreatRelation.Vault, ResourceName: "kv-northlight-data" });
        Assert.Contains(all, static one => one is { Relation: AciThreatRelation.StorageAccount, ResourceName: "northlightfiles" });
        Assert.All(all, static one => Assert.Equal(AciRecommendationStatus.Unhealthy, one.Status));
        Assert.Empty(pipeline.Problems);
    }

    [Fact]
    public async Task What_is_kept_or_exempted_comes_where_it_is_asked_for()
    {
        AciSecurityRecommendation[] all = await ReadAsync(new SecurityRecommendationRequest { Status = [AciRecommendationStatus.Healthy, AciRecommendationStatus.NotApplicable] });

        Assert.Contains(all, static one => one is { ResourceName: "web-front", Status: AciRecommendationStatus.Healthy });
        Assert.Equal("Exempt", Assert.Single(all, static one => one.Status == AciRecommendationStatus.NotApplicable).Cause);
    }

    [Fact]
    public async Task Only_what_the_chosen_groups_lead_to_is_given_and_the_severity_narrows_it_down()
    {
        AciSecurityRecommendation[] chosen = await ReadAsync(selection: new GroupSelection { Name = ["web-affiliates"] });
        AciSecurityRecommendation[] severe = await ReadAsync(new SecurityRecommendationRequest { MinimumSeverity = AciSeverity.High });

        Assert.Equal(["web-affiliates"], chosen.Select(static one => one.ResourceName));
        Assert.Equal(["web-affiliates", "web-legacy"], severe.Select(static one => one.ResourceName).Order());
    }

    [Fact]
    public async Task A_fleet_takes_pages_of_the_index_and_a_few_calls_for_each_subscription()
    {
        await ReadAsync();

        // Groups, neighbours and recommendations, one query each; then plans, and a look at what nothing came from.
        Assert.Equal(3, server.Log.Count("POST", "Microsoft.ResourceGraph"));
        Assert.Equal(0, server.Log.Count("GET", "containerGroups/"));
    }

    [Fact]
    public async Task Nothing_is_no_sign_of_health_and_a_refused_subscription_is_an_error()
    {
        server.Rights.Deny("Microsoft.Security/assessments/read", "/subscriptions/" + FaultWorld.Lab);

        AciSecurityRecommendation[] all = await ReadAsync();

        Assert.DoesNotContain(all, static one => one.SubscriptionId == FaultWorld.Lab);
        AciProblem problem = Assert.Single(pipeline.Problems);
        Assert.Equal((AciProblemKind.PermissionDenied, "/subscriptions/" + FaultWorld.Lab), (problem.Kind, problem.Target));
        Assert.Contains(pipeline.Warnings, static said => said.Contains(FaultWorld.Data, StringComparison.Ordinal) && said.Contains("Defender CSPM is off", StringComparison.Ordinal));
        Assert.DoesNotContain(pipeline.Warnings, static said => said.Contains(FaultWorld.Shop, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_Defender_was_never_on_or_has_nothing_yet_a_warning_says_so()
    {
        foreach (string id in await IdsIn(FaultWorld.Data)) server.Drop(id);
        foreach (string id in await IdsIn(FaultWorld.Lab)) server.Drop(id);
        server.Faults.Add(Fault.Error("GET", $"{FaultWorld.Lab}/providers/Microsoft.Security/assessments", HttpStatusCode.Conflict, "SubscriptionNotRegistered", times: 99));

        await ReadAsync();

        Assert.Contains(pipeline.Warnings, static said => said.Contains(FaultWorld.Lab, StringComparison.Ordinal) && said.Contains("never switched on", StringComparison.Ordinal));
        Assert.Contains(pipeline.Warnings, static said => said.Contains(FaultWorld.Data, StringComparison.Ordinal) && said.Contains("recommends nothing", StringComparison.Ordinal));
        Assert.Empty(pipeline.Problems);
    }

    private async Task<IEnumerable<string>> IdsIn(string subscription) =>
        (await ReadAsync(new SecurityRecommendationRequest { Status = Enum.GetValues<AciRecommendationStatus>() })).Where(one => one.SubscriptionId == subscription).Select(static one => one.RecommendationId);

    private async Task<AciSecurityRecommendation[]> ReadAsync(SecurityRecommendationRequest? request = null, GroupSelection? selection = null)
    {
        AciConnection connection = await engine.ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = server.Wire() }, pipeline, Stop);
        List<AciSecurityRecommendation> all = [];
        await foreach (AciSecurityRecommendation one in engine.GetSecurityRecommendationsAsync(connection, selection ?? new GroupSelection(), request ?? new SecurityRecommendationRequest(), pipeline, Stop)) all.Add(one);
        return [.. all];
    }
}
