using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Engine;

public sealed class VariantMergeTests
{
    private static readonly ConditionSymbol Private = new("parameters('private')", []);
    private static readonly ConditionSymbol Small = new("parameters('small')", []);
    private static readonly ContainerGroup Group = GroupFixture.Complete.In(Shape.Template);
    private static readonly RuleEntry Rule = FakeGroupRule.Of("ACI-TEST-001", static (_, _) => { });
    private static readonly Place Address = Place.Root.Of("ipAddress");

    [Fact]
    public void Where_every_combination_fails_the_verdict_is_Fail()
    {
        JudgedResult merged = Assert.Single(VariantMerge.Merge(Variants(Private), [[Result(AciFindingStatus.Fail)], [Result(AciFindingStatus.Fail)]]));

        Assert.Equal(AciFindingStatus.Fail, merged.Result.Status);
    }

    [Fact]
    public void Where_the_combinations_differ_the_verdict_is_Unknown_and_names_the_condition()
    {
        JudgedResult merged = Assert.Single(VariantMerge.Merge(Variants(Private), [[Result(AciFindingStatus.Fail)], [Result(AciFindingStatus.Pass)]]));

        Assert.Equal(AciFindingStatus.Unknown, merged.Result.Status);
        Assert.Contains("parameters('private')", merged.Result.Message, StringComparison.Ordinal);
        Assert.Equal(CauseKind.Condition, Assert.Single(merged.Result.Causes).Kind);
    }

    [Fact]
    public void A_place_that_only_some_combinations_have_and_that_fails_there_is_Unknown_not_Pass()
    {
        var port = Result(AciFindingStatus.Fail, Place.Root.Of("ipAddress").Of("ports", "22/TCP"));
        List<JudgedResult> merged = VariantMerge.Merge(Variants(Private), [[port], [Result(AciFindingStatus.Pass)]]);

        Assert.Equal(AciFindingStatus.Unknown, Assert.Single(merged).Result.Status);
    }

    [Fact]
    public void Only_the_condition_that_makes_the_difference_is_named()
    {
        // Order of the combinations: both true, only the second false, only the first false, both false. Only the first condition decides.
        List<JudgedResult> merged = VariantMerge.Merge(
            Variants(Private, Small),
            [[Result(AciFindingStatus.Pass)], [Result(AciFindingStatus.Pass)], [Result(AciFindingStatus.Fail)], [Result(AciFindingStatus.Fail)]]);

        Assert.Equal("parameters('private')", Assert.Single(Assert.Single(merged).Result.Causes).Text);
    }

    [Fact]
    public void Pass_under_every_combination_stays_Pass()
    {
        List<JudgedResult> merged = VariantMerge.Merge(Variants(Private), [[Result(AciFindingStatus.Pass)], [Result(AciFindingStatus.Pass)]]);

        Assert.Equal(AciFindingStatus.Pass, Assert.Single(merged).Result.Status);
    }

    [Fact]
    public void A_rule_that_applies_under_some_combinations_only_and_is_kept_there_is_Pass()
    {
        List<JudgedResult> merged = VariantMerge.Merge(Variants(Private), [[Result(AciFindingStatus.NotApplicable, Place.Root)], [Result(AciFindingStatus.Pass)]]);

        Assert.Equal(AciFindingStatus.Pass, Assert.Single(merged).Result.Status);
    }

    private static JudgedResult Result(AciFindingStatus status, Place? place = null) =>
        new(Rule, new RuleResult(status, place ?? Address, "Something was found.", MissingValue.Instance, EvidenceKind.None), null);

    private static List<GroupVariant> Variants(params ConditionSymbol[] conditions) =>
    [
        .. Enumerable.Range(0, 1 << conditions.Length).Select(bits => new GroupVariant(
            [.. conditions.Select((c, i) => (c, (bits >> (conditions.Length - 1 - i) & 1) == 0))], Group)),
    ];
}
