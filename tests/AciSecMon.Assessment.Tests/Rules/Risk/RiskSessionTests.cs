using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Risk;

/// <summary>The risk row as a person gets it, through the engine.</summary>
public sealed class RiskSessionTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acisecmon-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Rules_that_were_kept_count_as_decided()
    {
        AciRisk risk = await RiskOf(GroupFixture.FromContainer(
            """{ "image": "mcr.microsoft.com/azure-cli:2.70.0@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" }"""), "{}");
        Assert.Equal(("Trusted", "None"), (risk.ImageTrust, risk.Exposure));
    }

    [Fact]
    public async Task Severities_of_the_settings_weigh_in_the_score()
    {
        GroupFixture fixture = GroupFixture.FromProperties("""{ "ipAddress": { "type": "Public", "ports": [ { "port": 22 } ] } }""");
        AciRisk risk = await RiskOf(fixture, "{}");
        AciRisk lenient = await RiskOf(fixture, """{ "severity": { "ACI-NET-004": "Informational" } }""");
        Assert.True(lenient.Score < risk.Score);
    }

    [Fact]
    public async Task Groups_of_which_rows_were_made_are_counted()
    {
        (_, AssessmentSummary summary) = await RunOf(GroupFixture.FromProperties("""{ "ipAddress": { "type": "Public", "ports": [ { "port": 22 } ] } }"""), "{}");
        Assert.Equal(1, summary.Groups);
        Assert.True(summary.Failures[AciSeverity.High] > 0);
    }

    private async Task<AciRisk> RiskOf(GroupFixture fixture, string settings) => (await RunOf(fixture, settings)).Risk;

    private async Task<(AciRisk Risk, AssessmentSummary Summary)> RunOf(GroupFixture fixture, string settings)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        string file = Path.Combine(folder.FullName, "group.json");
        string settingsFile = Path.Combine(folder.FullName, "settings.json");
        await File.WriteAllTextAsync(file, ServiceView.Of(fixture.Json), cancellationToken);
        await File.WriteAllTextAsync(settingsFile, settings, cancellationToken);
        IAssessmentSession session = await new AssessmentEngine().OpenAssessmentAsync(
            new AssessmentOptions { Settings = new SettingsOptions { SettingsPath = settingsFile } }, new SilentReporter(), cancellationToken);
        var risks = new List<AciRisk>();
        await foreach (AciRisk risk in session.AssessRiskAsync([new PathInput { FullPath = file }], cancellationToken)) risks.Add(risk);
        return (Assert.Single(risks), session.Summary);
    }

    /// <summary>A run in which nobody listens; a problem would be a fault of the test.</summary>
    private sealed class SilentReporter : IAciReporter
    {
        public ValueTask VerboseAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask DebugAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask InformationAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask WarningAsync(string message, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask ProblemAsync(AciProblem problem, CancellationToken cancellationToken) => throw new AciProblemException(problem);

        public ValueTask ProgressAsync(string status, int done, int total, CancellationToken cancellationToken) => ValueTask.CompletedTask;
    }
}
