using AciSecMon.Assessment.Rules.Identity;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Identity;

/// <summary>ACI-IDN-007 and 008.</summary>
public sealed class IdentityReferenceRulesTests
{
    private const string Base = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities";
    private const string PullPlace = "imageRegistryCredentials[contoso.azurecr.io].identity";

    [Theory]
    [EveryShape]
    public void A_pull_identity_without_access_rules_is_open_to_code(Shape shape) =>
        RuleCheck.Says(shape, new PullIdentityRule(), Pulling("pull"), $"Fail {PullPlace}");

    [Theory]
    [WholeShapes]
    public void A_pull_identity_of_system_access_passes(Shape shape)
    {
        RuleCheck.Says(shape, new PullIdentityRule(), Pulling("pull").With("properties.identityAcls", """{ "defaultAccess": "System" }"""), "Pass imageRegistryCredentials");
        RuleCheck.Says(shape, new PullIdentityRule(), WithEntry("All", "PULL", "System"), "Pass imageRegistryCredentials");
    }

    [Theory]
    [WholeShapes]
    public void A_pull_identity_that_an_entry_opens_is_open_to_code(Shape shape) =>
        RuleCheck.Says(shape, new PullIdentityRule(), WithEntry("System", "pull", "User"), $"Fail {PullPlace}");

    [Theory]
    [EveryShape]
    public void A_group_that_pulls_without_an_identity_is_not_concerned(Shape shape) => RuleCheck.Says(
        shape, new PullIdentityRule(), GroupFixture.FromProperties("""{ "imageRegistryCredentials": [ { "server": "contoso.azurecr.io", "username": "u" } ] }"""),
        "NotApplicable imageRegistryCredentials");

    [Fact]
    public void Access_of_a_pull_identity_that_is_not_known_is_left_open()
    {
        RuleCheck.SaysOfOpen(new PullIdentityRule(), WithEntry("System", "pull", "?access"), $"Unknown {PullPlace}");
        RuleCheck.SaysOfOpen(new PullIdentityRule(), Pulling("pull").With("properties.identityAcls", """{ "defaultAccess": "System", "acls": [ "?..." ] }"""), $"Unknown {PullPlace}");
        RuleCheck.SaysOfOpen(new PullIdentityRule(), Pulling("pull").With("properties.identityAcls", """{ "defaultAccess": "System", "acls": [ { "identity": "?id", "access": "User" } ] }"""), $"Unknown {PullPlace}");
        RuleCheck.SaysOfOpen(new PullIdentityRule(), GroupFixture.FromProperties("""{ "imageRegistryCredentials": "?!credentials" }"""), "Unknown imageRegistryCredentials");
    }

    [Fact]
    public void An_entry_that_may_be_another_identitys_does_not_matter_where_it_says_the_same() => RuleCheck.SaysOfOpen(
        new PullIdentityRule(), Pulling("pull").With("properties.identityAcls", """{ "defaultAccess": "System", "acls": [ { "identity": "?id", "access": "System" } ] }"""), "Pass imageRegistryCredentials");

    [Theory]
    [EveryShape]
    public void Identities_that_are_used_and_assigned_pass(Shape shape) =>
        RuleCheck.Says(shape, new UnassignedIdentityRule(), Pulling("PULL").With("identity", Identity("pull")), "Pass identity.userAssignedIdentities");

    [Theory]
    [WholeShapes]
    public void Every_use_of_an_identity_that_is_not_assigned_is_a_failure_at_its_place(Shape shape)
    {
        GroupFixture fixture = Pulling("pull").With("identity", Identity("app"))
            .With("properties.encryptionProperties", $$"""{ "vaultBaseUrl": "https://kv.vault.azure.net", "keyName": "k", "keyVersion": "1", "identity": "{{Base}}/key" }""")
            .With("properties.secretReferences", $$"""[ { "name": "db", "identity": "{{Base}}/vault", "secretReferenceUri": "https://kv.vault.azure.net/secrets/db" } ]""");
        RuleCheck.Says(shape, new UnassignedIdentityRule(), fixture, $"Fail {PullPlace}", "Fail encryptionProperties.identity", "Fail secretReferences[db].identity");
    }

    [Theory]
    [EveryShape]
    public void An_identity_that_a_group_without_identities_uses_is_a_failure(Shape shape)
    {
        RuleCheck.Says(shape, new UnassignedIdentityRule(), Pulling("pull").Without("identity"), $"Fail {PullPlace}");
        RuleCheck.Says(shape, new UnassignedIdentityRule(), Pulling("pull").With("identity", """{ "type": "SystemAssigned" }"""), $"Fail {PullPlace}");
    }

    [Theory]
    [AuthoredShapes]
    public void A_type_of_user_assigned_without_an_identity_is_a_failure(Shape shape) => RuleCheck.Says(
        shape, new UnassignedIdentityRule(), GroupFixture.FromProperties("{}").With("identity", """{ "type": "UserAssigned", "userAssignedIdentities": {} }"""),
        "Fail identity.userAssignedIdentities");

    [Theory]
    [EveryShape]
    public void A_group_that_uses_no_identity_passes(Shape shape) =>
        RuleCheck.Says(shape, new UnassignedIdentityRule(), GroupFixture.FromProperties("{}"), "Pass identity.userAssignedIdentities");

    [Fact]
    public void One_expression_in_both_places_is_one_identity() =>
        RuleCheck.SaysOfOpen(new UnassignedIdentityRule(), PullingBy("?pull").With("identity", """{ "type": "UserAssigned", "userAssignedIdentities": [ "?pull" ] }"""), "Pass identity.userAssignedIdentities");

    [Fact]
    public void Identities_that_are_not_known_are_left_open()
    {
        RuleCheck.SaysOfOpen(new UnassignedIdentityRule(), PullingBy("?pull").With("identity", Identity("app")), $"Unknown {PullPlace}");
        RuleCheck.SaysOfOpen(new UnassignedIdentityRule(), Pulling("pull").With("identity", """{ "type": "UserAssigned", "userAssignedIdentities": "?!ids" }"""), "Unknown identity.userAssignedIdentities", $"Unknown {PullPlace}");
        RuleCheck.SaysOfOpen(new UnassignedIdentityRule(), Pulling("pull").With("identity", "\"?!identity\""), $"Unknown {PullPlace}");
        RuleCheck.SaysOfOpen(new UnassignedIdentityRule(), GroupFixture.FromProperties("""{ "secretReferences": "?!references" }"""), "Unknown secretReferences");
    }

    [Theory]
    [InlineData("/subscriptions/S/resourcegroups/G/a/b", "/subscriptions/s/resourceGroups/g/a/B/", true)]
    [InlineData("/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/a/b", "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/a/b", true)]
    [InlineData("/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/a/b", "/subscriptions/s/resourceGroups/g/a/b", null)]
    [InlineData("/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/a/b", "/subscriptions/s/resourceGroups/g/a/c", false)]
    [InlineData("/subscriptions/s/resourceGroups/g/a/b", "/subscriptions/s/resourceGroups/g/a/b/c", false)]
    public void Resource_ids_compare_without_case_and_with_placeholders(string first, string second, bool? expected)
    {
        Assert.Equal(expected, ResourceIdMatch.Compare(first, second));
        Assert.Equal(expected, ResourceIdMatch.Compare(second, first));
    }

    private static GroupFixture Pulling(string name) => PullingBy($"{Base}/{name}").With("identity", Identity("pull"));

    private static GroupFixture PullingBy(string id) => GroupFixture.FromProperties(
        $$"""{ "imageRegistryCredentials": [ { "server": "contoso.azurecr.io", "identity": "{{id}}" } ] }""");

    private static GroupFixture WithEntry(string byDefault, string name, string access) => Pulling("pull").With(
        "properties.identityAcls", $$"""{ "defaultAccess": "{{byDefault}}", "acls": [ { "identity": "{{Base}}/{{name}}", "access": "{{access}}" } ] }""");

    private static string Identity(string name) => $$"""{ "type": "UserAssigned", "userAssignedIdentities": { "{{Base}}/{{name}}": {} } }""";
}
