using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Settings;

namespace AciSecMon.Assessment.Tests.Support;

/// <summary>Runs one rule on one group, as the engine does, and makes sure that it says something of every subject.</summary>
internal static class RuleProbe
{
    /// <summary>What the rule says of the group, or of all of its containers.</summary>
    public static IReadOnlyList<RuleResult> Judge(Rule rule, ContainerGroup group, AssessmentSettings? settings = null) =>
        Judge(rule, group, new EstatePart { Source = group.Source, Groups = [new GroupEntry { Variants = [new([], group)] }] }, settings);

    /// <summary>What the rule says of the only group of a part of the estate, with its neighbours.</summary>
    public static IReadOnlyList<RuleResult> Judge(Rule rule, EstatePart part, AssessmentSettings? settings = null) =>
        Judge(rule, Assert.Single(part.Groups).Group, part, settings);

    /// <summary>What the rule says of a group beside these neighbours.</summary>
    public static IReadOnlyList<RuleResult> Judge(Rule rule, ContainerGroup group, IReadOnlyList<Neighbour> neighbours, AssessmentSettings? settings = null) =>
        Judge(rule, group, new EstatePart { Source = group.Source, Groups = [new GroupEntry { Variants = [new([], group)] }], Neighbours = neighbours }, settings);

    /// <summary>A neighbour of that type and name.</summary>
    public static Neighbour NeighbourOf(string type, Value name) => new(type, name, ObjectValue.Empty, isExisting: false);

    private static IReadOnlyList<RuleResult> Judge(Rule rule, ContainerGroup group, EstatePart part, AssessmentSettings? settings)
    {
        var judgement = new Judgement(settings ?? AssessmentSettings.Default, part);
        switch (rule)
        {
            case GroupRule groupRule:
                groupRule.Judge(group, judgement);
                Assert.NotEmpty(judgement.Results);
                return [.. judgement.Results];
            case ContainerRule containerRule:
                return [.. group.Containers.Items.SelectMany(container => JudgeOne(containerRule, container, group, judgement))];
            default:
                throw new ArgumentException("The rule is neither on groups nor on containers.", nameof(rule));
        }
    }

    private static List<RuleResult> JudgeOne(ContainerRule rule, Container container, ContainerGroup group, Judgement judgement)
    {
        judgement.Reset();
        rule.Judge(container, group, judgement);
        Assert.NotEmpty(judgement.Results);
        return [.. judgement.Results];
    }
}
