using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.EndToEnd;

/// <summary>What the module says of files that others published.</summary>
public sealed class CorpusTests
{
    private const string Fault = "fault of the module";

    [Fact]
    public async Task No_rule_fails_inside_on_any_file()
    {
        Assess run = await Assess.Path(Corpus.PathOf("."));

        Assert.Empty(run.Findings.Where(static f => f.Message.Contains(Fault, StringComparison.Ordinal)).Select(static f => $"{f.RuleId} {f.Location}"));
        Assert.Empty(run.Problems);
        Assert.True(run.Summary.Groups >= 20, $"{run.Summary.Groups} groups");
    }

    [Fact]
    public async Task Files_without_container_groups_report_nothing()
    {
        foreach (string folder in (string[])["quickstart/no-groups-finops-hub", "quickstart/no-groups-cloud-shell-vnet", "avm/no-groups-aca-lza"])
        {
            Assess run = await Assess.Path(Corpus.PathOf(folder), Assess.Default());
            Assert.Empty(run.Findings);
            Assert.Empty(run.Problems);
            Assert.Equal(0, run.Summary.Groups);
        }
    }

    [Theory]
    [InlineData("aci-linuxcontainer-public-ip", "main.json", "main.symbolicnames.json")]
    [InlineData("aci-sftp-files", "main.json", "main.symbolicnames.json")]
    [InlineData("deployment-script-dev-environment", "main.json", "main.symbolicnames.json")]
    [InlineData("deployment-script-dev-environment", "containergroups.json", "containergroups.symbolicnames.json")]
    public async Task A_template_gives_the_same_keys_with_a_list_of_resources_and_with_symbolic_names(string folder, string list, string symbolic)
    {
        Assess first = await Assess.Path(Corpus.PathOf($"bicep-pairs/{folder}/{list}"));
        Assess second = await Assess.Path(Corpus.PathOf($"bicep-pairs/{folder}/{symbolic}"));

        Assert.NotEmpty(first.Findings);
        Assert.Equal(Keys(first), Keys(second));
    }

    [Fact]
    public async Task The_wordpress_template_has_three_groups_whose_secrets_are_found_through_variables_and_list_functions()
    {
        Assess run = await Assess.Path(Corpus.PathOf("quickstart/aci-wordpress-vnet/azuredeploy.json"), Assess.Default());

        Assert.Equal(3, run.Summary.Groups);
        AciSecurityFinding[] flows = [.. run.Findings.Where(static f => f.RuleId == "ACI-SEC-003" && f.Status == AciFindingStatus.Fail)];
        Assert.NotEmpty(flows);
        Assert.Contains(run.Findings, static f => f.RuleId == "ACI-SEC-019" && f.Status == AciFindingStatus.Fail);
    }

    [Fact]
    public async Task A_group_in_a_virtual_network_is_not_called_public()
    {
        Assess run = await Assess.Path(Corpus.PathOf("quickstart/aci-vnet/azuredeploy.json"));

        AciSecurityFinding address = Assert.Single(run.Findings, static f => f.RuleId == "ACI-NET-001");
        Assert.Equal(AciFindingStatus.Pass, address.Status);
    }

    [Fact]
    public async Task A_module_whose_containers_are_a_parameter_reports_what_is_open_and_passes_no_container()
    {
        Assess run = await Assess.Path(Corpus.PathOf("avm/container-group/main.json"));

        Assert.Equal(1, run.Summary.Groups);
        Assert.Contains(run.Findings, static f => f.RuleId == "ACI-COV-002" && f.Message.Contains("containers", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Findings, static f => f.Status == AciFindingStatus.Pass && f.SubjectType == AciSubjectType.Container);
        Assert.DoesNotContain(run.Findings, static f => f.Status == AciFindingStatus.Pass && f.RuleId.StartsWith("ACI-IMG", StringComparison.Ordinal) && f.ContainerName is not null);
    }

    private static List<string> Keys(Assess run) =>
        [.. run.Findings.Select(static f => $"{f.RuleId} {f.Status} {f.Place} {f.MatchKey}").Order(StringComparer.Ordinal)];
}
