using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Templates;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>
/// A secure parameter is given its secret by a text: in the parameter file, or in the template that contains the nested deployment. The same fault as a text in
/// the slot itself, one step earlier.
/// </summary>
internal sealed class GivenLiteralRule() : TemplateRule("ACI-SEC-004")
{
    public override void Judge(TemplateFacts template, Judgement judgement)
    {
        Place all = Place.Root.Of("parameters");
        bool any = false;
        foreach (TemplateParameter parameter in template.Parameters)
        {
            if (!parameter.IsSecure || parameter.GivenValue.IsMissing) continue;
            any = true;
            JudgeGiven(parameter, judgement);
        }

        if (any) judgement.PassUnlessObjected(all, "No secure parameter is given a secret that stands in a file.");
        else judgement.NotApplicable(all, "No secure parameter is given a value.");
    }

    private static void JudgeGiven(TemplateParameter parameter, Judgement judgement)
    {
        Place place = TemplatePlaces.Parameter(parameter.Name, parameter.DeploymentPath).Of("value");
        foreach (ValuePart part in ValueParts.Of(place, parameter.GivenValue))
        {
            if (part.Value.Origins.Members.Any(static o => o.Kind is OriginKind.Parameter or OriginKind.KeyVaultReference) || !LiteralSecret.IsText(part.Value)) continue;
            string where = parameter.DeploymentPath.Length == 0 ? "in the parameter file" : "in the template around it";
            string known = LiteralSecret.IsWellKnown(part.Value) ? ", and it is one that everybody tries first" : string.Empty;
            judgement.FailSecret(
                place, part.Value, SecretKinds.Secret,
                $"The secret for the secure parameter '{DisplayName.Of(parameter.Name)}'{TemplatePlaces.In(parameter.DeploymentPath)} stands in clear {where}{known}.", "A Key Vault reference");
            return;
        }
    }
}
