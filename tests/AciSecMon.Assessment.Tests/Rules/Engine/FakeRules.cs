using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Metadata;

namespace AciSecMon.Assessment.Tests.Rules.Engine;

/// <summary>A rule that says what a test tells it to.</summary>
internal sealed class FakeGroupRule(string id, Action<ContainerGroup, Judgement> judge) : GroupRule(id)
{
    public static RuleEntry Of(string id, Action<ContainerGroup, Judgement> judge, AciSeverity severity = AciSeverity.Medium) =>
        new(new FakeGroupRule(id, judge), FakeMetadata.Of(id, severity), severity);

    public override void Judge(ContainerGroup group, Judgement judgement) => judge(group, judgement);
}

internal static class FakeMetadata
{
    public static RuleMetadata Of(string id, AciSeverity severity) => new()
    {
        Id = id,
        Title = "A rule",
        Severity = severity,
        Category = AciRuleCategory.Network,
        Subject = AciSubjectType.ContainerGroup,
        Profiles = ["Baseline"],
        Controls = ["NS-1"],
        Rationale = "It matters.",
        Recommendation = "Repair it.",
    };
}
