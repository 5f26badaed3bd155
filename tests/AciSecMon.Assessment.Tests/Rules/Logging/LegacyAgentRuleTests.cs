using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Logging;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Logging;

/// <summary>The rule on the older way of logging: ACI-LOG-006.</summary>
public sealed class LegacyAgentRuleTests
{
    [Theory]
    [WholeShapes]
    public void Logs_that_go_out_with_a_workspace_key_are_a_failure(Shape shape) => RuleCheck.Says(
        shape, new LegacyAgentRule(), GroupFixture.FromProperties("""{ "diagnostics": { "logAnalytics": { "workspaceId": "11111111-2222-3333-4444-555555555555", "workspaceKey": "a2V5", "logType": "ContainerInsights" } } }"""),
        "Fail diagnostics.logAnalytics");

    [Fact]
    public void A_missing_log_type_is_said()
    {
        RuleResult result = Assert.Single(RuleProbe.Judge(new LegacyAgentRule(), OpenGroup.Bind(GroupFixture.FromProperties("""{ "diagnostics": { "logAnalytics": { "workspaceId": "w" } } }"""))));
        Assert.Contains("names no log type", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_without_it_keeps_the_rule_and_what_is_not_known_is_left_open()
    {
        RuleCheck.SaysOfOpen(new LegacyAgentRule(), GroupFixture.FromProperties("{}"), "Pass diagnostics.logAnalytics");
        RuleCheck.SaysOfOpen(new LegacyAgentRule(), GroupFixture.FromProperties("""{ "diagnostics": { "logAnalytics": "?!logs" } }"""), "Unknown diagnostics.logAnalytics");
        RuleCheck.SaysOfOpen(new LegacyAgentRule(), GroupFixture.FromProperties("""{ "diagnostics": "?!diagnostics" }"""), "Unknown diagnostics.logAnalytics");
    }
}
