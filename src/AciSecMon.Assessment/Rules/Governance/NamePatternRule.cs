using System.Text.RegularExpressions;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Governance;

/// <summary>The name does not follow the setting <c>namePattern</c>.</summary>
internal sealed class NamePatternRule() : GroupRule("ACI-GOV-002")
{
    private static readonly Place At = Place.Root.Of("name");

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        if (judgement.Settings.NameExpression is not { } pattern)
        {
            judgement.NotApplicable(At, "The setting namePattern asks for nothing.");
        }
        else if (group.Name.AsText() is not { Length: > 0 } name)
        {
            judgement.Undecided(At, group.Name, $"Whether the name of the group follows namePattern could not be decided: {ValueText.WhyOpen(group.Name)}.", "Write a name.");
        }
        else
        {
            JudgeName(name, group.Name, pattern, judgement);
        }
    }

    private static void JudgeName(string name, Value value, Regex pattern, Judgement judgement)
    {
        try
        {
            if (pattern.IsMatch(name)) judgement.Pass(At, "The name follows namePattern.");
            else judgement.Fail(At, value, "The name of the group does not follow the setting namePattern.", $"A name that matches {pattern}");
        }
        catch (RegexMatchTimeoutException)
        {
            judgement.Unknown(At, value, "Whether the name of the group follows namePattern could not be decided: matching took too long.", "Write namePattern without nested repetitions.");
        }
    }
}
