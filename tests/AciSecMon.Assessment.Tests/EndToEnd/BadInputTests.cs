using System.Globalization;
using System.Text;

namespace AciSecMon.Assessment.Tests.EndToEnd;

/// <summary>Bad input gives one clear error with file and position; everything else is still assessed; nothing passes.</summary>
public sealed class BadInputTests
{
    private const string Group = """{ "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2023-05-01", "name": "good", "location": "westeurope", "properties": { "osType": "Linux", "containers": [ { "name": "web", "properties": { "image": "nginx" } } ] } }""";

    [Theory]
    [InlineData("bad.json", "Microsoft.ContainerInstance is mentioned, but this is no JSON.")]
    [InlineData("bad.yaml", "type: Microsoft.ContainerInstance/containerGroups\nproperties: [ {")]
    [InlineData("bad.json", """{ "type": "Microsoft.ContainerInstance/containerGroups", "properties": { "containers": [ { "name": "w""")]
    public async Task A_text_that_cannot_be_read_is_one_error_with_a_position_and_the_rest_is_assessed(string name, string text)
    {
        using var folder = new SampleFolder((name, text), ("good.json", Group));
        Assess run = await Assess.Path(folder.Path);

        AciProblem problem = Assert.Single(run.Problems);
        Assert.Equal(Path.Combine(folder.Path, name), problem.Location?.File ?? problem.Target);
        Assert.NotNull(problem.Recommendation);
        Assert.DoesNotContain("   at ", problem.Message, StringComparison.Ordinal);
        AciSecurityFinding coverage = Assert.Single(run.Findings, static f => f.RuleId == "ACI-COV-001");
        Assert.Equal(AciFindingStatus.Error, coverage.Status);
        Assert.Contains(run.Findings, static f => f.ContainerGroupName == "good" && f.Status == AciFindingStatus.Fail);
    }

    [Fact]
    public async Task A_binary_file_is_one_error()
    {
        Assess run = await Assess.Text("\u007fELF\0\0\u0001 Microsoft.ContainerInstance/containerGroups");

        Assert.Single(run.Problems);
        Assert.DoesNotContain(run.Findings, static f => f.Status == AciFindingStatus.Pass);
    }

    [Theory]
    [InlineData("{ \"a\": ", "}")]
    [InlineData("[", "]")]
    public async Task Ten_thousand_levels_are_one_error(string open, string close)
    {
        string text = string.Concat(Enumerable.Repeat(open, 10_000)) + "\"Microsoft.ContainerInstance/containerGroups\"" + string.Concat(Enumerable.Repeat(close, 10_000));
        Assess run = await Assess.Text(text);

        Assert.Contains("512", Assert.Single(run.Problems).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Findings, static f => f.Status == AciFindingStatus.Pass);
    }

    [Fact]
    public async Task A_hundred_megabytes_are_one_error_and_are_not_read()
    {
        using var folder = new SampleFolder(("good.json", Group));
        string path = Path.Combine(folder.Path, "huge.json");
        await using (FileStream file = File.Create(path)) file.SetLength(100 * 1024 * 1024);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Assess run = await Assess.Path(path);

        Assert.Single(run.Problems);
        Assert.True(GC.GetTotalAllocatedBytes(precise: true) - before < 50_000_000, "The file was read.");
    }

    [Fact]
    public async Task A_name_that_stands_twice_is_said_and_the_last_counts_as_for_Azure()
    {
        Assess run = await Assess.Text(Group.Replace("\"image\": \"nginx\"", "\"image\": \"mcr.microsoft.com/a/b:1\", \"image\": \"nginx\"", StringComparison.Ordinal));

        Assert.Contains(run.Notices, static n => n.Contains("image", StringComparison.Ordinal));
        Assert.Equal("nginx", Assert.Single(run.Groups).Container[0].Image);
    }

    [Theory]
    [InlineData("[concat('a']", "not valid")]
    [InlineData("[nosuch('a')]", "nosuch")]
    [InlineData("[variables('one')]", "circle")]
    [InlineData("[parameters('none')]", "none")]
    public async Task An_expression_that_cannot_be_evaluated_is_a_coverage_finding_and_never_a_pass(string expression, string named)
    {
        Assess run = await Assess.Text(Template($$"""
            "variables": { "one": "[variables('two')]", "two": "[variables('one')]" },
            "resources": [ {{Group.Replace("\"nginx\"", $"\"{expression}\"", StringComparison.Ordinal)}} ]
            """));

        Assert.Empty(run.Problems);
        Assert.Contains(run.Findings, f => f.RuleId == "ACI-COV-002" && f.Message.Contains(named, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(run.Findings, static f => f.RuleId == "ACI-IMG-001" && f.Status == AciFindingStatus.Pass);
    }

    [Fact]
    public async Task A_loop_of_a_million_groups_is_not_run()
    {
        string looped = Group.Replace("\"name\": \"good\"", "\"copy\": { \"name\": \"loop\", \"count\": 1000000 }, \"name\": \"[concat('g', copyIndex())]\"", StringComparison.Ordinal);
        Assess run = await Assess.Text(Template($"\"resources\": [ {looped}, {Group} ]"));

        Assert.True(run.Summary.Groups < 1_000, run.Summary.Groups.ToString(CultureInfo.InvariantCulture));
        Assert.Contains(run.Findings, static f => f.Source == AciFindingSource.Coverage);
        Assert.Contains(run.Findings, static f => f.ContainerGroupName == "good" && f.Status == AciFindingStatus.Fail);
    }

    [Fact]
    public async Task A_parameter_file_that_is_not_there_is_one_error()
    {
        var options = new AssessmentOptions { Read = new ReadOptions { ParameterFile = [Path.Combine(Path.GetTempPath(), "no-such.parameters.json")] }, Settings = new SettingsOptions { NoSettings = true } };
        Assess run = await Assess.Text(Template($"\"resources\": [ {Group} ]"), options: options);

        Assert.Contains("no-such.parameters.json", Assert.Single(run.Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_file_is_known_by_its_form_where_it_has_no_schema()
    {
        using var folder = new SampleFolder(
            ("main.json", Template("\"parameters\": { \"image\": { \"type\": \"string\" } }, \"resources\": [ " + Group.Replace("\"nginx\"", "\"[parameters('image')]\"", StringComparison.Ordinal) + " ]")),
            ("main.parameters.json", """{ "parameters": { "image": { "value": "nginx:1.27.1" } } }"""));
        Assess run = await Assess.Path(folder.Path);

        Assert.Equal("nginx:1.27.1", Assert.Single(run.Groups).Container[0].Image);
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_one_error()
    {
        Assess run = await Assess.Path(Path.Combine(Path.GetTempPath(), "no-such-file.json"));

        Assert.Equal(AciProblemKind.NotFound, Assert.Single(run.Problems).Kind);
    }

    [Fact]
    public async Task An_object_that_is_no_container_group_is_one_error()
    {
        Assess run = await Assess.Run([new ObjectInput { Tree = new Dictionary<string, object?> { ["colour"] = "green" }, TypeName = "Hashtable" }]);

        Assert.Equal("AciNotAContainerGroup", Assert.Single(run.Problems).Id);
        Assert.DoesNotContain(run.Findings, static f => f.Status == AciFindingStatus.Pass);
    }

    [Fact]
    public async Task A_settings_file_with_errors_stops_the_run_and_names_the_nearest_key()
    {
        using var folder = new SampleFolder((".acisecmon.json", """{ "profle": "Strict" }"""), ("good.json", Group));
        var options = new AssessmentOptions { Settings = new SettingsOptions { WorkingDirectory = folder.Path } };

        AciProblemException wrong = await Assert.ThrowsAsync<AciProblemException>(() => Assess.Path(folder.Path, options));
        Assert.Contains("profile", wrong.Problem.Message, StringComparison.Ordinal);
        Assert.Equal(1, wrong.Problem.Location?.Line);
    }

    [Fact]
    public async Task A_template_cut_off_anywhere_never_passes_a_rule()
    {
        for (int length = 1; length < Group.Length; length += 7)
        {
            Assess run = await Assess.Text(Group[..length]);
            Assert.Single(run.Problems);
            Assert.DoesNotContain(run.Findings, static f => f.Status == AciFindingStatus.Pass);
        }
    }

    private static string Template(string body) =>
        new StringBuilder("""{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", """).Append(body).Append('}').ToString();

    private sealed class SampleFolder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acisecmon-");

        public SampleFolder(params (string Name, string Text)[] files)
        {
            foreach ((string name, string text) in files) File.WriteAllText(System.IO.Path.Combine(folder.FullName, name), text);
        }

        public string Path => folder.FullName;

        public void Dispose() => folder.Delete(recursive: true);
    }
}
