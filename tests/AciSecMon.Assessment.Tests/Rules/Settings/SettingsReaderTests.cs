using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment.Tests.Rules.Settings;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acisecmon-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_nearest_file_upwards_from_the_working_directory_applies()
    {
        string deep = folder.CreateSubdirectory("a").CreateSubdirectory("b").FullName;
        Write(".acisecmon.json", """{ "profile": "Strict" }""");
        Assert.Equal("Strict", (await Read(new SettingsOptions { WorkingDirectory = deep })).Profile);
        Write("a/.acisecmon.json", """{ "profile": "Batch" }""");
        AssessmentSettings nearer = await Read(new SettingsOptions { WorkingDirectory = deep });
        Assert.Equal("Batch", nearer.Profile);
        Assert.Equal(Path.Combine(folder.FullName, "a", ".acisecmon.json"), nearer.Path);
    }

    [Fact]
    public async Task A_named_file_applies_and_may_be_relative()
    {
        Write(".acisecmon.json", """{ "profile": "Strict" }""");
        Write("ci.json", """{ "profile": "Regulated" }""");
        Assert.Equal("Regulated", (await Read(new SettingsOptions { WorkingDirectory = folder.FullName, SettingsPath = "ci.json" })).Profile);
        Assert.Equal("Regulated", (await Read(new SettingsOptions { SettingsPath = Path.Combine(folder.FullName, "ci.json") })).Profile);
    }

    [Fact]
    public async Task No_settings_means_none_even_where_a_file_with_errors_lies_there()
    {
        Write(".acisecmon.json", "{ nonsense");
        AssessmentSettings settings = await Read(new SettingsOptions { WorkingDirectory = folder.FullName, NoSettings = true });
        Assert.Equal("Baseline", settings.Profile);
        Assert.Null(settings.Path);
    }

    [Fact]
    public async Task A_profile_that_is_asked_for_applies_with_and_without_a_file()
    {
        Assert.Equal("Strict", (await Read(new SettingsOptions { NoSettings = true, Profile = "STRICT" })).Profile);
        Write(".acisecmon.json", """{ "profile": "Batch", "publicPorts": [ 443 ] }""");
        AssessmentSettings settings = await Read(new SettingsOptions { WorkingDirectory = folder.FullName, Profile = "Strict" });
        Assert.Equal("Strict", settings.Profile);
        Assert.Equal([443], settings.PublicPorts);
    }

    [Fact]
    public async Task A_profile_that_does_not_exist_is_an_error_with_the_nearest_one()
    {
        AciProblem problem = await ProblemOf(new SettingsOptions { Profile = "Basline" });
        Assert.Equal(("AciProfileUnknown", AciProblemKind.InvalidArgument), (problem.Id, problem.Kind));
        Assert.Contains("did you mean 'Baseline'?", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_file_that_is_not_there_is_an_error_and_never_the_defaults()
    {
        AciProblem problem = await ProblemOf(new SettingsOptions { WorkingDirectory = folder.FullName, SettingsPath = "missing.json" });
        Assert.Equal(("AciSettingsNotFound", AciProblemKind.NotFound), (problem.Id, problem.Kind));
        Assert.Contains(Path.Combine(folder.FullName, "missing.json"), problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_no_settings_file()
    {
        AciProblem problem = await ProblemOf(new SettingsOptions { SettingsPath = folder.FullName });
        Assert.Contains("is a folder", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_and_no_settings_at_once_is_an_error() =>
        Assert.Equal("AciSettingsConflict", (await ProblemOf(new SettingsOptions { SettingsPath = "a.json", NoSettings = true })).Id);

    [Fact]
    public async Task A_file_beyond_any_real_size_is_not_read()
    {
        Write(".acisecmon.json", new string(' ', (1024 * 1024) + 1));
        AciProblem problem = await ProblemOf(new SettingsOptions { WorkingDirectory = folder.FullName });
        Assert.Equal(("AciSettingsUnreadable", AciProblemKind.LimitExceeded), (problem.Id, problem.Kind));
    }

    [Fact]
    public async Task A_found_file_with_errors_stops_the_run()
    {
        Write(".acisecmon.json", """{ "profil": "Strict" }""");
        AciProblem problem = await ProblemOf(new SettingsOptions { WorkingDirectory = folder.FullName });
        Assert.Equal("AciSettingsInvalid", problem.Id);
        Assert.Equal(Path.Combine(folder.FullName, ".acisecmon.json"), problem.Target);
    }

    private static Task<AssessmentSettings> Read(SettingsOptions options) => SettingsReader.ReadAsync(options, TestContext.Current.CancellationToken);

    private static async Task<AciProblem> ProblemOf(SettingsOptions options) => (await Assert.ThrowsAsync<AciProblemException>(() => Read(options))).Problem;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.FullName, name), text);
}
