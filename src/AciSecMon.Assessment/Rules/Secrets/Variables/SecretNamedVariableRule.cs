using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A variable whose name says that it is a secret has its value in clear. An entry with only a name, or with an empty value, holds none.</summary>
internal sealed class SecretNamedVariableRule() : VariableRule("ACI-SEC-001")
{
    protected override string Kept => "No variable whose name stands for a secret has its value in clear.";

    protected override void JudgeVariable(EnvironmentVariable variable, Container container, Judgement judgement)
    {
        Value value = variable.Value;
        if (value.IsMissingOrEmpty()) return;
        Place place = variable.Place.Of("value");
        string what = SecretWords.Of(variable, container);
        if (KnownName(variable) is not { } name)
        {
            if (variable.Name.IsUnresolved) judgement.Unknown(place, variable.Name, $"Whether {what} is named as a secret could not be decided: {ValueText.WhyOpen(variable.Name)}.");
            return;
        }

        if (ClearSecret.ByName(name, value) is { } secret)
        {
            judgement.FailSecret(place, value, secret.Kind, $"The value of {what} is in clear, and {secret.Reason}.", "secureValue or secureValueReference", secret.Severity);
        }
        else if (value.IsUnresolved && SecretNames.Classify(name).Strength != SecretNameStrength.None)
        {
            judgement.Unknown(place, value, $"Whether {what} has its value in clear could not be decided: {ValueText.WhyOpen(value)}.");
        }
    }
}
