using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Settings;
using BenchmarkDotNet.Attributes;

namespace AciSecMon.Benchmarks;

/// <summary>Rules on groups that are already read, with the findings that are emitted by default. Budget: 20,000 groups per second and core.</summary>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private const int Groups = 1_000;

    private readonly List<EstatePart> parts = [];
    private AssessmentSession session = null!;

    [GlobalSetup]
    public async Task Read()
    {
        session = new AssessmentSession(new AssessmentOptions(), AssessmentSettings.Default, [], new Quiet(), TimeProvider.System);
        for (int i = 0; i < Groups; i++)
        {
            var input = new ObjectInput { Json = SampleGroups.Resource(i) };
            await foreach (EstateRead read in EstateReader.ReadAsync(input, new ReadOptions(), CancellationToken.None).ConfigureAwait(false)) parts.Add(read.Part!);
        }
    }

    [Benchmark(OperationsPerInvoke = Groups)]
    public int Judge()
    {
        int count = 0;
        foreach (EstatePart part in parts) count += session.Assess(new EstateRead(part.Source, part, [], null), CancellationToken.None).Count();
        return count;
    }
}
