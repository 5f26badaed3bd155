using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Secrets;
using AciSecMon.Assessment.Templates;

namespace AciSecMon.Assessment.Rules.Governance;

/// <summary>The template asks for secrets that it does not use, or has parameters for linked files that it does not link.</summary>
internal sealed class TemplateHygieneRule() : TemplateRule("ACI-GOV-011")
{
    private static readonly string[] OfLinkedFiles = ["_artifactsLocation", "_artifactsLocationSasToken"];

    public override void Judge(TemplateFacts template, Judgement judgement)
    {
        Place all = Place.Root.Of("parameters");
        foreach (TemplateParameter parameter in template.Parameters)
        {
            bool isForLinks = Array.Exists(OfLinkedFiles, n => string.Equals(n, parameter.Name, StringComparison.OrdinalIgnoreCase));
            if ((!parameter.IsSecure && !isForLinks) || parameter.IsUsed) continue;
            string what = isForLinks ? "for linked files, of which it has none" : "for a secret, which it does not use";
            var name = new StringValue(parameter.Name, parameter.Location);
            judgement.Fail(
                TemplatePlaces.Parameter(parameter.Name, parameter.DeploymentPath), name,
                $"The template asks with '{DisplayName.Of(parameter.Name)}'{TemplatePlaces.In(parameter.DeploymentPath)} {what}.", "No such parameter");
        }

        judgement.PassUnlessObjected(all, "The template asks for nothing that it does not use.");
    }
}
