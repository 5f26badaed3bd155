using System.Net;
using AciSecMon.Assessment;
using AciSecMon.Assessment.Detections;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Faults;

namespace AciSecMon.Azure.Tests.Logs;

/// <summary>Hits as findings of an assessment, from the cmdlets' side of the engine down to the wire.</summary>
public sealed class DetectionFindingTests
{
    private const string LabId = "/subscriptions/33333333-cccc-4ccc-8ccc-000000000003/resourceGroups/rg-lab/providers/Microsoft.OperationalInsights/workspaces/log-lab";

    private readonly SandboxServer server = SandboxServer.Sample();
    private readonly TestPipeline pipeline = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hit_is_a_finding_on_its_container_group_under_the_groups_own_id()
    {
        (List<AciSecurityFinding> findings, AssessmentSummary summary) = await FindAsync(new AssessmentOptions { RuleId = ["ACI-KQL-001"] });

        AciSecurityFinding finding = Assert.Single(findings, static f => f.ContainerGroupName == "web-payments");
        Assert.Equal((AciFindingSource.Detection, AciRuleCategory.Detection, AciFindingStatus.Fail, AciSeverity.High), (finding.Source, finding.Category, finding.Status, finding.Severity));
        Assert.Equal("/subscriptions/11111111-aaaa-4aaa-8aaa-000000000001/resourceGroups/rg-web/providers/Microsoft.ContainerInstance/containerGroups/web-payments", finding.ResourceId);
        Assert.Contains("anna.berg@northlightbooks.example", finding.Message, StringComparison.Ordinal);
        Assert.Equal(2, summary.Failures[AciSeverity.High]);
    }

    [Fact]
    public async Task Keys_are_the_same_in_every_run_whatever_the_time_and_the_count()
    {
        (List<AciSecurityFinding> first, _) = await FindAsync(new AssessmentOptions { RuleId = ["ACI-KQL-0*"] });
        server.Faults.Add(new Fault
        {
            PathPart = "/v1/workspaces/", Times = int.MaxValue,
            Change = static (answer, _) =>
            {
                foreach (var row in answer["tables"]![0]!["rows"]!.AsArray()) row!.AsArray()[10] = 77;
            },
        });
        (List<AciSecurityFinding> second, _) = await FindAsync(new AssessmentOptions { RuleId = ["ACI-KQL-0*"] });
        Assert.Equal(first.Select(static f => (f.FindingId, f.MatchKey)).Order(), second.Select(static f => (f.FindingId, f.MatchKey)).Order());
        Assert.Equal(first.Count, first.Select(static f => f.FindingId).Distinct().Count());
        Assert.NotEqual(first.Select(static f => f.Message), second.Select(static f => f.Message));
    }

    [Fact]
    public async Task Logs_are_asked_only_by_who_asks_for_them_and_named_otherwise()
    {
        (_, AssessmentSummary silent) = await FindAsync(new AssessmentOptions());
        Assert.Contains(AciFindingSource.Detection, silent.NotAsked);
        Assert.DoesNotContain(server.Log.Requests, static request => request.Host == SandboxServer.LogAnalytics.Host);

        (List<AciSecurityFinding> findings, AssessmentSummary asked) = await FindAsync(new AssessmentOptions { Source = [AciFindingSource.Detection] });
        Assert.DoesNotContain(AciFindingSource.Detection, asked.NotAsked);
        Assert.Contains(findings, static f => f.Source == AciFindingSource.Detection);
        Assert.Contains(findings, static f => f.Source == AciFindingSource.Configuration);
    }

    [Fact]
    public async Task Where_groups_are_chosen_hits_on_others_are_left_out()
    {
        (List<AciSecurityFinding> findings, _) = await FindAsync(new AssessmentOptions { Source = [AciFindingSource.Detection], Category = [AciRuleCategory.Detection] }, "web-*");
        Assert.NotEmpty(findings);
        Assert.All(findings.Where(static f => f.Status == AciFindingStatus.Fail), static f => Assert.StartsWith("web-", f.ContainerGroupName, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_workspace_is_one_coverage_finding_that_names_the_action_and_what_it_left_open()
    {
        server.Rights.Deny("Microsoft.OperationalInsights/workspaces/query/*", LabId);
        (List<AciSecurityFinding> findings, _) = await FindAsync(new AssessmentOptions { Source = [AciFindingSource.Detection], Category = [AciRuleCategory.Detection, AciRuleCategory.Coverage] });

        AciSecurityFinding gap = Assert.Single(findings, static f => f.Source == AciFindingSource.Coverage && f.Message.Contains("query/*/read", StringComparison.Ordinal));
        Assert.Equal(("ACI-COV-003", AciFindingStatus.Unknown), (gap.RuleId, gap.Status));
        Assert.Contains("ACI-KQL-001", gap.Message, StringComparison.Ordinal);
        Assert.Contains(DetectionCatalogue.Ids[^1], gap.Message, StringComparison.Ordinal);
        Assert.Contains(findings, static f => f is { RuleId: "ACI-KQL-001", ContainerGroupName: "web-payments" });
    }

    [Fact]
    public async Task An_answer_that_failed_leaves_its_detection_open_and_no_other()
    {
        server.Faults.Add(new Fault { PathPart = "/v1/workspaces/", ContentPart = "ACI-KQL-013", Status = HttpStatusCode.GatewayTimeout, Times = int.MaxValue, Body = """{"error":{"code":"GatewayTimeout","message":"Gateway timeout"}}""" });
        (List<AciSecurityFinding> findings, _) = await FindAsync(new AssessmentOptions { RuleId = ["ACI-KQL-013", "ACI-KQL-001"] });
        Assert.DoesNotContain(findings, static f => f.RuleId == "ACI-SEC-022");
        Assert.Contains(findings, static f => f.Source == AciFindingSource.Coverage && f.Message.Contains("Left open: ACI-SEC-022.", StringComparison.Ordinal));
        Assert.Equal(2, findings.Count(static f => f.RuleId == "ACI-KQL-001"));
    }

    [Fact]
    public async Task A_severity_of_the_settings_is_that_of_the_finding()
    {
        string file = Path.Combine(Path.GetTempPath(), $"acisecmon-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(file, """{ "severity": { "aci-kql-001": "Low" } }""", Stop);
        try
        {
            (List<AciSecurityFinding> findings, _) = await FindAsync(new AssessmentOptions { RuleId = ["ACI-KQL-001"], Settings = new SettingsOptions { SettingsPath = file } });
            Assert.All(findings.Where(static f => f.RuleId == "ACI-KQL-001"), static f => Assert.Equal(AciSeverity.Low, f.Severity));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<(List<AciSecurityFinding> Findings, AssessmentSummary Summary)> FindAsync(AssessmentOptions asked, string? name = null)
    {
        AssessmentOptions options = asked.Settings.SettingsPath is not null ? asked : new AssessmentOptions
        {
            RuleId = asked.RuleId, Category = asked.Category, Source = asked.Source, Settings = new SettingsOptions { NoSettings = true },
        };
        AciConnection connection = await new AzureEngine().ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = server.Wire() }, pipeline, Stop);
        IAssessmentSession session = await new AssessmentEngine().OpenAssessmentAsync(options, pipeline, Stop);
        var input = new LiveInput { Connection = connection, Selection = new GroupSelection { Name = name is null ? [] : [name] } };
        List<AciSecurityFinding> findings = [];
        await foreach (AciSecurityFinding finding in session.AssessAsync([input], Stop)) findings.Add(finding);
        await foreach (AciSecurityFinding finding in session.CompleteAsync(Stop)) findings.Add(finding);
        return (findings, session.Summary);
    }
}
