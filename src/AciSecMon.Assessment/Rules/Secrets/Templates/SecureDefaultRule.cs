using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Templates;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>
/// A secure parameter has a default. An empty one asks for nothing, newGuid() differs in every deployment, and another secure parameter is judged by itself;
/// any other default is known to everyone who has the file, or can be computed.
/// </summary>
internal sealed class SecureDefaultRule() : TemplateRule("ACI-SEC-006")
{
    public override void Judge(TemplateFacts template, Judgement judgement)
    {
        Place all = Place.Root.Of("parameters");
        bool any = false;
        foreach (TemplateParameter parameter in template.Parameters)
        {
            if (!parameter.IsSecure) continue;
            any = true;
            if (!parameter.DefaultValue.IsMissing) JudgeDefault(parameter, judgement);
        }

        if (any) judgement.PassUnlessObjected(all, "No secure parameter has a default that others can know.");
        else judgement.NotApplicable(all, "The template has no secure parameters.");
    }

    private static void JudgeDefault(TemplateParameter parameter, Judgement judgement)
    {
        Place place = TemplatePlaces.Parameter(parameter.Name, parameter.DeploymentPath).Of("defaultValue");
        string what = $"the secure parameter '{DisplayName.Of(parameter.Name)}'{TemplatePlaces.In(parameter.DeploymentPath)}";
        Value? open = null;
        foreach (ValuePart part in ValueParts.Of(place, parameter.EvaluatedDefault))
        {
            if (IsFromSecureParameter(part.Value)) continue;
            if (LiteralSecret.IsText(part.Value))
            {
                string known = LiteralSecret.IsWellKnown(part.Value) ? ", and it is one that everybody tries first" : string.Empty;
                judgement.FailSecret(place, Located(parameter, part.Value), SecretKinds.Secret, $"The default of {what} stands in the file{known}.", "No default");
                return;
            }

            if (part.Value is UnresolvedValue unresolved && !IsNew(unresolved)) open ??= unresolved;
        }

        if (open is not null) JudgeOpen(open, place, what, judgement);
    }

    /// <summary>A default that is computed from what others know is no secret; what could not be evaluated may be anything.</summary>
    private static void JudgeOpen(Value open, Place place, string what, Judgement judgement)
    {
        if (open is UnresolvedValue { Causes: var causes } && causes.All(static c => c.Kind is CauseKind.RuntimeFunction))
        {
            judgement.Fail(place, open, $"The default of {what} is computed from what others can know.", "No default, or newGuid()");
        }
        else
        {
            judgement.Unknown(place, open, $"Whether the default of {what} is a secret that others can know could not be decided: {ValueText.WhyOpen(open)}.");
        }
    }

    private static bool IsFromSecureParameter(Value value) => value.Origins.Members.Any(static o => o.IsSecure && o.Kind is not OriginKind.DefaultValue);

    private static bool IsNew(UnresolvedValue value) =>
        value.Expression.Contains("newGuid(", StringComparison.OrdinalIgnoreCase) || value.Causes.Any(static c => c.Text.Contains("newGuid(", StringComparison.OrdinalIgnoreCase));

    private static Value Located(TemplateParameter parameter, Value value) => value.Location.File is null ? value.WithLocation(parameter.DefaultValue.Location) : value;
}
