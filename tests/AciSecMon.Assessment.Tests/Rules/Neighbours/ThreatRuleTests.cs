using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Tests.EndToEnd;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Neighbours;

/// <summary>Rules on what Defender tells, on a connection: what is open, what is over, and what was not read.</summary>
public sealed class ThreatRuleTests
{
    private const string Subscription = $"/subscriptions/{FakeLiveEstate.Subscription}";
    private const string Vault = $"{FakeLiveEstate.ResourceGroup}/providers/Microsoft.KeyVault/vaults/contoso-kv";
    private const string WithVault = """{ "secretReferences": [ { "name": "db", "secretReferenceUri": "https://contoso-kv.vault.azure.net/secrets/db" } ] }""";
    private const string VaultRow = $$"""{ "id": "{{Vault}}", "name": "contoso-kv", "type": "microsoft.keyvault/vaults", "properties": {} }""";

    [Theory]
    [InlineData("Active", "High", AciFindingStatus.Fail, AciSeverity.High)]
    [InlineData("InProgress", "Low", AciFindingStatus.Fail, AciSeverity.Low)]
    [InlineData("SomethingNew", "Medium", AciFindingStatus.Fail, AciSeverity.Medium)]
    [InlineData("Resolved", "High", AciFindingStatus.Pass, AciSeverity.High)]
    [InlineData("Dismissed", "High", AciFindingStatus.Pass, AciSeverity.High)]
    public async Task An_open_alert_is_one_finding_that_names_its_groups(string status, string severity, AciFindingStatus expected, AciSeverity rank)
    {
        AciSecurityFinding finding = Assert.Single(await Judge("ACI-DEF-007", "{}", Alert(status, severity, FakeLiveEstate.GroupId("a"))));

        Assert.Equal((expected, AciFindingSource.Alert, AciSubjectType.Alert, "a"), (finding.Status, finding.Source, finding.SubjectType, finding.ContainerGroupName));
        if (expected == AciFindingStatus.Fail) Assert.Equal(rank, finding.Severity);
        Assert.Equal([FakeLiveEstate.GroupId("a")], finding.RelatedResourceId);
    }

    [Fact]
    public async Task An_alert_on_anything_else_is_none_of_the_groups() => Assert.Empty(await Judge("ACI-DEF-007", "{}", Alert("Active", "High", Vault)));

    [Theory]
    [InlineData("Unhealthy", "Fail", AciSeverity.Critical)]
    [InlineData("Healthy", "Pass", AciSeverity.Medium)]
    [InlineData("NotApplicable", "NotApplicable", AciSeverity.Medium)]
    [InlineData("SomethingNew", "Unknown", AciSeverity.Medium)]
    public async Task A_recommendation_on_the_group_is_judged_as_severe_as_Defender_says(string code, string expected, AciSeverity rank)
    {
        string row = $$"""{ "id": "{{FakeLiveEstate.GroupId("a")}}/providers/Microsoft.Security/assessments/k1", "name": "k1", "type": "microsoft.security/assessments", "properties": { "displayName": "No public address", "status": { "code": "{{code}}" }, "risk": { "level": "Critical" } } }""";

        AciSecurityFinding[] all = await Judge("ACI-DEF-006", "{}", row);
        AciSecurityFinding finding = Assert.Single(all, f => f.Status.ToString() == expected);

        Assert.Equal("a", finding.ContainerGroupName);
        if (expected == "Fail") Assert.Equal((rank, "assessments.key[k1]"), (finding.Severity, finding.Place));
    }

    [Fact]
    public async Task Of_a_group_that_Defender_does_not_know_nothing_is_said() => Assert.Equal(AciFindingStatus.NotApplicable, Assert.Single(await Judge("ACI-DEF-006", "{}")).Status);

    [Theory]
    [InlineData("ARM_Any", "Enabled", "", "Fail Medium")]
    [InlineData("*", "Enabled", "", "Fail Medium")]
    [InlineData("ARM_Any", "Enabled", """, "suppressionAlertsScope": { "allOf": [ { "field": "entities.ip.address", "in": [ "203.0.113.7" ] } ] }""", "Fail Low")]
    [InlineData("ARM_Any", "Disabled", "", "Pass Medium")]
    [InlineData("ARM_Any", "Enabled", """, "expirationDateUtc": "2020-01-01T00:00:00Z" """, "Pass Medium")]
    [InlineData("VM_Any", "Enabled", "", "Pass Medium")]
    public async Task A_rule_that_dismisses_what_could_concern_groups_is_told(string type, string state, string more, string expected)
    {
        string row = $$"""{ "id": "{{Subscription}}/providers/Microsoft.Security/alertsSuppressionRules/quiet", "name": "quiet", "type": "Microsoft.Security/alertsSuppressionRules", "properties": { "alertType": "{{type}}", "state": "{{state}}"{{more}} } }""";

        AciSecurityFinding finding = Assert.Single(await Judge("ACI-DEF-008", "{}", row));

        Assert.Equal(expected, $"{finding.Status} {finding.Severity}");
    }

    [Theory]
    [InlineData(WithVault, "Free", "Fail pricings[KeyVaults].pricingTier")]
    [InlineData(WithVault, "Standard", "Pass pricings[KeyVaults].pricingTier")]
    [InlineData("{}", "Free", "NotApplicable pricings[KeyVaults].pricingTier")]
    public async Task The_plan_for_vaults_matters_where_groups_use_one(string group, string tier, string expected)
    {
        string plan = $$"""{ "id": "{{Subscription}}/providers/Microsoft.Security/pricings/KeyVaults", "name": "KeyVaults", "type": "Microsoft.Security/pricings", "properties": { "pricingTier": "{{tier}}" } }""";

        AciSecurityFinding[] all = await Judge("ACI-DEF-005", group, VaultRow, plan);

        Assert.Contains(expected, all.Select(static f => $"{f.Status} {f.Place}"));
        Assert.Contains("NotApplicable pricings[StorageAccounts].pricingTier", all.Select(static f => $"{f.Status} {f.Place}"));
    }

    [Fact]
    public async Task Of_a_vault_that_was_not_found_it_is_not_known_whose_plan_matters()
    {
        string plan = $$"""{ "id": "{{Subscription}}/providers/Microsoft.Security/pricings/KeyVaults", "name": "KeyVaults", "type": "Microsoft.Security/pricings", "properties": { "pricingTier": "Free" } }""";

        Assert.Contains("Unknown pricings[KeyVaults].pricingTier", (await Judge("ACI-DEF-005", WithVault, plan)).Select(static f => $"{f.Status} {f.Place}"));
    }

    [Theory]
    [InlineData("ACI-DEF-006", Facet.SecurityAssessments)]
    [InlineData("ACI-DEF-008", Facet.SecurityAlerts)]
    public async Task What_was_not_read_is_never_a_pass(string rule, object facet)
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"));
        estate.NeighboursUnread.Add(FakeLiveEstate.Refused((Facet)facet, Subscription, "Microsoft.Security/any/read"));

        AciSecurityFinding[] all = [.. (await Run(estate, rule)).Findings];

        Assert.DoesNotContain(all, static f => f.Status is AciFindingStatus.Pass or AciFindingStatus.NotApplicable);
        Assert.Contains(all, f => f.RuleId == "ACI-COV-003" && f.Message.Contains("Microsoft.Security/any/read", StringComparison.Ordinal) && f.Message.Contains(rule, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{ "policies": { "quarantinePolicy": { "status": "enabled" }, "trustPolicy": { "status": "disabled" } } }""", AciFindingStatus.Pass)]
    [InlineData("""{ "policies": { "quarantinePolicy": { "status": "disabled" }, "trustPolicy": { "status": "enabled" } } }""", AciFindingStatus.Pass)]
    [InlineData("""{ "policies": { "quarantinePolicy": { "status": "disabled" }, "trustPolicy": { "status": "disabled" } } }""", AciFindingStatus.Fail)]
    [InlineData("{}", AciFindingStatus.Unknown)]
    public async Task A_registry_that_gives_out_everything_is_told(string properties, AciFindingStatus expected)
    {
        string row = $$"""{ "id": "{{FakeLiveEstate.ResourceGroup}}/providers/Microsoft.ContainerRegistry/registries/contoso", "name": "contoso", "type": "microsoft.containerregistry/registries", "properties": { "loginServer": "contoso.azurecr.io", {{properties.Trim()[1..]}} }""".Replace(", } }", " } }", StringComparison.Ordinal);

        Assert.Equal(expected, Assert.Single(await Judge("ACI-IMG-015", """{ "containers": [ { "name": "web", "properties": { "image": "contoso.azurecr.io/a:1" } } ] }""", row), static f => f.RuleId == "ACI-IMG-015").Status);
    }

    private static string Alert(string status, string severity, string resource) =>
        $$"""{ "id": "{{Subscription}}/providers/Microsoft.Security/locations/westeurope/alerts/one", "name": "one", "type": "Microsoft.Security/Locations/alerts", "properties": { "alertType": "KV_Any", "alertDisplayName": "Somebody was here", "severity": "{{severity}}", "status": "{{status}}", "resourceIdentifiers": [ { "type": "AzureResource", "azureResourceId": "{{resource}}" } ] } }""";

    private static async Task<AciSecurityFinding[]> Judge(string rule, string properties, params string[] rows) =>
        [.. (await Run(new FakeLiveEstate().Page(FakeLiveEstate.Group("a", properties)).Neighbour(rows), rule)).Findings.Where(f => f.RuleId == rule)];

    private static Task<Assess> Run(FakeLiveEstate estate, string rule) => Assess.Judged(
        [new LiveInput { Connection = estate.Connection }], new AssessmentOptions { RuleId = [rule], Status = Assess.EveryStatus, Settings = new SettingsOptions { NoSettings = true } });
}
