using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A variable hands a static cloud credential to code that could use the group's identity instead. Judged by name alone, clear or secure.</summary>
internal sealed class CloudCredentialRule() : VariableRule("ACI-SEC-021")
{
    private const string Expected = "A managed identity of the group";

    protected override string Kept => "No variable is named as a static cloud credential.";

    protected override void JudgeVariable(EnvironmentVariable variable, Container container, Judgement judgement)
    {
        if (KnownName(variable) is not { } name)
        {
            if (variable.Name.IsUnresolved)
            {
                judgement.Unknown(variable.Place, variable.Name, $"Whether {SecretWords.Of(variable, container)} is named as a cloud credential could not be decided: {ValueText.WhyOpen(variable.Name)}.");
            }

            return;
        }

        if (CloudCredentialNames.ServiceOf(name) is not { } service || variable.Value is StringValue { Text.Length: 0 } || variable.SecureValue is StringValue { Text.Length: 0 }) return;
        string message = $"By its name, {SecretWords.Of(variable, container)} holds a static credential for {service}.";
        Value value = variable.Value.IsMissing ? variable.SecureValue : variable.Value;
        if (value.IsMissing) judgement.Fail(variable.Place, variable.Name, message, Expected);
        else judgement.FailSecret(variable.Place, value, SecretKinds.Credential, message, Expected);
    }
}
