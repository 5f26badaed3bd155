using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Templates;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A secret goes into an output that is not secure: the deployment history shows it to every Reader.</summary>
internal sealed class SecretOutputRule() : TemplateRule("ACI-SEC-011")
{
    public override void Judge(TemplateFacts template, Judgement judgement)
    {
        Place all = Place.Root.Of("outputs");
        foreach (TemplateOutput output in template.Outputs)
        {
            if (!output.IsSecure) JudgeOutput(output, judgement);
        }

        if (template.Outputs.Count == 0) judgement.NotApplicable(all, "The template has no outputs.");
        else judgement.PassUnlessObjected(all, "No output shows a secret.");
    }

    private static void JudgeOutput(TemplateOutput output, Judgement judgement)
    {
        Place place = TemplatePlaces.Output(output.Name, output.DeploymentPath).Of("value");
        string what = $"the output '{DisplayName.Of(output.Name)}'{TemplatePlaces.In(output.DeploymentPath)}";
        Value? open = null;
        foreach (ValuePart part in ValueParts.Of(place, output.Value))
        {
            if ((ClearSecret.ByFlow(part.Value) ?? ClearSecret.ByLook(part.Value)) is not { } secret)
            {
                if (HidesFlow(part.Value)) open ??= part.Value;
            }
            else if (part.Choice is { } choice)
            {
                open = choice;
            }
            else
            {
                judgement.FailSecret(place, part.Value, secret.Kind, $"The deployment history shows {what}: {secret.Reason}.", "No output, or a secure one", secret.Severity);
                return;
            }
        }

        if (open is not null) judgement.Unknown(place, open, $"Whether {what} shows a secret could not be decided: {ValueText.WhyOpen(open)}.");
    }

    /// <summary>What Azure answers at deployment time may be anything, but only what was not evaluated hides where it comes from.</summary>
    private static bool HidesFlow(Value value) => value is UnresolvedValue { Causes: var causes }
        && causes.Any(static c => c.Kind is not (CauseKind.RuntimeFunction or CauseKind.ParameterWithoutValue or CauseKind.Condition));
}
