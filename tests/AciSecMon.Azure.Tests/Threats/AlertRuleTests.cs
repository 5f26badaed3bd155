using AciSecMon.Assessment;
using AciSecMon.Azure.Tests.EndToEnd.Faults;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;

namespace AciSecMon.Azure.Tests.Threats;

/// <summary>Rules on alerts look where Get-AciSecurityAlert does: also where what groups lead to lies.</summary>
public sealed class AlertRuleTests
{
    private const string Shop = "/subscriptions/" + FaultWorld.Shop;
    private const string Lab = "/subscriptions/" + FaultWorld.Lab;
    private const string Identity = Shop + "/resourceGroups/rg-platform/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-web";

    private readonly SandboxServer server = SandboxServer.Sample();
    private readonly TestPipeline pipeline = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Identity, "northlightlab.azurecr.io/lab/web:1", "b1000000-0000-4000-8000-000000000001", true)] // an identity of another subscription
    [InlineData(Identity, "northlightlab.azurecr.io/lab/web:1", "b1000000-0000-4000-8000-00000000000f", false)]
    [InlineData(null, "northlightshop.azurecr.io/shop/web:1", "registry", true)] // a registry of another subscription
    [InlineData(null, "northlightlab.azurecr.io/lab/web:1", "registry", false)]
    public async Task An_alert_in_the_subscription_of_what_a_group_leads_to_is_found(string? identity, string image, string about, bool isFound)
    {
        SeedGroup(identity, image);
        SeedAlert(about == "registry"
            ? $$"""{ "type": "azure-resource", "resourceId": "{{Shop}}/resourceGroups/rg-platform/providers/Microsoft.ContainerRegistry/registries/northlightshop" }"""
            : $$"""{ "type": "account", "aadUserId": "{{about}}" }""");

        List<AciSecurityFinding> findings = await FindingsAsync();

        Assert.Equal(isFound, findings.Exists(static finding => finding.RuleId == "ACI-DEF-007" && finding.Status == AciFindingStatus.Fail));
    }

    [Fact]
    public async Task Alerts_there_that_may_not_be_read_are_told()
    {
        SeedGroup(Identity, "northlightlab.azurecr.io/lab/web:1");
        server.Rights.Deny("Microsoft.Security/alerts/read", Shop);

        AciSecurityFinding open = Assert.Single(await FindingsAsync(), static finding => finding.Source == AciFindingSource.Coverage);

        Assert.Contains("ACI-DEF-007", open.Message, StringComparison.Ordinal);
        Assert.Contains(FaultWorld.Shop, open.Message, StringComparison.Ordinal);
    }

    private void SeedGroup(string? identity, string image) => server.Seed($$"""
        {"id":"{{Lab}}/resourceGroups/rg-lab/providers/Microsoft.ContainerInstance/containerGroups/far","name":"far","type":"Microsoft.ContainerInstance/containerGroups","location":"westeurope",
        "identity":{{(identity is null ? "null" : $"{{\"type\":\"UserAssigned\",\"userAssignedIdentities\":{{\"{identity}\":{{\"principalId\":\"b1000000-0000-4000-8000-000000000001\"}}}}}}")}},
        "properties":{"osType":"Linux","containers":[{"name":"one","properties":{"image":"{{image}}"} }] } }
        """);

    private void SeedAlert(string entity) => server.Seed($$"""
        {"id":"{{Shop}}/providers/Microsoft.Security/locations/westeurope/alerts/far-alert","name":"far-alert","type":"Microsoft.Security/locations/alerts",
        "properties":{"alertType":"KV_Any","alertDisplayName":"Something odd","severity":"High","status":"Active","timeGeneratedUtc":"2026-03-02T07:00:00Z","entities":[{{entity}}] } }
        """);

    private async Task<List<AciSecurityFinding>> FindingsAsync()
    {
        AciConnection connection = await new AzureEngine().ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = server.Wire() }, pipeline, Stop);
        var options = new AssessmentOptions { Settings = new SettingsOptions { NoSettings = true }, RuleId = ["ACI-DEF-007"] };
        IAssessmentSession session = await new AssessmentEngine(server.Clock).OpenAssessmentAsync(options, pipeline, Stop);
        List<AciSecurityFinding> findings = [];
        await foreach (AciSecurityFinding finding in session.AssessAsync([new LiveInput { Connection = connection, Selection = new GroupSelection { Name = ["far"] } }], Stop)) findings.Add(finding);
        await foreach (AciSecurityFinding finding in session.CompleteAsync(Stop)) findings.Add(finding);
        return findings;
    }
}
