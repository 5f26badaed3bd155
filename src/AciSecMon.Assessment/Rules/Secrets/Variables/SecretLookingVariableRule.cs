using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A variable's clear value looks like a secret, although its name does not say so. What ACI-SEC-001 reports by name is not reported again.</summary>
internal sealed class SecretLookingVariableRule() : VariableRule("ACI-SEC-002")
{
    protected override string Kept => "No clear value of a variable looks like a secret.";

    protected override void JudgeVariable(EnvironmentVariable variable, Container container, Judgement judgement)
    {
        Value value = variable.Value;
        if (value.IsMissingOrEmpty() || (KnownName(variable) is { } name && ClearSecret.ByName(name, value) is { Severity: null })) return;
        Place place = variable.Place.Of("value");
        string what = SecretWords.Of(variable, container);
        if (ClearSecret.ByLook(value) is { } secret)
        {
            judgement.FailSecret(place, value, secret.Kind, $"The value of {what} is in clear, and {secret.Reason}.", "secureValue or secureValueReference", secret.Severity);
        }
        else if (!value.Origins.IsSecure && ClearSlots.IsOpen(value))
        {
            judgement.Unknown(place, value, $"Whether the clear value of {what} is a secret could not be decided: {ValueText.WhyOpen(value)}.");
        }
    }
}
