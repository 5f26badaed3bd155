using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment.Tests.Support;

/// <summary>Compares what a rule says with what it should, each result written as status and place: <c>Fail ipAddress.type</c>.</summary>
internal static class RuleCheck
{
    /// <summary>
    /// The rule says exactly this of the group in a shape. Where the shape leaves properties out, it may say Unknown instead, and nothing else.
    /// </summary>
    public static void Says(Shape shape, Rule rule, GroupFixture fixture, params IReadOnlyList<string> expected) => Says(shape, rule, fixture, null, expected);

    /// <summary>The same under these settings.</summary>
    public static void Says(Shape shape, Rule rule, GroupFixture fixture, AssessmentSettings? settings, IReadOnlyList<string> expected)
    {
        IReadOnlyList<string> said = Written(RuleProbe.Judge(rule, fixture.PartIn(shape), settings));
        if (Shapes.Whole.Contains(shape)) Assert.Equal(expected.Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
        else Assert.All(said, result => Assert.True(expected.Contains(result) || result.StartsWith("Unknown ", StringComparison.Ordinal), $"{shape}: {result}"));
    }

    /// <summary>The rule says exactly this of a group.</summary>
    public static void Says(Rule rule, ContainerGroup group, params IReadOnlyList<string> expected) =>
        Assert.Equal(expected.Order(StringComparer.Ordinal), Written(RuleProbe.Judge(rule, group)).Order(StringComparer.Ordinal));

    /// <summary>The rule says exactly this of a group of which something is not known, as <see cref="OpenGroup"/> reads it.</summary>
    public static void SaysOfOpen(Rule rule, GroupFixture fixture, params IReadOnlyList<string> expected) => Says(rule, OpenGroup.Bind(fixture), expected);

    /// <summary>Status and place of each result.</summary>
    public static IReadOnlyList<string> Written(IReadOnlyList<RuleResult> results) => [.. results.Select(static r => $"{r.Status} {r.Place}")];
}
