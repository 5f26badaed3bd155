using AciSecMon.Assessment.Tests.EndToEnd;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Live;

public sealed class LiveRiskTests
{
    private const string Strong = "aaaaaaaa-0000-0000-0000-000000000001";
    private const string Weak = "aaaaaaaa-0000-0000-0000-000000000002";

    [Fact]
    public async Task Power_of_identities_is_told_where_their_roles_were_read()
    {
        FakeLiveEstate estate = new FakeLiveEstate()
            .Page(FakeLiveEstate.Group("strong", identity: System(Strong)), FakeLiveEstate.Group("weak", identity: System(Weak)), FakeLiveEstate.Group("none"))
            .Neighbour($$"""{ "id": "{{FakeLiveEstate.ResourceGroup}}/providers/Microsoft.Authorization/roleAssignments/r", "name": "r", "type": "microsoft.authorization/roleassignments", "properties": { "principalId": "{{Strong}}", "scope": "{{FakeLiveEstate.ResourceGroup}}", "roleDefinitionId": "/x/8e3af657-a8ff-443c-a75c-2fe8c4bcb635" } }""");
        IReadOnlyList<AciRisk> risks = await Risks(estate);
        Assert.Equal(["none None", "strong Privileged", "weak Limited"], risks.Select(static r => $"{r.ContainerGroupName} {r.IdentityPower}").Order(StringComparer.Ordinal));
        Assert.Single(estate.NeighbourRequests);
        Assert.True(risks.Single(static r => r.ContainerGroupName == "strong").Score > risks.Single(static r => r.ContainerGroupName == "weak").Score);
    }

    [Fact]
    public async Task Nobody_watches_only_where_the_settings_were_read()
    {
        FakeLiveEstate Estate() => new FakeLiveEstate().Page(FakeLiveEstate.Group("a"), FakeLiveEstate.Group("b"), FakeLiveEstate.Group("c"))
            .Facets("a", settings: [])
            .Facets("b", settings: ["""{ "properties": { "logs": [ { "categoryGroup": "allLogs", "enabled": true } ] } }"""])
            .Facets("c", unread: FakeLiveEstate.Refused(Assessment.Estate.Live.Facet.Diagnostics, FakeLiveEstate.GroupId("c"), null));
        Assert.All(await Risks(Estate()), static r => Assert.Equal("Unknown", r.Watching));
        Assert.Equal(
            ["a No", "b Yes", "c Unknown"],
            (await Risks(Estate(), AciFindingSource.Configuration, AciFindingSource.Diagnostics)).Select(static r => $"{r.ContainerGroupName} {r.Watching}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{ "logs": [ { "categoryGroup": "audit", "enabled": true } ], "metrics": [] }""", "No")]
    [InlineData("""{ "logs": [ { "categoryGroup": "allLogs", "enabled": false } ] }""", "No")]
    [InlineData("""{ "logs": [ { "category": "ContainerEvent", "enabled": true } ] }""", "Yes")]
    public async Task A_setting_that_collects_nothing_watches_nothing(string properties, string expected)
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a")).Facets("a", settings: [$$"""{ "properties": {{properties}} }"""]);
        Assert.Equal(expected, Assert.Single(await Risks(estate, AciFindingSource.Diagnostics)).Watching);
    }

    [Fact]
    public async Task A_role_that_reaches_far_and_can_do_little_is_wide_and_not_privileged()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a", identity: System(Weak)))
            .Neighbour($$"""{ "id": "/subscriptions/{{FakeLiveEstate.Subscription}}/providers/Microsoft.Authorization/roleAssignments/r", "name": "r", "type": "microsoft.authorization/roleassignments", "properties": { "principalId": "{{Weak}}", "scope": "/subscriptions/{{FakeLiveEstate.Subscription}}", "roleDefinitionId": "/x/acdd72a7-3385-48ef-bd42-f606fba81ae7" } }""");
        Assert.Equal("Wide", Assert.Single(await Risks(estate)).IdentityPower);
    }

    [Fact]
    public async Task Roles_that_could_not_be_read_leave_the_power_open()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a", identity: System(Strong)));
        estate.NeighboursUnread.Add(FakeLiveEstate.Refused(Assessment.Estate.Live.Facet.RoleAssignments, "role assignments", "Microsoft.Authorization/roleAssignments/read"));
        Assert.Equal("Assigned", Assert.Single(await Risks(estate)).IdentityPower);
    }

    [Fact]
    public async Task An_image_of_a_registry_of_the_connection_is_trusted()
    {
        FakeLiveEstate estate = new FakeLiveEstate()
            .Page(FakeLiveEstate.Group("a", """{ "containers": [ { "name": "web", "properties": { "image": "contoso.azurecr.io/web@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" } } ] }"""))
            .Neighbour("""{ "id": "/r/contoso", "name": "contoso", "type": "microsoft.containerregistry/registries", "properties": { "loginServer": "contoso.azurecr.io" } }""");
        Assert.Equal("Trusted", Assert.Single(await Risks(estate)).ImageTrust);
    }

    private static string System(string principal) => $$"""{ "type": "SystemAssigned", "principalId": "{{principal}}" }""";

    private static async Task<IReadOnlyList<AciRisk>> Risks(FakeLiveEstate estate, params AciFindingSource[] sources)
    {
        IAssessmentSession session = await new AssessmentEngine().OpenAssessmentAsync(
            new AssessmentOptions { Source = sources, Settings = new SettingsOptions { NoSettings = true } }, new Assess(), CancellationToken.None);
        List<AciRisk> risks = [];
        await foreach (AciRisk risk in session.AssessRiskAsync([new LiveInput { Connection = estate.Connection }], CancellationToken.None)) risks.Add(risk);
        return risks;
    }
}
