using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Secrets;
using AciSecMon.Assessment.Rules.Settings;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Secrets;

/// <summary>Short ways to ask the rules on secrets and to look at their answers.</summary>
internal static class Verdicts
{
    /// <summary>What a rule on groups or containers says of a group.</summary>
    public static IReadOnlyList<RuleResult> Of(string id, ContainerGroup group) => RuleProbe.Judge(Rule(id), group);

    /// <summary>What a rule on templates says.</summary>
    public static IReadOnlyList<RuleResult> Of(string id, TemplateFacts template)
    {
        var judgement = new Judgement(AssessmentSettings.Default, new EstatePart { Source = template.File, Groups = [], Template = template });
        SecretRules.All.OfType<TemplateRule>().Single(r => r.Id == "ACI-" + id).Judge(template, judgement);
        Assert.NotEmpty(judgement.Results);
        return judgement.Results;
    }

    public static Rule Rule(string id) => SecretRules.All.Single(r => r.Id == "ACI-" + id && r is not TemplateRule);

    /// <summary>The results as <c>Fail containers[web].command</c>, in order.</summary>
    public static IEnumerable<string> Lines(this IReadOnlyList<RuleResult> results) => results.Select(static r => $"{r.Status} {r.Place}".TrimEnd());

    /// <summary>Everything that a result shows, evidence included.</summary>
    public static string Shown(this RuleResult result)
    {
        var evidence = new EvidenceText(new SecretTag());
        return $"{result.Place} {result.Message} {result.Expected} {result.SecretKind} {evidence.Of(result.Value, result.Evidence, result.SecretKind)} {string.Join(' ', result.Causes)}";
    }
}
