using System.Text.RegularExpressions;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Data;
using AciSecMon.Assessment.Rules.Governance;
using AciSecMon.Assessment.Rules.Identity;
using AciSecMon.Assessment.Rules.Images;
using AciSecMon.Assessment.Rules.Metadata;
using AciSecMon.Assessment.Rules.Neighbours;
using AciSecMon.Assessment.Rules.Network;
using AciSecMon.Assessment.Rules.Runtime;
using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment.Tests.Rules;

public sealed partial class RuleCatalogueTests
{
    [Fact]
    public void Every_rule_says_why_it_matters_and_what_to_do() => Assert.All(RuleCatalogue.ById.Values, static rule =>
    {
        Assert.NotEqual(string.Empty, rule.Title);
        Assert.False(rule.Title.EndsWith('.'), $"{rule.Id}: a title is no sentence with a full stop.");
        Assert.EndsWith(".", rule.Rationale, StringComparison.Ordinal);
        Assert.EndsWith(".", rule.Recommendation, StringComparison.Ordinal);
    });

    [Fact]
    public void Every_rule_belongs_to_known_profiles_and_controls() => Assert.All(RuleCatalogue.ById.Values, static rule =>
    {
        Assert.NotEmpty(rule.Profiles);
        Assert.Subset(Profiles.All.ToHashSet(StringComparer.Ordinal), rule.Profiles.ToHashSet(StringComparer.Ordinal));
        Assert.All(rule.Controls, static control => Assert.Matches(ControlForm(), control));
        Assert.True(rule.Controls.Count > 0 || rule.Category == AciRuleCategory.Coverage, $"{rule.Id} maps to no control.");
    });

    [Fact]
    public void What_Baseline_asks_every_stricter_profile_asks_too() => Assert.All(
        RuleCatalogue.ById.Values.Where(static rule => rule.Profiles.Contains(Profiles.Baseline)),
        static rule => Assert.All([Profiles.Strict, Profiles.Regulated, Profiles.Confidential], profile => Assert.Contains(profile, rule.Profiles)));

    [Theory]
    [InlineData(AciRuleCategory.Network)]
    [InlineData(AciRuleCategory.Identity)]
    [InlineData(AciRuleCategory.Images)]
    [InlineData(AciRuleCategory.Runtime)]
    [InlineData(AciRuleCategory.Data)]
    [InlineData(AciRuleCategory.Governance)]
    public void Every_rule_of_a_category_is_written_about_and_the_other_way_round(AciRuleCategory category)
    {
        IReadOnlyList<Rule> rules = RulesOf(category);
        Assert.Equal(
            RuleCatalogue.ById.Values.Where(rule => rule.Category == category).Select(static rule => rule.Id).Order(StringComparer.Ordinal),
            rules.Select(static rule => rule.Id).Distinct().Order(StringComparer.Ordinal));
        Assert.All(rules.Except(NeighbourRules.All), static rule => Assert.Equal(rule is ContainerRule ? AciSubjectType.Container : rule is TemplateRule ? AciSubjectType.File : AciSubjectType.ContainerGroup, RuleCatalogue.ById[rule.Id].Subject));
    }

    [Fact]
    public void Every_rule_shows_how_to_repair_what_it_finds()
    {
        // Nothing can be written down for an image that is not known, for what a group does, and for a parameter that should go. The Az module has no parameter for
        // access rules of identities, security contexts and confidential policies, among others.
        string[] withoutSnippet = ["ACI-IMG-005", "ACI-IDN-010", "ACI-RUN-020", "ACI-GOV-005", "ACI-GOV-011", "ACI-GOV-010"];
        string[] withoutCommand =
        [
            "ACI-IMG-005", "ACI-IDN-006", "ACI-IDN-007", "ACI-RUN-001", "ACI-RUN-002", "ACI-RUN-003", "ACI-RUN-004", "ACI-RUN-005", "ACI-RUN-006", "ACI-RUN-007",
            "ACI-RUN-018", "ACI-RUN-020", "ACI-DAT-003", "ACI-DAT-005", "ACI-DAT-006", "ACI-DAT-007", "ACI-DAT-010", "ACI-GOV-003", "ACI-GOV-006", "ACI-GOV-009", "ACI-GOV-010", "ACI-GOV-011",
        ];
        // A registry, subnet, vault or lock is not part of a deployment file.
        static bool IsOutsideFile(RuleMetadata rule) => rule.Subject is not (AciSubjectType.ContainerGroup or AciSubjectType.Container) ? rule.Id != "ACI-IMG-007" : rule.Id == "ACI-GOV-004";
        AciRuleCategory[] here =
            [AciRuleCategory.Network, AciRuleCategory.Identity, AciRuleCategory.Images, AciRuleCategory.Runtime, AciRuleCategory.Data, AciRuleCategory.Governance];
        Assert.All(RuleCatalogue.ById.Values.Where(rule => here.Contains(rule.Category)), rule =>
        {
            Assert.Equal(!withoutSnippet.Contains(rule.Id), rule.Remediation.Bicep.Length > 0);
            Assert.Equal(!withoutSnippet.Contains(rule.Id) && !IsOutsideFile(rule), rule.Remediation.Yaml.Length > 0);
            Assert.Equal(!withoutCommand.Contains(rule.Id), rule.Remediation.PowerShell.Length > 0);
        });
    }

    [Fact]
    public void A_missing_identity_is_a_matter_of_the_stricter_profiles() =>
        Assert.Equal([Profiles.Strict, Profiles.Regulated, Profiles.Confidential], RuleCatalogue.ById["ACI-IDN-001"].Profiles);

    [Theory]
    [InlineData("ACI-RUN-008")]
    [InlineData("ACI-RUN-009")]
    [InlineData("ACI-RUN-011")]
    [InlineData("ACI-DAT-001")]
    [InlineData("ACI-DAT-008")]
    [InlineData("ACI-GOV-003")]
    [InlineData("ACI-GOV-007")]
    [InlineData("ACI-LOG-006")]
    public void What_most_groups_lack_is_no_matter_of_Baseline(string rule) => Assert.DoesNotContain(Profiles.Baseline, RuleCatalogue.ById[rule].Profiles);

    [Theory]
    [InlineData("ACI-RUN-020")]
    [InlineData("ACI-GOV-005")]
    public void What_groups_do_is_judged_by_rules_of_the_source_State(string rule)
    {
        Assert.Equal(AciFindingSource.State, RuleCatalogue.ById[rule].Source);
        Assert.Equal([Facet.InstanceView], RuleCatalogue.ById[rule].Facets);
    }

    private static IReadOnlyList<Rule> RulesOf(AciRuleCategory category) =>
        [.. OwnRulesOf(category), .. NeighbourRules.All.Where(rule => RuleCatalogue.ById[rule.Id].Category == category)];

    private static IReadOnlyList<Rule> OwnRulesOf(AciRuleCategory category) => category switch
    {
        AciRuleCategory.Network => NetworkRules.All,
        AciRuleCategory.Identity => IdentityRules.All,
        AciRuleCategory.Images => ImageRules.All,
        AciRuleCategory.Runtime => RuntimeRules.All,
        AciRuleCategory.Data => DataRules.All,
        AciRuleCategory.Governance => GovernanceRules.All,
        _ => throw new ArgumentOutOfRangeException(nameof(category)),
    };

    [GeneratedRegex(@"^[A-Z]{2}-\d+$")]
    private static partial Regex ControlForm();
}
