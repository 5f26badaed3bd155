using System.Globalization;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Policy;
using BenchmarkDotNet.Attributes;

namespace AciSecMon.Benchmarks;

/// <summary>
/// Policies on resources that are already read, without a trace. Budgets: the module's own definitions on 50,000 groups per second and core, 500,000 verdicts per second where
/// 3,000 definitions meet resources that most of them are not about, and 3,000 definitions read in two seconds.
/// </summary>
[MemoryDiagnoser]
public class PolicyBenchmarks
{
    private const int Groups = 1_000;
    private const int Resources = 40;
    private const int Definitions = 3_000;

    private static readonly HashSet<AciPolicyState> Every = [.. Enum.GetValues<AciPolicyState>()];
    private static readonly PolicyOptions Own = new() { Name = ["acisecmon-*"], State = Every };

    private readonly List<EstateInput> groups = [];
    private readonly List<PolicySubject> mixed = [];
    private readonly List<BoundPolicy> many = [];
    private readonly PolicyOptions library = new() { Policy = [.. Enumerable.Range(0, Definitions).Select(Definition)], State = Every };
    private readonly List<PolicySubject> read = [];
    private IReadOnlyList<LoadedPolicy> own = [];

    [GlobalSetup]
    public async Task Read()
    {
        own = await new PolicyLoader(new Quiet()).LoadAsync(Own, CancellationToken.None).ConfigureAwait(false);
        many.AddRange((await new PolicyLoader(new Quiet()).LoadAsync(library, CancellationToken.None).ConfigureAwait(false)).Select(static one => one.Policy));
        for (int i = 0; i < Groups; i++) groups.Add(new ObjectInput { Json = SampleGroups.Resource(i) });
        foreach (EstateInput input in groups)
        {
            await foreach (EstateRead part in EstateReader.ReadAsync(input, new ReadOptions(), CancellationToken.None).ConfigureAwait(false))
                read.AddRange(part.Part!.Groups.Select(static entry => SubjectOf(entry.Group.Resource)));
        }

        for (int i = 0; i < Resources; i++) mixed.Add(read[i]);
    }

    [Benchmark(OperationsPerInvoke = Groups)]
    public int JudgeGroupsByOwnDefinitions() => read.Sum(subject => own.Count(policy => PolicyEvaluator.Judge(policy.Policy, subject).State == AciPolicyState.NonCompliant));

    [Benchmark(OperationsPerInvoke = Resources * Definitions)]
    public int JudgeByManyDefinitions() => mixed.Sum(subject => many.Count(policy => PolicyEvaluator.Judge(policy, subject).State == AciPolicyState.NonCompliant));

    [Benchmark]
    public async Task<int> LoadManyDefinitions() => (await new PolicyLoader(new Quiet()).LoadAsync(library, CancellationToken.None).ConfigureAwait(false)).Count;

    private static PolicySubject SubjectOf(Assessment.Documents.ObjectValue resource) => new() { Resource = resource, Now = DateTimeOffset.UnixEpoch };

    // One in fifty is about container groups, as few of those that Microsoft brings are about any one type.
    private static EstateInput Definition(int number) => new ObjectInput
    {
        Json = string.Create(CultureInfo.InvariantCulture, $$"""
            {
              "name": "definition-{{number}}",
              "properties": {
                "displayName": "Definition {{number}}", "mode": "Indexed",
                "parameters": { "effect": { "type": "String", "allowedValues": [ "Audit", "Deny", "Disabled" ], "defaultValue": "Audit" } },
                "policyRule": {
                  "if": { "allOf": [
                    { "field": "type", "equals": "{{(number % 50 == 0 ? "Microsoft.ContainerInstance/containerGroups" : $"Microsoft.Sample/kind{number}")}}" },
                    { "count": { "field": "Microsoft.ContainerInstance/containerGroups/containers[*]", "where": { "field": "Microsoft.ContainerInstance/containerGroups/containers[*].image", "notLike": "*.azurecr.io/*" } }, "greater": 0 }
                  ] },
                  "then": { "effect": "[parameters('effect')]" }
                }
              }
            }
            """),
    };
}
