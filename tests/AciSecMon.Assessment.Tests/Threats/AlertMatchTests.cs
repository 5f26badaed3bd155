using System.Text.Json;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Neighbours;
using AciSecMon.Assessment.Rules.Neighbours.Threats;
using AciSecMon.Assessment.Threats;

namespace AciSecMon.Assessment.Tests.Threats;

/// <summary>How alerts and recommendations find the container groups that they concern: every way with a hit and a miss.</summary>
public sealed class AlertMatchTests
{
    private const string Subscription = "/subscriptions/11111111-2222-3333-4444-555555555555";
    private const string Group = Subscription + "/resourceGroups/rg-shop";
    private const string Web = Group + "/providers/Microsoft.ContainerInstance/containerGroups/web";
    private const string Identity = Group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-web";

    private static readonly GroupLink[] WithEverything =
    [
        new(new NeighbourReference(Facet.RoleAssignments, Identity, "id-web"), "aaaaaaaa-0000-0000-0000-000000000001"),
        new(new NeighbourReference(Facet.Registries, null, "contoso-a1b2c3.azurecr.io")),
        new(new NeighbourReference(Facet.Vaults, null, "kv-contoso")),
        new(new NeighbourReference(Facet.Storage, null, "contosofiles")),
    ];

    private static readonly GroupIndex Index = new([Node("web", WithEverything), Node("job")]);

    [Theory]
    [InlineData(Web, AciThreatRelation.ContainerGroup)]
    [InlineData("/SUBSCRIPTIONS/11111111-2222-3333-4444-555555555555/resourcegroups/RG-SHOP/providers/microsoft.containerinstance/CONTAINERGROUPS/WEB/containers/front", AciThreatRelation.ContainerGroup)]
    [InlineData(Identity, AciThreatRelation.Identity)]
    [InlineData(Subscription + "/resourceGroups/other/providers/Microsoft.ContainerRegistry/registries/Contoso", AciThreatRelation.Registry)]
    [InlineData(Group + "/providers/Microsoft.KeyVault/vaults/kv-contoso", AciThreatRelation.Vault)]
    [InlineData(Group + "/providers/Microsoft.Storage/storageAccounts/contosofiles/fileServices/default", AciThreatRelation.StorageAccount)]
    public void A_resource_leads_to_the_group_that_uses_it(string resource, AciThreatRelation expected)
    {
        AlertMatch match = AlertMatch.Of(Alert("KV_Any", resource), Index)!;

        Assert.Equal((expected, "web"), (match.Relation, Assert.Single(match.Groups).DisplayName));
        Assert.Equal($"resource identifier {resource}", match.MatchedBy);
    }

    [Theory]
    [InlineData(Group + "/providers/Microsoft.ContainerInstance/containerGroups/webby")]
    [InlineData(Group + "/providers/Microsoft.ContainerInstance/containerGroupProfiles/web")]
    [InlineData(Group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-webby")]
    [InlineData(Group + "/providers/Microsoft.ContainerRegistry/registries/contoso2")]
    [InlineData(Group + "/providers/Microsoft.KeyVault/vaults/kv-contoso2")]
    [InlineData(Group + "/providers/Microsoft.Storage/storageAccounts/contosofiles2")]
    [InlineData(Group + "/providers/Microsoft.Compute/virtualMachines/web")]
    [InlineData("/subscriptions/99999999-2222-3333-4444-555555555555")]
    [InlineData("web")]
    public void Another_resource_leads_to_none(string resource) => Assert.Null(AlertMatch.Of(Alert("ARM_Any", resource), Index));

    [Theory]
    [InlineData("ARM_OperationFromSuspiciousIP", Subscription, AciThreatRelation.Subscription)]
    [InlineData("arm_anomalous", Group, AciThreatRelation.ResourceGroup)]
    [InlineData("K8S.NODE_Any", Subscription, null)]
    [InlineData("VM_Any", Group, null)]
    public void Only_alerts_on_operations_concern_what_lies_in_a_subscription(string type, string resource, AciThreatRelation? expected) =>
        Assert.Equal(expected, AlertMatch.Of(Alert(type, resource), Index)?.Relation);

    [Fact]
    public void The_nearest_way_counts_and_two_equally_near_count_both()
    {
        AlertMatch near = AlertMatch.Of(Alert("ARM_Any", Subscription, Web), Index)!;
        AlertMatch both = AlertMatch.Of(Alert("ARM_Any", Web, Web.Replace("/web", "/job", StringComparison.Ordinal)), Index)!;

        Assert.Equal((AciThreatRelation.ContainerGroup, 1), (near.Relation, near.Groups.Count));
        Assert.Equal(["web", "job"], both.Groups.Select(static group => group.DisplayName));
    }

    [Fact]
    public void An_alert_that_names_a_group_is_not_about_the_others_of_its_subscription() =>
        Assert.Null(AlertMatch.Of(Alert("ARM_Any", Subscription, Web.Replace("/web", "/gone", StringComparison.Ordinal)), Index));

    [Theory]
    [InlineData("aadUserId", "AAAAAAAA-0000-0000-0000-000000000001", true)]
    [InlineData("objectGuid", "aaaaaaaa-0000-0000-0000-000000000001", true)]
    [InlineData("aadUserId", "aaaaaaaa-0000-0000-0000-000000000002", false)]
    [InlineData("displayName", "aaaaaaaa-0000-0000-0000-000000000001", false)]
    public void An_account_that_is_the_identity_of_a_group_leads_to_it(string property, string value, bool isHit)
    {
        SecurityAlert alert = Read($$"""{ "alertType": "KV_Any", "entities": [ { "type": "account", "{{property}}": "{{value}}" } ] }""");

        Assert.Equal(isHit ? AciThreatRelation.Identity : null, AlertMatch.Of(alert, Index)?.Relation);
    }

    [Theory]
    [InlineData("Azure Container Instances should not be publicly exposed", Web, "resource id and published name")]
    [InlineData("Something else", Web, "resource id")]
    [InlineData("Azure Container Instances should not be publicly exposed", Group, "published name")]
    [InlineData("Something else", Group, null)]
    [InlineData("Azure Container Instances should not be publicly exposed", "/subscriptions/99999999-2222-3333-4444-555555555555", null)]
    public void A_recommendation_says_how_it_was_matched(string name, string resource, string? expected)
    {
        Value row = Json($$"""{ "id": "{{resource}}/providers/Microsoft.Security/assessments/k1", "properties": { "displayName": "{{name}}", "status": { "code": "Unhealthy" } } }""");

        Assert.Equal(expected, RecommendationMatch.Of(Recommendation.Of(row)!, Index)?.MatchedBy);
    }

    [Theory]
    [InlineData("""{ "alertType": "ARM_A", "state": "Enabled" }""", true)]
    [InlineData("""{ "alertType": "*", "state": "Enabled" }""", true)]
    [InlineData("""{ "alertType": "ARM_A", "state": "Disabled" }""", false)]
    [InlineData("""{ "alertType": "ARM_A", "state": "Enabled", "expirationDateUtc": "2026-01-01T00:00:00Z" }""", false)]
    [InlineData("""{ "alertType": "ARM_B", "state": "Enabled" }""", false)]
    [InlineData("""{ "alertType": "ARM_A", "state": "Enabled", "suppressionAlertsScope": { "allOf": [ { "field": "entities.ip.address", "in": [ "203.0.113.7", "203.0.113.8" ] } ] } }""", true)]
    [InlineData("""{ "alertType": "ARM_A", "state": "Enabled", "suppressionAlertsScope": { "allOf": [ { "field": "entities.ip.address", "contains": "113.9" } ] } }""", false)]
    [InlineData("""{ "alertType": "ARM_A", "state": "Enabled", "suppressionAlertsScope": { "allOf": [ { "field": "entities.account.name", "in": [ "DEV" ] } ] } }""", true)]
    [InlineData("""{ "alertType": "ARM_A", "state": "Enabled", "suppressionAlertsScope": { "allOf": [ { "field": "entities.account.upnSuffix", "contains": "contoso" } ] } }""", true)]
    [InlineData("""{ "alertType": "ARM_A", "state": "Enabled", "suppressionAlertsScope": { "allOf": [ { "field": "entities.azureresource.resourceId", "contains": "/rg-dev/" } ] } }""", true)]
    [InlineData("""{ "alertType": "ARM_A", "state": "Enabled", "suppressionAlertsScope": { "allOf": [ { "field": "entities.ip.address", "in": [ "203.0.113.7" ] }, { "field": "entities.account.name", "in": [ "ops" ] } ] } }""", false)]
    [InlineData("""{ "alertType": "ARM_A", "state": "Enabled", "suppressionAlertsScope": { "allOf": [ { "field": "something else", "in": [ "203.0.113.7" ] } ] } }""", false)]
    public void A_suppression_rule_covers_its_type_while_it_is_on_and_what_its_conditions_ask_for(string properties, bool expected)
    {
        SuppressionRule rule = SuppressionRule.Of(Json($$"""{ "id": "{{Subscription}}/providers/Microsoft.Security/alertsSuppressionRules/r", "name": "r", "properties": {{properties}} }"""))!;
        SecurityAlert alert = Read("""{ "alertType": "ARM_A", "entities": [ { "type": "ip", "address": "203.0.113.7" }, { "type": "account", "name": "dev", "upnSuffix": "contoso.example" }, { "type": "azure-resource", "resourceId": "/subscriptions/s/resourceGroups/rg-dev/x" } ] }""");

        Assert.Equal(expected, rule.IsOn(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero)) && rule.Covers(alert));
    }

    private static SecurityAlert Alert(string type, params string[] resources) => Read(
        $$"""{ "alertType": "{{type}}", "resourceIdentifiers": [ {{string.Join(", ", resources.Select(static id => $$"""{ "type": "AzureResource", "azureResourceId": {{JsonSerializer.Serialize(id)}} }"""))}} ] }""");

    private static SecurityAlert Read(string properties) =>
        SecurityAlert.Of(Json($$"""{ "id": "{{Subscription}}/providers/Microsoft.Security/locations/westeurope/alerts/a1", "name": "a1", "properties": {{properties}} }"""))!;

    private static Value Json(string text) => JsonDocumentReader.Read(new SourceFile(null, "test"), text).Root;

    private static GroupNode Node(string name, params GroupLink[] links) => new()
    {
        Kind = AciSubjectType.ContainerGroup,
        ResourceId = $"{Group}/providers/Microsoft.ContainerInstance/containerGroups/{name}",
        DisplayName = name,
        Scope = Group,
        Shape = AciSourceKind.ResourceGraph,
        Links = links,
    };
}
