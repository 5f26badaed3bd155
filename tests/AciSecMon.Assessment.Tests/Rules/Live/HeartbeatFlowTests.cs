using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Tests.EndToEnd;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Live;

/// <summary>ACI-LOG-007: a group that runs, and of which nothing arrives.</summary>
public sealed class HeartbeatFlowTests
{
    private const string Workspace = $"{FakeLiveEstate.ResourceGroup}/providers/Microsoft.OperationalInsights/workspaces/logs";

    private static readonly DateTimeOffset Old = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Running", AciFindingStatus.Fail)]
    [InlineData("Stopped", AciFindingStatus.NotApplicable)]
    [InlineData("Succeeded", AciFindingStatus.NotApplicable)]
    [InlineData(null, AciFindingStatus.Unknown)]
    public async Task Silence_is_a_fault_only_of_a_group_that_runs(string? state, AciFindingStatus expected)
    {
        AciSecurityFinding verdict = await VerdictAsync(Sending(), new Heartbeat(FakeLiveEstate.GroupId("a"), Old, "events", IsFresh: false, state, null));
        Assert.Equal(expected, verdict.Status);
        if (expected == AciFindingStatus.Fail) Assert.Contains($"since {Old.UtcDateTime:yyyy-MM-dd HH:mm} UTC (events)", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_that_has_never_sent_anything_fails_and_one_that_sends_passes()
    {
        AciSecurityFinding never = await VerdictAsync(Sending(), new Heartbeat(FakeLiveEstate.GroupId("a"), null, null, IsFresh: false, "Running", null));
        Assert.Equal(AciFindingStatus.Fail, never.Status);
        Assert.Contains("within 7 days", never.Message, StringComparison.Ordinal);
        Assert.Equal(AciFindingStatus.Pass, (await VerdictAsync(Sending(), new Heartbeat(FakeLiveEstate.GroupId("a"), Old, "metrics", IsFresh: true, null, null))).Status);
    }

    [Fact]
    public async Task A_workspace_that_may_not_be_asked_leaves_it_open_by_name_and_one_that_is_gone_is_told_elsewhere()
    {
        UnreadPart refused = FakeLiveEstate.Refused(Facet.Heartbeat, Workspace, "Microsoft.OperationalInsights/workspaces/query/*/read");
        FakeLiveEstate estate = Sending();
        estate.Heartbeats.Add(new Heartbeat(FakeLiveEstate.GroupId("a"), null, null, IsFresh: false, null, refused));
        AciSecurityFinding gap = Assert.Single((await LiveAsync(estate, AciFindingStatus.Fail, AciFindingStatus.Unknown)).Findings, static f => f.Source == AciFindingSource.Coverage);
        Assert.Contains("Left open: ACI-LOG-007.", gap.Message, StringComparison.Ordinal);
        Assert.Contains($"query/*/read on {Workspace}", gap.Message, StringComparison.Ordinal);

        AciSecurityFinding gone = await VerdictAsync(Sending(), new Heartbeat(FakeLiveEstate.GroupId("a"), null, null, IsFresh: false, null, refused with { Reason = UnreadReason.Gone }));
        Assert.Equal(AciFindingStatus.NotApplicable, gone.Status);
    }

    [Fact]
    public async Task Only_groups_that_send_to_a_workspace_are_asked_after()
    {
        FakeLiveEstate estate = Sending();
        await LiveAsync(estate, AciFindingStatus.Fail);
        HeartbeatQuestion question = Assert.Single(estate.HeartbeatQuestions);
        Assert.Equal((FakeLiveEstate.GroupId("a"), Workspace), (question.GroupId, Assert.Single(question.WorkspaceIds)));
    }

    private static FakeLiveEstate Sending() => new FakeLiveEstate()
        .Page(FakeLiveEstate.Group("a"), FakeLiveEstate.Group("b"))
        .Facets("a", settings: [$$"""{ "name": "s", "properties": { "workspaceId": "{{Workspace}}", "logs": [ { "categoryGroup": "allLogs", "enabled": true } ] } }"""])
        .Facets("b", settings: []);

    private static async Task<AciSecurityFinding> VerdictAsync(FakeLiveEstate estate, Heartbeat beat)
    {
        estate.Heartbeats.Add(beat);
        return Assert.Single((await LiveAsync(estate, Enum.GetValues<AciFindingStatus>())).Findings, static f => f is { RuleId: "ACI-LOG-007", ContainerGroupName: "a" });
    }

    private static Task<Assess> LiveAsync(FakeLiveEstate estate, params AciFindingStatus[] statuses) =>
        Assess.Judged([new LiveInput { Connection = estate.Connection }], new AssessmentOptions { RuleId = ["ACI-LOG-007"], Settings = new SettingsOptions { NoSettings = true }, Status = statuses });
}
