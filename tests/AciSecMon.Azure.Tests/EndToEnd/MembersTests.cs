using System.Net;
using AciSecMon.Assessment;
using AciSecMon.Azure.Tests.Support;
using AciSecMon.Sandbox;
using AciSecMon.Sandbox.Faults;

namespace AciSecMon.Azure.Tests.EndToEnd;

/// <summary>Who is in the groups that roles were given to, and what rules say of it.</summary>
public sealed class MembersTests
{
    private const string Data = "/subscriptions/22222222-bbbb-4bbb-8bbb-000000000002";
    private const string Finance = "e0000000-0000-4000-8000-000000000006";

    private readonly SandboxServer server = SandboxServer.Sample();
    private readonly TestPipeline pipeline = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_spared_by_a_deny_assignment_on_his_group_may_run_commands()
    {
        AciSecurityFinding finding = One(await FindingsAsync("Strict", "ACI-RBAC-001", "ACI-RBAC-006"), "ACI-RBAC-001");

        Assert.Equal(AciFindingStatus.Fail, finding.Status);
        Assert.Contains("Anna Berg", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith("etl-payroll", finding.RelatedResourceId.Order(StringComparer.Ordinal).ElementAt(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_Microsoft_Graph_it_is_open_and_no_pass()
    {
        AciSecurityFinding finding = One(await FindingsAsync("Baseline", "ACI-RBAC-001"), "ACI-RBAC-001");

        Assert.Equal(AciFindingStatus.Unknown, finding.Status);
        Assert.Contains("spares some principals", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Log.Requests, static request => request.Host == SandboxServer.Directory.Host);
    }

    [Fact]
    public async Task Only_groups_that_may_change_something_are_asked_for()
    {
        await FindingsAsync("Strict", "ACI-RBAC-006");

        // Readers by the group of security readers matter to no rule.
        string[] asked = [.. server.Log.Requests.Where(static request => request.PathAndQuery.Contains("transitiveMembers", StringComparison.Ordinal)).Select(static request => request.PathAndQuery.Split('/')[3])];
        Assert.Equal(["e0000000-0000-4000-8000-000000000002", Finance], asked.Order());
    }

    [Fact]
    public async Task Members_that_may_not_be_read_leave_guests_open_and_the_right_is_named()
    {
        server.Faults.Add(Fault.Error("GET", "transitiveMembers", HttpStatusCode.Forbidden, "Authorization_RequestDenied", times: 99));

        List<AciSecurityFinding> findings = await FindingsAsync("Strict", "ACI-RBAC-006");

        Assert.DoesNotContain(findings, static finding => finding.RuleId == "ACI-RBAC-006" && finding.Status == AciFindingStatus.Pass);
        Assert.Contains(findings, static finding => finding.Source == AciFindingSource.Coverage && finding.Message.Contains("GroupMember.Read.All", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_group_that_hides_its_members_leaves_open_where_it_may_change_something()
    {
        server.Faults.Add(Fault.Error("GET", Finance + "/transitiveMembers", HttpStatusCode.Forbidden, "Authorization_RequestDenied", times: 99));

        List<AciSecurityFinding> findings = await FindingsAsync("Strict", "ACI-RBAC-006");

        Assert.Equal(AciFindingStatus.Unknown, One(findings, "ACI-RBAC-006").Status);
        Assert.Equal(2, findings.Count(static finding => finding.RuleId == "ACI-RBAC-006" && finding.Status == AciFindingStatus.Fail && !finding.Message.Contains("northlight-release", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_a_management_group_gives_elsewhere_does_not_count()
    {
        AciSecurityFinding[] readers = [.. (await FindingsAsync("Baseline", "ACI-RBAC-008")).Where(static finding => finding.RuleId == "ACI-RBAC-008" && finding.Status == AciFindingStatus.Fail)];

        // The security readers read production, and the laboratory is none of it.
        Assert.Contains(readers, static finding => finding.SubjectId!.Contains("1111-", StringComparison.Ordinal) && finding.Message.Contains("e0000000-0000-4000-8000-000000000008", StringComparison.Ordinal));
        Assert.DoesNotContain(readers, static finding => finding.SubjectId!.Contains("3333-", StringComparison.Ordinal) && finding.Message.Contains("e0000000-0000-4000-8000-000000000008", StringComparison.Ordinal));
    }

    private static AciSecurityFinding One(List<AciSecurityFinding> findings, string rule) => Assert.Single(findings, finding => finding.RuleId == rule && string.Equals(finding.SubjectId, Data, StringComparison.OrdinalIgnoreCase));

    private async Task<List<AciSecurityFinding>> FindingsAsync(string profile, params string[] rules)
    {
        AciConnection connection = await new AzureEngine().ConnectAsync(new ConnectionRequest { Credential = AciCredentialKind.Sandbox, Wire = server.Wire() }, pipeline, Stop);
        var options = new AssessmentOptions
        {
            Settings = new SettingsOptions { NoSettings = true, Profile = profile },
            RuleId = rules,
            Status = [AciFindingStatus.Fail, AciFindingStatus.Pass, AciFindingStatus.Unknown, AciFindingStatus.Error],
        };
        IAssessmentSession session = await new AssessmentEngine(server.Clock).OpenAssessmentAsync(options, pipeline, Stop);
        var findings = new List<AciSecurityFinding>();
        await foreach (AciSecurityFinding finding in session.AssessAsync([new LiveInput { Connection = connection }], Stop)) findings.Add(finding);
        await foreach (AciSecurityFinding finding in session.CompleteAsync(Stop)) findings.Add(finding);
        return findings;
    }
}
