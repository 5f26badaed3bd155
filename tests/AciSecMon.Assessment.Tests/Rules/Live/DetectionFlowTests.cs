using AciSecMon.Assessment.Detections;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Tests.EndToEnd;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Live;

public sealed class DetectionFlowTests
{
    private const string Workspace = $"{FakeLiveEstate.ResourceGroup}/providers/Microsoft.OperationalInsights/workspaces/logs";
    private const string Agent = "7a1f0a52-0000-4000-8000-000000000001";

    [Fact]
    public async Task Where_groups_send_their_logs_is_asked_once()
    {
        FakeLiveEstate estate = new FakeLiveEstate()
            .Page(FakeLiveEstate.Group("a"), FakeLiveEstate.Group("b", $$"""{ "diagnostics": { "logAnalytics": { "workspaceId": "{{Agent}}" } } }"""))
            .Facets("a", settings: [$$"""{ "properties": { "workspaceId": "{{Workspace}}", "logs": [ { "categoryGroup": "allLogs", "enabled": true } ] } }"""])
            .Facets("b", settings: []);
        await LiveAsync(estate, new AssessmentOptions { Source = [AciFindingSource.Diagnostics, AciFindingSource.Detection], Settings = None });
        LogSearch search = Assert.Single(estate.LogSearches);
        Assert.Empty(search.GroupIds);
        Assert.Equal([Workspace, Agent], search.WorkspaceIds.OrderByDescending(static id => id.Length));
        Assert.Equal([FakeLiveEstate.Subscription], search.SubscriptionIds);
        Assert.Equal(DetectionCatalogue.Ids, search.DetectionIds);
    }

    [Fact]
    public async Task Only_the_detections_that_were_asked_for_run()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"));
        await LiveAsync(estate, new AssessmentOptions { RuleId = ["ACI-KQL-00?", "ACI-NET-001"], Settings = None });
        Assert.Equal(9, Assert.Single(estate.LogSearches).DetectionIds.Count);
        Assert.Equal([FakeLiveEstate.GroupId("a")], estate.LogSearches[0].GroupIds);
        await LiveAsync(estate, new AssessmentOptions { RuleId = ["ACI-NET-001"], Settings = None });
        await LiveAsync(estate, new AssessmentOptions { Settings = None });
        Assert.Single(estate.LogSearches);
    }

    [Fact]
    public async Task Hits_that_differ_in_time_and_count_only_are_one_finding_and_others_are_several()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"));
        estate.LogAnswers.Add(new LogAnswer("ACI-KQL-001", [Hit("a", "exec", "anna", 1), Hit("a", "exec", "anna", 5), Hit("a", "attach", "anna", 1), Hit("a", "exec", "tom", 1)], null));
        estate.LogAnswers.Add(new LogAnswer("ACI-KQL-001", [Hit("a", "exec", "anna", 3)], null));
        Assess run = await LiveAsync(estate, new AssessmentOptions { RuleId = ["ACI-KQL-001"], Settings = None });
        Assert.Equal(3, run.Findings.Count);
        Assert.Equal(3, run.Findings.Select(static f => f.MatchKey).Distinct().Count());
        Assert.All(run.Findings, static f => Assert.Equal(FakeLiveEstate.GroupId("a"), f.ResourceId));
    }

    [Fact]
    public async Task A_group_that_is_gone_is_still_found_and_an_id_is_known_in_any_case()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"));
        estate.LogAnswers.Add(new LogAnswer("ACI-KQL-001", [Hit("gone", "exec", "anna", 1)], null));
        AciSecurityFinding finding = Assert.Single((await LiveAsync(estate, new AssessmentOptions { RuleId = ["ACI-KQL-001"], Settings = None })).Findings);
        Assert.Equal(("gone", AciSubjectType.ContainerGroup), (finding.ContainerGroupName, finding.SubjectType));
    }

    [Fact]
    public async Task Hits_in_a_subscription_that_is_not_looked_at_are_left_out()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"));
        AciDetectionResult own = Hit("a", "exec", "anna", 1);
        string elsewhere = own.ResourceId!.Replace(FakeLiveEstate.Subscription, "99999999-2222-3333-4444-555555555555", StringComparison.Ordinal);
        estate.LogAnswers.Add(new LogAnswer("ACI-KQL-001", [own, new AciDetectionResult { DetectionId = "ACI-KQL-001", ResourceId = elsewhere, What = "exec", Who = "tom" }], null));
        Assert.Contains("anna", Assert.Single((await LiveAsync(estate, new AssessmentOptions { RuleId = ["ACI-KQL-001"], Settings = None })).Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_asked_is_left_open_by_name()
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"));
        estate.LogAnswers.Add(new LogAnswer(null, [], FakeLiveEstate.Refused(Facet.Logs, Workspace, "Microsoft.OperationalInsights/workspaces/query/*/read")));
        AciSecurityFinding gap = Assert.Single((await LiveAsync(estate, new AssessmentOptions { RuleId = ["ACI-KQL-001", "ACI-KQL-002"], Settings = None })).Findings);
        Assert.Equal(("ACI-COV-003", AciFindingStatus.Unknown, AciSeverity.High), (gap.RuleId, gap.Status, gap.Severity));
        Assert.Contains("Left open: ACI-KQL-001, ACI-KQL-002.", gap.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Detections_are_rules_with_settings_of_their_own()
    {
        AciSecurityRule[] rules = [.. (await new AssessmentEngine().GetRulesAsync(None, TestContext.Current.CancellationToken)).Where(static r => r.Source == AciFindingSource.Detection)];
        Assert.Equal(DetectionCatalogue.Ids.Select(DetectionIds.RuleOf).Append("ACI-LOG-007").Order(StringComparer.Ordinal), rules.Select(static r => r.RuleId));
        Assert.All(rules, static r => Assert.True(r is { Enabled: true, Control.Length: > 0 }));
        Assert.Equal(["ACI-LOG-007", "ACI-SEC-022"], rules.Where(static r => r.Category != AciRuleCategory.Detection).Select(static r => r.RuleId));
    }

    [Theory]
    [InlineData("ACI-SEC-022")]
    [InlineData("ACI-KQL-013")]
    [InlineData("ACI-KQL-01?")]
    public async Task Secrets_in_logs_are_a_check_of_secrets_that_either_id_names(string pattern)
    {
        FakeLiveEstate estate = new FakeLiveEstate().Page(FakeLiveEstate.Group("a"));
        estate.LogAnswers.Add(new LogAnswer("ACI-KQL-013", [Hit("a", "storage account key", "", 2)], null));
        AciSecurityFinding finding = Assert.Single((await LiveAsync(estate, new AssessmentOptions { RuleId = [pattern], Settings = None })).Findings);
        Assert.Equal(("ACI-SEC-022", AciRuleCategory.Secrets, AciFindingSource.Detection, AciSeverity.High), (finding.RuleId, finding.Category, finding.Source, finding.Severity));
        Assert.Contains("ACI-KQL-013", Assert.Single(estate.LogSearches).DetectionIds);
    }

    private static SettingsOptions None { get; } = new() { NoSettings = true };

    // As logs write ids: in small letters.
    private static AciDetectionResult Hit(string group, string what, string who, long count) => new()
    {
        DetectionId = "ACI-KQL-001", ContainerGroupName = group, ResourceId = FakeLiveEstate.GroupId(group).ToLowerInvariant(), What = what, Who = who, Count = count,
        Evidence = $"{count} calls", LastSeen = new DateTimeOffset(2026, 3, 2, 8, (int)count, 0, TimeSpan.Zero), WorkspaceName = "logs",
    };

    private static Task<Assess> LiveAsync(FakeLiveEstate estate, AssessmentOptions options) => Assess.Judged([new LiveInput { Connection = estate.Connection }], options);
}
