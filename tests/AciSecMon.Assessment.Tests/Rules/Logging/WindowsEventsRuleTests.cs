using AciSecMon.Assessment.Rules.Logging;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Logging;

/// <summary>The rule on events of Windows groups: ACI-LOG-008.</summary>
public sealed class WindowsEventsRuleTests
{
    private const string Agent = """ "diagnostics": { "logAnalytics": { "workspaceId": "11111111-2222-3333-4444-555555555555" } } """;

    [Theory]
    [WholeShapes]
    public void The_older_way_carries_no_events_of_a_windows_group_and_those_of_a_linux_group(Shape shape)
    {
        RuleCheck.Says(shape, new WindowsEventsRule(), GroupFixture.FromProperties($$"""{ "osType": "Windows", {{Agent}} }"""), "Fail diagnostics.logAnalytics");
        RuleCheck.Says(shape, new WindowsEventsRule(), GroupFixture.FromProperties($$"""{ "osType": "Linux", {{Agent}} }"""), "Pass diagnostics.logAnalytics");
        RuleCheck.Says(shape, new WindowsEventsRule(), GroupFixture.FromProperties("""{ "osType": "Windows" }"""), "NotApplicable diagnostics.logAnalytics");
    }

    [Fact]
    public void What_is_not_known_is_left_open_where_it_decides()
    {
        RuleCheck.SaysOfOpen(new WindowsEventsRule(), GroupFixture.FromProperties($$"""{ "osType": "?!system", {{Agent}} }"""), "Unknown diagnostics.logAnalytics");
        RuleCheck.SaysOfOpen(new WindowsEventsRule(), GroupFixture.FromProperties("""{ "osType": "Windows", "diagnostics": "?!diagnostics" }"""), "Unknown diagnostics.logAnalytics");
        RuleCheck.SaysOfOpen(new WindowsEventsRule(), GroupFixture.FromProperties("""{ "osType": "Linux", "diagnostics": "?!diagnostics" }"""), "Pass diagnostics.logAnalytics");
    }
}
