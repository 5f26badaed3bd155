namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A file holds the secret itself in a slot that the service keeps secret. The files of secret volumes are ACI-SEC-018's.</summary>
internal sealed class LiteralSecretRule() : SecureSlotRule("ACI-SEC-004")
{
    protected override string Kept => "No secure slot holds a secret that stands in the file.";

    protected override bool Concerns(SecureSlot slot) => !slot.IsVolumeFile;

    protected override void JudgeSlot(SecureSlot slot, Judgement judgement)
    {
        if (LiteralSecret.IsIn(slot.Value))
        {
            string known = LiteralSecret.IsWellKnown(slot.Value) ? ", and it is one that everybody tries first" : string.Empty;
            judgement.FailSecret(slot.Place, slot.Value, slot.Kind, $"The secret for {slot.What} stands in clear in the file{known}.", "A secure parameter or a Key Vault reference");
        }
        else if (LiteralSecret.MayBe(slot.Value))
        {
            judgement.Unknown(slot.Place, slot.Value, $"Whether the secret for {slot.What} stands in the file could not be decided: {ValueText.WhyOpen(slot.Value)}.");
        }
    }
}
