using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>
/// A secure parameter, a list function or a Key Vault reference flows into the clear value of a variable, by whatever expressions. Holds even where the
/// value is not known: that a secret flows there is.
/// </summary>
internal sealed class SecureInputInClearRule() : VariableRule("ACI-SEC-003")
{
    protected override string Kept => "No secure input flows into the clear value of a variable.";

    protected override string? WhyNot(ContainerGroup group) => group.Shape == AciSourceKind.Template
        ? null
        : "Only a template shows which inputs flow into a value.";

    protected override void JudgeVariable(EnvironmentVariable variable, Container container, Judgement judgement)
    {
        Value value = variable.Value;
        Place place = variable.Place.Of("value");
        string what = SecretWords.Of(variable, container);
        if (ClearSecret.ByFlow(value) is { } secret)
        {
            judgement.FailSecret(
                place, value, secret.Kind, $"The clear value of {what} comes from {SecretWords.SecureSources(value.Origins)}, so that everyone who can read the group can read that secret.",
                "secureValue or secureValueReference");
        }
        else if (HidesFlow(value))
        {
            judgement.Unknown(place, value, $"Whether a secure input flows into the clear value of {what} could not be decided: {ValueText.WhyOpen(value)}.");
        }
    }

    /// <summary>
    /// A parameter without value and a function that only Azure answers keep the account of their inputs; what was not evaluated does not.
    /// </summary>
    private static bool HidesFlow(Value value)
    {
        IReadOnlyList<UnresolvedCause> causes = value switch
        {
            UnresolvedValue unresolved => unresolved.Causes,
            ChoiceValue choice => choice.ToUnresolved().Causes,
            _ => [],
        };
        return causes.Any(static c => c.Kind is not (CauseKind.ParameterWithoutValue or CauseKind.RuntimeFunction or CauseKind.Condition));
    }
}
