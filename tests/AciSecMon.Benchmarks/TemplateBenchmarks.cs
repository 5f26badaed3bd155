using AciSecMon.Assessment;
using BenchmarkDotNet.Attributes;

namespace AciSecMon.Benchmarks;

/// <summary>From a file to its findings. Budgets: a typical template under 1 ms; 1.9 MB under 300 ms; 3.3 MB under 400 ms and 60 MB.</summary>
[MemoryDiagnoser]
public class TemplateBenchmarks
{
    private readonly AssessmentEngine engine = new();
    private readonly Quiet quiet = new();
    private string folder = string.Empty;

    [GlobalSetup]
    public void Write()
    {
        folder = Directory.CreateTempSubdirectory("acisecmon-benchmarks-").FullName;
        File.WriteAllText(Path.Combine(folder, "typical.json"), SampleTemplates.Typical);
        File.WriteAllText(Path.Combine(folder, "large-1900k.json"), SampleTemplates.Large(1_900_000));
        File.WriteAllText(Path.Combine(folder, "large-3300k.json"), SampleTemplates.Large(3_300_000));
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(folder, recursive: true);

    [Benchmark]
    public Task<int> Typical() => Assess("typical.json");

    [Benchmark]
    public Task<int> Large1900K() => Assess("large-1900k.json");

    [Benchmark]
    public Task<int> Large3300K() => Assess("large-3300k.json");

    private async Task<int> Assess(string name)
    {
        var options = new AssessmentOptions { Settings = new SettingsOptions { NoSettings = true } };
        IAssessmentSession session = await engine.OpenAssessmentAsync(options, quiet, CancellationToken.None).ConfigureAwait(false);
        int count = 0;
        await foreach (AciSecurityFinding _ in session.AssessAsync([new PathInput { FullPath = Path.Combine(folder, name) }], CancellationToken.None).ConfigureAwait(false)) count++;
        return count > 0 ? count : throw new InvalidOperationException("The template gave no finding.");
    }
}
