using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Templates;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A secure parameter of a nested deployment takes its secret from a parameter around it that is not secure: there the history keeps it in clear.</summary>
internal sealed class GivenInClearRule() : TemplateRule("ACI-SEC-005")
{
    public override void Judge(TemplateFacts template, Judgement judgement)
    {
        Place all = Place.Root.Of("deployments");
        bool any = false;
        foreach (TemplateParameter parameter in template.Parameters)
        {
            if (!parameter.IsSecure || parameter.DeploymentPath.Length == 0 || parameter.GivenValue.IsMissing) continue;
            any = true;
            JudgeGiven(parameter, judgement);
        }

        if (any) judgement.PassUnlessObjected(all, "Every nested deployment is given its secrets by secure parameters.");
        else judgement.NotApplicable(all, "No nested deployment has a secure parameter that is given a value.");
    }

    private static void JudgeGiven(TemplateParameter parameter, Judgement judgement)
    {
        Place place = TemplatePlaces.Parameter(parameter.Name, parameter.DeploymentPath).Of("value");
        foreach (ValuePart part in ValueParts.Of(place, parameter.GivenValue))
        {
            if (part.Value.Origins.IsSecure || SecretWords.PlainParameters(part.Value.Origins) is not { Length: > 0 } sources) continue;
            judgement.FailSecret(
                place, part.Value, SecretKinds.Secret,
                $"The secure parameter '{DisplayName.Of(parameter.Name)}'{TemplatePlaces.In(parameter.DeploymentPath)} is given the parameter {sources}, which is not secure: the deployment history keeps it in clear.",
                "A parameter of the type secureString or secureObject");
            return;
        }
    }
}
