using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A secure slot takes its secret from a parameter that is not secure, so that the deployment history keeps it in clear.</summary>
internal sealed class PlainParameterRule() : SecureSlotRule("ACI-SEC-005")
{
    protected override string Kept => "Every secure slot that takes a parameter takes a secure one.";

    protected override string? WhyNot(ContainerGroup group) => group.Shape == AciSourceKind.Template ? null : "Only a template has parameters.";

    protected override void JudgeSlot(SecureSlot slot, Judgement judgement)
    {
        Value value = slot.Value;
        if (!value.Origins.IsSecure && SecretWords.PlainParameters(value.Origins) is { Length: > 0 } parameters)
        {
            judgement.FailSecret(
                slot.Place, value, slot.Kind, $"The secret for {slot.What} comes from the parameter {parameters}, which is not secure: the deployment history keeps it in clear.",
                "A parameter of the type secureString or secureObject");
        }
        else if (LiteralSecret.MayBe(value))
        {
            judgement.Unknown(slot.Place, value, $"Where the secret for {slot.What} comes from could not be decided: {ValueText.WhyOpen(value)}.");
        }
    }
}
