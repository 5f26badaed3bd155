using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Tests.EndToEnd;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Neighbours;

/// <summary>What was not seen is neither right nor wrong, and two things of one kind are two findings.</summary>
public sealed class UnseenNeighbourTests
{
    private const string Principal = "aaaaaaaa-0000-0000-0000-000000000001";
    private const string Contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    private const string ProfileId = $"{FakeLiveEstate.ResourceGroup}/providers/Microsoft.ContainerInstance/containerGroupProfiles/web";
    private const string FromProfile = $$"""{ "containerGroupProfile": { "id": "{{ProfileId}}", "revision": 3 } }""";
    private const string Key = $"{FakeLiveEstate.ResourceGroup}/providers/Microsoft.KeyVault/vaults/contoso-kv";

    [Fact]
    public async Task Locks_that_could_not_be_read_are_not_missing_locks()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"));
        estate.NeighboursUnread.Add(FakeLiveEstate.Refused(Facet.Locks, $"/subscriptions/{FakeLiveEstate.Subscription}", "Microsoft.Authorization/locks/read"));

        AciSecurityFinding finding = Assert.Single(await Judge(estate, "ACI-GOV-004"));

        Assert.Equal(AciFindingStatus.Unknown, finding.Status);
    }

    [Fact]
    public async Task One_role_on_three_resource_groups_is_three_findings_that_name_them()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a", identity: $$"""{ "type": "SystemAssigned", "principalId": "{{Principal}}" }"""));
        foreach (string name in (string[])["rg-one", "rg-two", "rg-three"]) estate.Neighbour(Assignment($"/subscriptions/{FakeLiveEstate.Subscription}/resourceGroups/{name}"));

        IReadOnlyList<AciSecurityFinding> findings = await Judge(estate, "ACI-IDN-004");

        Assert.Equal(3, findings.Select(static f => f.FindingId).Distinct().Count());
        Assert.All((string[])["rg-one", "rg-two", "rg-three"], name => Assert.Single(findings, f => f.Message.Contains($"the resource group {name}.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_profile_is_judged_by_the_rules_of_the_settings_whatever_was_asked_for()
    {
        string profile = $$"""{ "id": "{{ProfileId}}", "name": "web", "type": "microsoft.containerinstance/containergroupprofiles", "properties": { "revision": 3, "ipAddress": { "type": "Public", "ports": [ { "port": 22 } ] }, "containers": [ {{Plain}} ] } }""";

        AciSecurityFinding finding = Assert.Single(await Judge(new FakeLiveEstate().Page(FakeLiveEstate.Group("a", FromProfile)).Neighbour(profile), "ACI-GOV-010"));

        Assert.Equal(AciFindingStatus.Fail, finding.Status);
        Assert.Contains("ACI-NET-004", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1", "Unknown")]
    [InlineData("v2", "Pass")]
    public async Task Only_the_version_of_a_key_that_was_read_is_judged(string used, string expected)
    {
        string group = FakeLiveEstate.Group("a", $$"""{ "encryptionProperties": { "vaultBaseUrl": "https://contoso-kv.vault.azure.net", "keyName": "disk", "keyVersion": "{{used}}" } }""");
        string key = $$"""{ "id": "{{Key}}/keys/disk", "name": "disk", "type": "Microsoft.KeyVault/vaults/keys", "properties": { "keyUriWithVersion": "https://contoso-kv.vault.azure.net/keys/disk/v2", "attributes": { "enabled": true }, "rotationPolicy": { "lifetimeActions": [ { "action": { "type": "rotate" } } ] } } }""";
        string vault = $$"""{ "id": "{{Key}}", "name": "contoso-kv", "type": "microsoft.keyvault/vaults", "properties": { "enablePurgeProtection": true } }""";

        AciSecurityFinding finding = Assert.Single(await Judge(new FakeLiveEstate().Page(group).Neighbour(key, vault), "ACI-DAT-004"));

        Assert.Equal(expected, finding.Status.ToString());
    }

    [Theory]
    [InlineData("ACI-DEF-002", "Fail")]
    [InlineData("ACI-DEF-003", "NotApplicable")]
    public async Task A_plan_that_the_cloud_does_not_offer_is_off_and_no_riddle(string rule, string expected)
    {
        string containers = $$"""{ "id": "/subscriptions/{{FakeLiveEstate.Subscription}}/providers/Microsoft.Security/pricings/Containers", "name": "Containers", "type": "Microsoft.Security/pricings", "properties": { "pricingTier": "Standard", "extensions": [] } }""";

        AciSecurityFinding finding = Assert.Single(await Judge(new FakeLiveEstate().Page(FakeLiveEstate.Group("a")).Neighbour(containers), rule));

        Assert.Equal(expected, finding.Status.ToString());
    }

    [Theory]
    [InlineData("[parameters('isOn')]", null, "Unknown")]
    [InlineData(null, null, "Pass")]
    [InlineData("[parameters('isOn')]", "[parameters('isOn')]", "Pass")]
    public async Task A_setting_that_may_not_be_deployed_is_not_counted_on(string? condition, string? ofGroup, string expected)
    {
        Assess run = await Assess.Text(
            $$"""
            { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "parameters": { "isOn": { "type": "bool" } }, "resources": [
              { "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2023-05-01", "name": "web", "location": "westeurope"{{Condition(ofGroup)}}, "properties": { "osType": "Linux", "containers": [ {{Plain}} ] } },
              { "type": "Microsoft.Insights/diagnosticSettings", "apiVersion": "2021-05-01-preview", "name": "all", "scope": "Microsoft.ContainerInstance/containerGroups/web"{{Condition(condition)}}, "properties": { "workspaceId": "/w", "logs": [ { "category": "ContainerInstanceLog", "enabled": true }, { "category": "ContainerEvent", "enabled": true } ] } } ] }
            """,
            options: new AssessmentOptions { RuleId = ["ACI-LOG-001", "ACI-LOG-002"], Status = Assess.EveryStatus, Settings = new SettingsOptions { NoSettings = true } });

        Assert.Equal([expected, expected], run.Findings.Where(static f => f.RuleId.StartsWith("ACI-LOG", StringComparison.Ordinal)).OrderBy(static f => f.RuleId, StringComparer.Ordinal).Select(static f => f.Status.ToString()));
    }

    [Fact]
    public async Task An_assignment_of_a_template_for_a_subscription_reaches_the_subscription()
    {
        Assess run = await Assess.Text(
            $$"""
            { "$schema": "https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [
              { "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2023-05-01", "name": "web", "location": "westeurope", "identity": { "type": "SystemAssigned", "principalId": "{{Principal}}" }, "properties": { "osType": "Linux", "containers": [ {{Plain}} ] } },
              { "type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "r1", "properties": { "principalId": "{{Principal}}", "roleDefinitionId": "/providers/Microsoft.Authorization/roleDefinitions/{{Contributor}}" } } ] }
            """,
            options: new AssessmentOptions { RuleId = ["ACI-IDN-005"], Status = Assess.EveryStatus, Settings = new SettingsOptions { NoSettings = true } });

        Assert.Equal(AciFindingStatus.Fail, Assert.Single(run.Findings, static f => f.RuleId == "ACI-IDN-005").Status);
    }

    [Fact]
    public async Task Another_source_is_asked_besides_and_not_instead()
    {
        FakeLiveEstate Estate() => new FakeLiveEstate().Page(FakeLiveEstate.Group("a", """{ "ipAddress": { "type": "Public", "ports": [ { "port": 22 } ] } }""")).Facets("a", settings: []);
        string[] usual = await Failed(Estate());

        string[] more = await Failed(Estate(), AciFindingSource.Diagnostics);

        Assert.NotEmpty(usual);
        Assert.Superset(usual.ToHashSet(), more.ToHashSet());
        Assert.Contains("ACI-LOG-001", more);
        Assert.DoesNotContain("ACI-LOG-001", usual);
    }

    private const string Plain = """{ "name": "web", "properties": { "image": "mcr.microsoft.com/a:1", "resources": { "requests": { "cpu": 1, "memoryInGB": 1 } } } }""";
    private static string Condition(string? text) => text is null ? string.Empty : $", \"condition\": \"{text}\"";

    private static string Assignment(string scope) =>
        $$"""{ "id": "{{scope}}/providers/Microsoft.Authorization/roleAssignments/r1", "name": "r1", "type": "microsoft.authorization/roleassignments", "properties": { "principalId": "{{Principal}}", "scope": "{{scope}}", "roleDefinitionId": "/providers/Microsoft.Authorization/RoleDefinitions/{{Contributor}}" } }""";

    private static async Task<string[]> Failed(FakeLiveEstate estate, params AciFindingSource[] sources)
    {
        Assess run = await Assess.Judged([new LiveInput { Connection = estate.Connection }], new AssessmentOptions { Source = sources, Settings = new SettingsOptions { NoSettings = true } });
        return [.. run.Findings.Where(static f => f.Status == AciFindingStatus.Fail).Select(static f => f.RuleId).Order(StringComparer.Ordinal)];
    }

    private static async Task<IReadOnlyList<AciSecurityFinding>> Judge(FakeLiveEstate estate, string rule)
    {
        Assess run = await Assess.Judged(
            [new LiveInput { Connection = estate.Connection }], new AssessmentOptions { RuleId = [rule], Status = Assess.EveryStatus, Settings = new SettingsOptions { NoSettings = true } });
        return [.. run.Findings.Where(f => f.RuleId == rule)];
    }
}
