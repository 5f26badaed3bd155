using AciSecMon.Assessment.Tests.EndToEnd;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>Policies of a person's own as findings.</summary>
public sealed class GivenPolicyTests
{
    private static readonly string Auditing = PolicyTest.NoPublicAddress.Replace("\"Deny\", \"allowed", "\"Audit\", \"allowed", StringComparison.Ordinal);

    [Theory]
    [InlineData("Deny", "Public", "ACI-POL-009 Fail High")]
    [InlineData("Audit", "Public", "ACI-POL-007 Fail Medium")]
    [InlineData("Deny", "Private", "ACI-POL-009 Pass High")]
    [InlineData("Audit", "Private", "ACI-POL-007 Pass Medium")]
    public async Task A_verdict_is_a_finding_on_the_group(string effect, string address, string expected)
    {
        AciSecurityFinding finding = Assert.Single((await JudgeAsync(effect == "Deny" ? PolicyTest.NoPublicAddress : Auditing, Group(address))).Findings, static one => one.RuleId.StartsWith("ACI-POL-", StringComparison.Ordinal));

        Assert.Equal(expected, $"{finding.RuleId} {finding.Status} {finding.Severity}");
        Assert.Equal(("web", AciFindingSource.Policy, "policies[no-public]"), (finding.ContainerGroupName, finding.Source, finding.Place));
        Assert.Contains("'No public address'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_decided_is_unknown_and_told_as_such()
    {
        string open = PolicyTest.NoPublicAddress.Replace("ipAddress.type", "ipAddress.nobodyKnowsThis", StringComparison.Ordinal);

        Assess run = await JudgeAsync(open, Group("Public"));

        Assert.Equal(AciFindingStatus.Unknown, Assert.Single(run.Findings, static one => one.RuleId == "ACI-POL-009").Status);
        Assert.Contains(run.Findings, static one => one.RuleId == "ACI-COV-002" && one.Message.Contains("No public address", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_that_cannot_be_used_is_an_error_of_its_own_and_of_the_finding()
    {
        Assess run = await JudgeAsync(PolicyTest.NoPublicAddress.Replace("\"equals\": \"Public\"", "\"equels\": \"Public\"", StringComparison.Ordinal), Group("Public"));

        Assert.Equal("AciPolicyInvalid", Assert.Single(run.Problems).Id);
        Assert.Contains(run.Findings, static one => one.RuleId is "ACI-POL-009" && one.Status == AciFindingStatus.Error);
    }

    [Fact]
    public async Task Rules_that_were_named_leave_policies_out()
    {
        var options = new AssessmentOptions { Policy = [new ObjectInput { Json = PolicyTest.NoPublicAddress }], RuleId = ["ACI-NET-001"], Settings = new SettingsOptions { NoSettings = true } };

        Assess run = await Assess.Judged([new ObjectInput { Json = Group("Public") }], options);

        Assert.Equal(["ACI-NET-001"], run.Findings.Select(static one => one.RuleId).Where(static id => !id.StartsWith("ACI-COV-", StringComparison.Ordinal)).Distinct());
    }

    [Fact]
    public async Task Of_what_runs_diagnostic_settings_are_read_only_where_a_policy_looks_for_them()
    {
        FakeLiveEstate live = new FakeLiveEstate().Page(FakeLiveEstate.Group("a")).Facets("a", settings: []);
        string own = Read("acisecmon-log-collection");

        async Task<AciFindingStatus?> StatusAsync(string policy)
        {
            var options = new AssessmentOptions { Policy = [new ObjectInput { Json = policy }], RuleId = ["ACI-POL-007", "ACI-POL-009"], Status = Assess.EveryStatus, Settings = new SettingsOptions { NoSettings = true } };
            Assess run = await Assess.Judged([new LiveInput { Connection = live.Connection, Selection = new GroupSelection() }], options);
            return run.Findings.FirstOrDefault(static one => one.Place?.StartsWith("policies[", StringComparison.Ordinal) == true)?.Status;
        }

        Assert.Equal(AciFindingStatus.Pass, await StatusAsync(Auditing));
        Assert.Empty(live.FacetRequests);
        Assert.Equal(AciFindingStatus.Fail, await StatusAsync(own));
        Assert.Single(live.FacetRequests);
    }

    private static string Read(string name) => new AssessmentEngine().GetPolicyDefinitions().Single(one => one.Name == name).Json!;

    private static string Group(string address) => PolicyTest.Public("web").Replace("\"type\": \"Public\"", $"\"type\": \"{address}\"", StringComparison.Ordinal);

    private static Task<Assess> JudgeAsync(string policy, string group) =>
        Assess.Judged([new ObjectInput { Json = group }], new AssessmentOptions { Policy = [new ObjectInput { Json = policy }], Status = Assess.EveryStatus, Settings = new SettingsOptions { NoSettings = true } });
}
