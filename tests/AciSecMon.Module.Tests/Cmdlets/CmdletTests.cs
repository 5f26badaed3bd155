using System.Collections;
using System.Management.Automation;
using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.Cmdlets;

/// <summary>The cmdlets as a person uses them, on the samples.</summary>
public sealed class CmdletTests : IDisposable
{
    private static readonly string Shop = StagedModule.Sample("web-shop.json");
    private static readonly string Hardened = StagedModule.Sample("web-shop-hardened.json");
    private static readonly string Worker = StagedModule.Sample("import-worker.yaml");
    private static readonly string StatusPage = StagedModule.Sample("status-page.show.json");

    private readonly Engine engine = Engine.WithModule();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void A_template_with_mistakes_has_findings_and_a_hardened_one_has_none()
    {
        string[] found = [.. Findings($"-Path '{Shop}'").Select(static finding => finding.RuleId).Distinct()];

        Assert.Superset(new HashSet<string> { "ACI-NET-001", "ACI-NET-004", "ACI-SEC-001", "ACI-SEC-003", "ACI-SEC-005", "ACI-IMG-003" }, found.ToHashSet());
        Assert.Empty(Findings($"-Path '{Hardened}' -Profile Strict"));
    }

    [Fact]
    public void A_folder_gives_the_groups_of_all_its_files()
    {
        Outcome outcome = engine.Run($"Get-AciContainerGroup '{Path.GetDirectoryName(Shop)}'");

        Assert.Equal(["import-worker", "status-page", "web-shop", "web-shop"], outcome.As<AciContainerGroup>().Select(static group => group.Name).Order(StringComparer.Ordinal));
        Assert.Empty(outcome.Errors);
    }

    [Theory]
    [InlineData("Get-AciSecurityFinding $path")]
    [InlineData("Get-AciSecurityFinding -LiteralPath $path")]
    [InlineData("$path | Get-AciSecurityFinding")]
    [InlineData("[IO.FileInfo] $path | Get-AciSecurityFinding")]
    [InlineData("Get-AciContainerGroup $path | Get-AciSecurityFinding")]
    [InlineData("$group = Get-AciContainerGroup $path; Get-AciSecurityFinding -InputObject $group")]
    public void However_a_group_is_given_the_findings_are_the_same(string command)
    {
        Assert.Equal(
            [.. Findings($"'{StatusPage}'").Select(static finding => finding.MatchKey).Order(StringComparer.Ordinal)],
            engine.Run(command, ("path", StatusPage)).As<AciSecurityFinding>().Select(static finding => finding.MatchKey).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Objects_with_the_shape_of_a_group_get_verdicts_without_any_file()
    {
        var group = new Hashtable
        {
            ["type"] = "Microsoft.ContainerInstance/containerGroups",
            ["name"] = "adhoc",
            ["location"] = "westeurope",
            ["properties"] = new Hashtable
            {
                ["osType"] = "Linux",
                ["ipAddress"] = new Hashtable { ["type"] = "Public", ["ports"] = new object[] { new Hashtable { ["port"] = 22 } } },
                ["containers"] = new object[] { new Hashtable { ["name"] = "a", ["properties"] = new Hashtable { ["image"] = "mcr.microsoft.com/a:1", ["ports"] = new object[] { new Hashtable { ["port"] = 22 } } } } },
            },
        };
        AciSecurityFinding[] found = engine.Run("$group | Get-AciSecurityFinding", ("group", group)).As<AciSecurityFinding>();

        Assert.Contains(found, static finding => finding.RuleId == "ACI-NET-004" && finding.ContainerGroupName == "adhoc");
    }

    [Fact]
    public void A_path_that_is_missing_is_an_error_and_the_rest_is_assessed()
    {
        Outcome outcome = engine.Run($"Get-AciSecurityFinding '{Worker}', nowhere.json, 'no-such-*.json'");

        Assert.NotEmpty(outcome.Output);
        Assert.Equal(2, outcome.Errors.Count);
        Assert.All(outcome.Errors, static error =>
        {
            Assert.Equal("AciPathNotFound,AciSecMon.Commands.GetAciSecurityFindingCommand", error.FullyQualifiedErrorId);
            Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        });
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error_with_its_position_and_a_finding()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("broken.json", "{ \"resources\": [ { \"type\": \"Microsoft.ContainerInstance/containerGroups\", ");
        Outcome outcome = engine.Run($"Get-AciSecurityFinding '{file}'");

        ErrorRecord error = Assert.Single(outcome.Errors);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Equal(file, error.TargetObject);
        Assert.Contains("ine 1, column", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(AciFindingStatus.Error, Assert.Single(outcome.As<AciSecurityFinding>()).Status);
    }

    [Fact]
    public void Findings_are_narrowed_by_rule_category_control_severity_and_status()
    {
        Assert.All(Findings($"'{Shop}' -RuleId ACI-NET-*"), static finding => Assert.Equal(AciRuleCategory.Network, finding.Category));
        Assert.Contains(Findings($"'{Shop}' -Category Secrets"), static finding => finding.RuleId == "ACI-SEC-001");
        Assert.DoesNotContain(Findings($"'{Shop}' -Category Secrets"), static finding => finding.Category == AciRuleCategory.Network);
        Assert.All(Findings($"'{Shop}' -Severity High -Status Fail"), static finding => Assert.True(finding.Severity >= AciSeverity.High));
        Assert.All(Findings($"'{Shop}' -Status Pass"), static finding => Assert.Equal(AciFindingStatus.Pass, finding.Status));
        string[] bySpelling = [.. new[] { "NS-1", "'MCSB NS-1'" }.Select(control => string.Join(' ', Findings($"'{Shop}' -Control {control} -Status Fail").Select(static finding => finding.FindingId)))];
        Assert.NotEmpty(bySpelling[0]);
        Assert.Equal(bySpelling[0], bySpelling[1]);
    }

    [Fact]
    public void All_statuses_can_be_asked_for_at_once_or_by_their_own_type()
    {
        AciFindingStatus[] all = [.. Findings($"'{Shop}' -Status All").Select(static finding => finding.Status).Distinct()];
        Assert.Contains(AciFindingStatus.Pass, all);
        Assert.Contains(AciFindingStatus.Fail, all);

        Assert.All(Findings($"'{Shop}' -Status ([AciSecMon.AciFindingStatus]::NotApplicable)"), static finding => Assert.Equal(AciFindingStatus.NotApplicable, finding.Status));

        ErrorRecord error = Assert.Single(engine.Run($"Get-AciSecurityFinding '{Shop}' -Status Green").Errors);
        Assert.Contains("NotApplicable, Suppressed, All", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-RuleId ACI-NET-999", "AciRuleNotFound")]
    [InlineData("-RuleId ACI-NET-001, XYZ-*", "AciRuleNotFound")]
    [InlineData("-Control ZZ-9", "AciControlNotFound")]
    [InlineData("-Profile Paranoid", "AciProfileUnknown")]
    [InlineData("-Scope shop", "AciScopeInvalid")]
    [InlineData("-Settings nowhere.json", "AciSettingsNotFound")]
    public void What_would_check_nothing_ends_the_command(string arguments, string id)
    {
        Outcome outcome = engine.Run($"try {{ Get-AciSecurityFinding '{Shop}' {arguments} }} catch {{ 'ended: ' + $_.FullyQualifiedErrorId.Split(',')[0] }}");

        Assert.Equal([$"ended: {id}"], outcome.As<string>());
    }

    [Fact]
    public void The_last_line_counts_what_was_judged_and_found()
    {
        Outcome outcome = engine.Run($"Get-AciSecurityFinding '{Shop}', nowhere.json -Severity High");

        InformationRecord line = Assert.Single(outcome.Streams.Information);
        Assert.Equal(["AciSecMon"], line.Tags);
        string text = line.MessageData.ToString()!;
        Assert.StartsWith("1 container group in 1 file; failed: ", text, StringComparison.Ordinal);
        Assert.Contains(" High", text, StringComparison.Ordinal);
        Assert.Contains("1 error", text, StringComparison.Ordinal);
        Assert.Contains("Limited by -Severity.", text, StringComparison.Ordinal);
        Assert.Contains("Not asked: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_judge_is_said_aloud()
    {
        using var folder = new TemporaryFolder();
        Outcome outcome = engine.Run($"Get-AciSecurityFinding '{folder.Write("other.json", "{}")}'");

        Assert.Contains("nothing was assessed", Assert.Single(outcome.Streams.Warning).Message, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void A_file_that_is_named_twice_is_judged_once()
    {
        Assert.Equal(Findings($"'{Worker}'").Length, Findings($"'{Worker}', '{Path.GetDirectoryName(Worker)}/import-*.yaml'").Length);
    }

    [Fact]
    public void A_scope_tells_two_deployments_of_a_file_apart()
    {
        AciSecurityFinding[] one = Findings($"'{Worker}' -Scope /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/one");
        AciSecurityFinding[] two = Findings($"'{Worker}' -Scope /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/two");

        Assert.Equal(one.Select(static finding => finding.MatchKey), two.Select(static finding => finding.MatchKey));
        Assert.Empty(one.Select(static finding => finding.FindingId).Intersect(two.Select(static finding => finding.FindingId)));
    }

    [Fact]
    public void Settings_are_found_from_the_current_location_unless_they_are_not_wanted()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".acisecmon.json", "{ \"severity\": { \"ACI-NET-001\": \"Low\" } }");
        engine.Run("$ExecutionContext.SessionState.Path.SetLocation($folder)", ("folder", folder.Path));

        Assert.Equal(AciSeverity.Low, Assert.Single(engine.Run("Get-AciSecurityRule ACI-NET-001").As<AciSecurityRule>()).Severity);
        Assert.Equal(AciSeverity.Low, Assert.Single(Findings($"'{StatusPage}' -RuleId ACI-NET-001")).Severity);
        Assert.Equal(AciSeverity.High, Assert.Single(Findings($"'{StatusPage}' -RuleId ACI-NET-001 -NoSettings")).Severity);
    }

    [Fact]
    public void Rules_are_found_by_wildcard_category_and_severity_and_a_missing_one_is_an_error()
    {
        AciSecurityRule[] all = Rules(string.Empty);
        Assert.True(all.Length > 40);
        Assert.All(Rules("aci-sec-*"), static rule => Assert.Equal(AciRuleCategory.Secrets, rule.Category));
        Assert.All(Rules("-Category Images -Severity High"), static rule => Assert.True(rule is { Category: AciRuleCategory.Images, Severity: >= AciSeverity.High }));
        Assert.Contains(Rules("-Profile Strict"), static rule => rule.Enabled);
        Assert.StartsWith("AciRuleNotFound,", Assert.Single(engine.Run("Get-AciSecurityRule ACI-XXX-001").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_can_be_piped_to_their_rules_each_rule_once()
    {
        string[] piped = [.. engine.Run($"Get-AciSecurityFinding '{Shop}' | Get-AciSecurityRule").As<AciSecurityRule>().Select(static rule => rule.RuleId)];

        Assert.Equal(Findings($"'{Shop}'").Select(static finding => finding.RuleId).Distinct().Order(StringComparer.Ordinal), piped.Order(StringComparer.Ordinal));
        Assert.Empty(engine.Run($"Get-AciSecurityFinding '{Hardened}' | Get-AciSecurityRule").Output);
    }

    [Fact]
    public void The_risk_of_each_group_is_one_row_and_the_hardened_one_has_the_least()
    {
        AciRisk[] rows = engine.Run($"Get-AciRisk '{Shop}', '{Hardened}', '{Worker}'").As<AciRisk>();

        Assert.Equal(3, rows.Length);
        Assert.Equal("Public", rows[0].Exposure);
        Assert.True(rows[0].ClearSecrets > 0);
        Assert.NotEmpty(rows[0].Reason);
        Assert.Equal(rows.Min(static row => row.Score), rows[1].Score);
    }

    [Fact]
    public void No_secret_of_a_sample_is_in_anything_that_is_said()
    {
        Outcome outcome = engine.Run($"Get-AciSecurityFinding '{Path.GetDirectoryName(Shop)}' -Status All -Verbose; Get-AciContainerGroup '{Path.GetDirectoryName(Shop)}'; Get-AciRisk '{Path.GetDirectoryName(Shop)}'");
        string text = string.Join('\n', [.. outcome.Output.Select(static item => PSSerializer.Serialize(item, 8)), .. outcome.Streams.Verbose.Select(static record => record.Message)]);

        foreach (string secret in new[] { "pk-example-0d1f7c52b9", "example-Harbour-77", "ZXhhbXBsZS1vbmx5LW5vdC1hLWtleQ" }) Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    private AciSecurityFinding[] Findings(string arguments)
    {
        Outcome outcome = engine.Run($"Get-AciSecurityFinding {arguments}");
        Assert.Empty(outcome.Errors);
        return outcome.As<AciSecurityFinding>();
    }

    private AciSecurityRule[] Rules(string arguments) => engine.Run($"Get-AciSecurityRule {arguments}").As<AciSecurityRule>();
}
