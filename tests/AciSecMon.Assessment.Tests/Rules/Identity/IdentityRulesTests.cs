using AciSecMon.Assessment.Rules.Identity;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Identity;

/// <summary>ACI-IDN-001, 002 and 006.</summary>
public sealed class IdentityRulesTests
{
    private const string Id = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/app";

    [Theory]
    [EveryShape]
    public void No_identity_is_a_failure(Shape shape)
    {
        RuleCheck.Says(shape, new NoIdentityRule(), Group(), "Fail identity.type");
        RuleCheck.Says(shape, new NoIdentityRule(), Group().With("identity", """{ "type": "None" }"""), "Fail identity.type");
    }

    [Theory]
    [EveryShape]
    public void Any_identity_passes(Shape shape)
    {
        RuleCheck.Says(shape, new NoIdentityRule(), Group().With("identity", """{ "type": "systemassigned" }"""), "Pass identity.type");
        RuleCheck.Says(shape, new NoIdentityRule(), Assigned("UserAssigned"), "Pass identity.type");
    }

    [Fact]
    public void An_identity_type_that_is_not_known_is_left_open()
    {
        RuleCheck.SaysOfOpen(new NoIdentityRule(), Group().With("identity", """{ "type": "?type" }"""), "Unknown identity.type");
        RuleCheck.SaysOfOpen(new NoIdentityRule(), Group().With("identity", "\"?!identity\""), "Unknown identity.type");
        RuleCheck.SaysOfOpen(new NoIdentityRule(), Group().With("identity", """{ "type": "Managed" }"""), "Unknown identity.type");
        RuleCheck.SaysOfOpen(new NoIdentityRule(), Group().With("identity", $$"""{ "userAssignedIdentities": { "{{Id}}": {} } }"""), "Unknown identity.type");
    }

    [Theory]
    [EveryShape]
    public void Both_kinds_of_identity_are_a_failure_however_they_are_spaced(Shape shape)
    {
        RuleCheck.Says(shape, new MixedIdentityRule(), Assigned("SystemAssigned, UserAssigned"), "Fail identity.type");
        RuleCheck.Says(shape, new MixedIdentityRule(), Assigned("userAssigned,systemAssigned"), "Fail identity.type");
    }

    [Theory]
    [EveryShape]
    public void One_kind_of_identity_passes_and_none_is_not_concerned(Shape shape)
    {
        RuleCheck.Says(shape, new MixedIdentityRule(), Assigned("UserAssigned"), "Pass identity.type");
        RuleCheck.Says(shape, new MixedIdentityRule(), Group(), "NotApplicable identity.type");
    }

    [Fact]
    public void Whether_kinds_of_identity_are_mixed_is_left_open_with_the_type() =>
        RuleCheck.SaysOfOpen(new MixedIdentityRule(), Group().With("identity", """{ "type": "?type" }"""), "Unknown identity.type");

    [Theory]
    [EveryShape]
    public void An_identity_without_access_rules_is_open_to_all(Shape shape)
    {
        // An export names the version that it was read with, which does not show access rules.
        RuleCheck.Says(shape, new OpenIdentityAccessRule(), Assigned("UserAssigned"), shape == Shape.ExportYaml ? "Unknown identityAcls.defaultAccess" : "Fail identityAcls.defaultAccess");
    }

    [Theory]
    [WholeShapes]
    public void A_default_access_of_all_is_open_to_all(Shape shape) =>
        RuleCheck.Says(shape, new OpenIdentityAccessRule(), WithAccess("All"), "Fail identityAcls.defaultAccess");

    [Theory]
    [WholeShapes]
    public void A_narrower_default_access_passes(Shape shape)
    {
        RuleCheck.Says(shape, new OpenIdentityAccessRule(), WithAccess("System"), "Pass identityAcls.defaultAccess");
        RuleCheck.Says(shape, new OpenIdentityAccessRule(), WithAccess("user"), "Pass identityAcls.defaultAccess");
    }

    [Theory]
    [EveryShape]
    public void A_group_without_an_identity_needs_no_access_rules(Shape shape) =>
        RuleCheck.Says(shape, new OpenIdentityAccessRule(), Group(), "NotApplicable identityAcls.defaultAccess");

    [Theory]
    [InlineData("2023-05-01", "NotApplicable")]
    [InlineData("2021-09-01", "NotApplicable")]
    [InlineData("2024-05-01-preview", "Fail")]
    [InlineData("2025-09-01", "Fail")]
    [InlineData("2026-06-01-preview", "Fail")]
    public void An_api_version_that_knows_no_access_rules_is_not_concerned(string version, string status) => RuleCheck.SaysOfOpen(
        new OpenIdentityAccessRule(), Assigned("UserAssigned").With("apiVersion", $"\"{version}\""), $"{status} identityAcls.defaultAccess");

    [Fact]
    public void Access_rules_that_are_not_known_are_left_open()
    {
        RuleCheck.SaysOfOpen(new OpenIdentityAccessRule(), WithAccess("?access"), "Unknown identityAcls.defaultAccess");
        RuleCheck.SaysOfOpen(new OpenIdentityAccessRule(), WithAccess("Nobody"), "Unknown identityAcls.defaultAccess");
        RuleCheck.SaysOfOpen(new OpenIdentityAccessRule(), Assigned("UserAssigned").With("properties.identityAcls", "\"?!identityAcls\""), "Unknown identityAcls.defaultAccess");
        RuleCheck.SaysOfOpen(new OpenIdentityAccessRule(), Assigned("?type"), "Unknown identityAcls.defaultAccess");
    }

    [Fact]
    public void A_profile_has_no_identity_to_judge()
    {
        GroupFixture profile = Group().With("type", "\"Microsoft.ContainerInstance/containerGroupProfiles\"");
        RuleCheck.SaysOfOpen(new NoIdentityRule(), profile, "NotApplicable identity.type");
        RuleCheck.SaysOfOpen(new OpenIdentityAccessRule(), profile, "NotApplicable identityAcls.defaultAccess");
        RuleCheck.SaysOfOpen(new PullIdentityRule(), profile, "NotApplicable imageRegistryCredentials");
        RuleCheck.SaysOfOpen(new UnassignedIdentityRule(), profile, "NotApplicable identity.userAssignedIdentities");
    }

    private static GroupFixture Group() => GroupFixture.FromProperties("{}");

    private static GroupFixture Assigned(string type) => Group().With("identity", $$"""{ "type": "{{type}}", "userAssignedIdentities": { "{{Id}}": {} } }""");

    private static GroupFixture WithAccess(string access) => Assigned("UserAssigned").With("properties.identityAcls", $$"""{ "defaultAccess": "{{access}}" }""");
}
