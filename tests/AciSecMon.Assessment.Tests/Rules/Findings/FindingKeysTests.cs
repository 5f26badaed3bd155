using AciSecMon.Assessment.Rules.Findings;
using CsCheck;

namespace AciSecMon.Assessment.Tests.Rules.Findings;

public sealed class FindingKeysTests
{
    [Fact]
    public void The_key_of_a_known_finding_never_changes()
    {
        // Baselines hold these keys: if this test fails, every stored baseline is void.
        Assert.Equal("3b03787212285e4e", FindingKeys.FindingId("ACI-NET-001", "/subscriptions/s/resourceGroups/g", "ContainerGroup:shop", "ipAddress.type"));
    }

    [Fact]
    public void Scope_and_subject_compare_without_case_and_places_with_it()
    {
        Assert.Equal(FindingKeys.FindingId("R", "/Subscriptions/S", "ContainerGroup:Shop", "a"), FindingKeys.FindingId("R", "/subscriptions/s", "containergroup:shop", "a"));
        Assert.NotEqual(FindingKeys.FindingId("R", "s", "g", "environmentVariables[Key]"), FindingKeys.FindingId("R", "s", "g", "environmentVariables[KEY]"));
    }

    [Fact]
    public void The_match_key_is_the_finding_id_without_scope() =>
        Gen.Select(Gen.String, Gen.String, Gen.String).Sample(static (rule, subject, place) =>
            FindingKeys.MatchKey(rule, subject, place) == FindingKeys.FindingId(rule, string.Empty, subject, place));

    [Fact]
    public void Different_scopes_give_different_ids() =>
        Gen.Select(Gen.String.AlphaNumeric, Gen.String.AlphaNumeric).Where(static (a, b) => !string.Equals(a, b, StringComparison.OrdinalIgnoreCase)).Sample(static (a, b) =>
            FindingKeys.FindingId("R", a, "g", "p") != FindingKeys.FindingId("R", b, "g", "p"));
}
