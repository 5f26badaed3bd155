using System.Text.Json.Nodes;
using AciSecMon.Assessment.Tests.Support;
using CsCheck;

namespace AciSecMon.Assessment.Tests.EndToEnd;

/// <summary>What must not change a verdict does not.</summary>
public sealed class StabilityTests
{
    [Fact]
    public async Task Two_runs_over_the_same_file_give_the_same_findings()
    {
        Assess first = await Assess.In(Shape.Template, GroupFixture.Complete);
        Assess second = await Assess.In(Shape.Template, GroupFixture.Complete);

        Assert.Equal(Keys(first), Keys(second));
    }

    [Fact]
    public Task Findings_do_not_depend_on_the_order_of_keys() => Gen.Int.SampleAsync(
        static async seed =>
        {
            JsonNode shuffled = Shuffle(JsonNode.Parse(GroupFixture.Complete.Json)!, new Random(seed));
            Assess plain = await Assess.In(Shape.GetResponse, GroupFixture.Complete);
            Assess other = await Assess.In(Shape.GetResponse, GroupFixture.FromResource(shuffled.ToJsonString()));
            Assert.Equal(Keys(plain).Order(StringComparer.Ordinal), Keys(other).Order(StringComparer.Ordinal));
        },
        iter: 20);

    [Fact]
    public async Task Per_group_the_most_severe_findings_come_first()
    {
        Assess run = await Assess.In(Shape.GetResponse, GroupFixture.Complete, Assess.Default());

        AciSeverity[] severities = [.. run.Findings.Where(static f => f.Source == AciFindingSource.Configuration).Select(static f => f.Severity)];
        Assert.NotEmpty(severities);
        Assert.Equal(severities.OrderDescending(), severities);
    }

    private static List<string> Keys(Assess run) => [.. run.Findings.Select(static f => $"{f.RuleId} {f.Status} {f.MatchKey}")];

    private static JsonNode Shuffle(JsonNode node, Random random) => node switch
    {
        JsonObject thing => new JsonObject(thing.ToArray().OrderBy(_ => random.Next()).Select(p => KeyValuePair.Create(p.Key, p.Value is null ? null : Shuffle(p.Value, random)))),
        JsonArray list => new JsonArray([.. list.Select(item => item is null ? null : Shuffle(item, random))]),
        _ => node.DeepClone(),
    };
}
