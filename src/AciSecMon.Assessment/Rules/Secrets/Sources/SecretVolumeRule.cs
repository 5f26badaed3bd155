using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>
/// A file holds the content of a secret volume, in base64, which protects nothing. Public certificates may stand there; plain configuration that looks like no
/// secret weighs less.
/// </summary>
internal sealed class SecretVolumeRule() : SecureSlotRule("ACI-SEC-018")
{
    private static readonly string[] ConfigurationEndings =
        [".conf", ".cnf", ".cfg", ".ini", ".properties", ".html", ".css", ".js", ".txt", ".md", ".sh", ".xml", ".yaml", ".yml", ".json", ".toml", ".sql"];

    private static readonly string[] CertificateEndings = [".crt", ".cer", ".pem", ".ca", ".pub"];

    protected override string Kept => "No content of a secret volume stands in the file.";

    protected override bool Concerns(SecureSlot slot) => slot.IsVolumeFile;

    protected override void JudgeSlot(SecureSlot slot, Judgement judgement)
    {
        if (LiteralSecret.IsIn(slot.Value))
        {
            JudgeLiteral(slot, judgement);
        }
        else if (LiteralSecret.MayBe(slot.Value))
        {
            judgement.Unknown(slot.Place, slot.Value, $"Whether {slot.What} stands in the file could not be decided: {ValueText.WhyOpen(slot.Value)}.");
        }
    }

    private static void JudgeLiteral(SecureSlot slot, Judgement judgement)
    {
        const string Expected = "A secure parameter, or secretReference to Key Vault";
        string text = slot.Value.AsText() ?? string.Empty;
        string? content = RandomText.DecodeReadable(text);
        string? kind = SecretShapes.KindOf(text) ?? (content is null ? null : SecretShapes.KindOf(content));
        if (content is not null && kind is null && IsPublic(content)) return;
        bool isPlain = content is not null && kind is null && EndsWithAny(slot, ConfigurationEndings);
        if (isPlain)
        {
            judgement.FailSecret(
                slot.Place, slot.Value, slot.Kind, $"The content of {slot.What} stands in the file in base64, which protects nothing; it looks like plain configuration.", Expected, AciSeverity.Low);
        }
        else
        {
            judgement.FailSecret(
                slot.Place, slot.Value, kind ?? slot.Kind, $"The content of {slot.What} stands in the file in base64, which protects nothing.", Expected,
                content is null && kind is null && EndsWithAny(slot, CertificateEndings) ? AciSeverity.Medium : null);
        }
    }

    private static bool IsPublic(string content) =>
        content.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal) || content.Contains("-----BEGIN PUBLIC KEY-----", StringComparison.Ordinal)
        || content.StartsWith("ssh-", StringComparison.Ordinal);

    private static bool EndsWithAny(SecureSlot slot, string[] endings) =>
        Array.Exists(endings, e => slot.Place.ToString().EndsWith(e + "]", StringComparison.OrdinalIgnoreCase));
}
