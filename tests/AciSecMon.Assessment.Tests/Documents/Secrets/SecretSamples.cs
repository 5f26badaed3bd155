using System.Text;

namespace AciSecMon.Assessment.Tests.Documents.Secrets;

/// <summary>Makes texts of the right form at run time, so that no file of this repository holds one that a scanner would take for real.</summary>
internal static class SecretSamples
{
    public const string Base62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private const string Base64 = Base62 + "+/";

    /// <summary>Characters of an alphabet, the same for the same seed.</summary>
    public static string Random(int length, string alphabet = Base62, int seed = 1)
    {
        var random = new Random(seed);
        return string.Create(length, (random, alphabet), static (span, state) =>
        {
            for (int i = 0; i < span.Length; i++) span[i] = state.alphabet[state.random.Next(state.alphabet.Length)];
        });
    }

    public static string Digits(int length) => Random(length, "0123456789");

    public static string Hex(int length) => Random(length, "0123456789abcdef");

    public static string Encode(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    public static string Pem(string label) => $"-----BEGIN {label}-----\n{Random(64, Base64)}\n{Random(64, Base64)}\n-----END {label}-----\n";

    /// <summary>For each shape of the table, a text that has it.</summary>
    public static IReadOnlyDictionary<string, string> ByShape { get; } = new Dictionary<string, string>
    {
        ["private-key-pem"] = Pem("RSA PRIVATE " + "KEY"),
        ["private-key-encoded-pem"] = Encode(Pem("PRIVATE " + "KEY")),
        ["private-key-encoded-binary"] = "MII" + "Kc" + "Q" + "IB" + "AzCC" + Random(80),
        ["json-web-token"] = "ey" + "J" + Random(30) + ".ey" + "J" + Random(60) + "." + Random(43),
        ["github-personal"] = "gh" + "p_" + Random(36),
        ["github-oauth"] = "gh" + "o_" + Random(36),
        ["github-user-to-server"] = "gh" + "u_" + Random(36),
        ["github-server-to-server"] = "gh" + "s_" + Random(36),
        ["github-refresh"] = "gh" + "r_" + Random(36),
        ["github-fine-grained"] = "github" + "_pat_" + Random(22) + "_" + Random(59),
        ["gitlab-personal"] = "gl" + "pat-" + Random(20),
        ["gitlab-deploy"] = "gl" + "dt-" + Random(20),
        ["gitlab-runner"] = "gl" + "rt-" + Random(20),
        ["gitlab-job"] = "gl" + "cbt-" + Random(20),
        ["gitlab-trigger"] = "gl" + "ptt-" + Random(40),
        ["gitlab-agent"] = "gl" + "agent-" + Random(50),
        ["slack-bot"] = "xo" + "xb-" + Digits(12) + "-" + Digits(12) + "-" + Random(24),
        ["slack-user"] = "xo" + "xp-" + Digits(12) + "-" + Digits(12) + "-" + Random(32),
        ["slack-app"] = "xa" + "pp-1-A" + Random(10) + "-" + Digits(12) + "-" + Hex(64),
        ["slack-configuration"] = "xo" + "xe-1-" + Random(140),
        ["slack-webhook"] = "https://hooks.slack.com" + "/services/T" + Random(8) + "/B" + Random(10) + "/" + Random(24),
        ["teams-webhook"] = "https://contoso.webhook.office.com" + "/webhookb2/" + Hex(36) + "@" + Hex(36) + "/IncomingWebhook/" + Hex(32),
        ["aws-access-key"] = "AK" + "IA" + Random(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
        ["aws-temporary-key"] = "AS" + "IA" + Random(16, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
        ["google-api-key"] = "AI" + "za" + Random(35),
        ["google-client-secret"] = "GOC" + "SPX-" + Random(28),
        ["npm"] = "np" + "m_" + Random(36),
        ["pypi"] = "py" + "pi-AgEIcHlwaS5vcmc" + Random(60),
        ["nuget"] = "oy" + "2" + Random(43, "abcdefghijklmnopqrstuvwxyz0123456789"),
        ["docker-personal"] = "dckr" + "_pat_" + Random(27),
        ["docker-organization"] = "dckr" + "_oat_" + Random(32),
        ["stripe-secret"] = "sk" + "_live_" + Random(24),
        ["stripe-restricted"] = "rk" + "_live_" + Random(24),
        ["openai-project"] = "sk-" + "proj-" + Random(48),
        ["anthropic"] = "sk-" + "ant-" + Random(48),
        ["hugging-face"] = "h" + "f_" + Random(34),
        ["sendgrid"] = "S" + "G." + Random(22) + "." + Random(43),
        ["databricks"] = "da" + "pi" + Hex(32),
        ["vault-service"] = "hv" + "s." + Random(24),
        ["vault-batch"] = "hv" + "b." + Random(60),
        ["entra-client-secret-8"] = Random(3) + "8Q" + "~" + Random(34),
        ["entra-client-secret-7"] = Random(3) + "7Q" + "~" + Random(31),
        ["azure-devops"] = Random(76) + "AZ" + "DO" + Random(4),
        ["azure-storage"] = Random(76) + "+A" + "St" + Random(5) + "A==",
        ["azure-batch"] = Random(76) + "+A" + "Ba" + Random(5) + "A==",
        ["azure-cosmos"] = Random(76) + "AC" + "Db" + Random(5) + "A==",
        ["azure-service-bus"] = Random(33) + "+A" + "Sb" + Random(6) + "=",
        ["azure-event-hub"] = Random(33) + "+A" + "Eh" + Random(6) + "=",
        ["azure-relay"] = Random(33) + "+A" + "Rm" + Random(6) + "=",
        ["azure-iot"] = Random(33) + "AI" + "oT" + Random(6) + "=",
        ["azure-redis"] = Random(33) + "Az" + "Ca" + Random(6) + "=",
        ["azure-container-registry"] = Random(42) + "+A" + "CR" + Random(6),
        ["azure-search"] = Random(42) + "Az" + "Se" + Random(6),
        ["azure-common-key"] = Random(52) + "JQ" + "QJ9" + Random(27),
        ["shared-access-signature"] = "https://contoso.blob.core.windows.net/data?sv=2024-11-04&sr=c&si" + "g=" + Random(40) + "%3D",
        ["url-with-credentials"] = "postgres://app:" + "Sommer!2024" + "@db.contoso.com:5432/app",
        ["authorization-header"] = "Authorization: Bearer " + Random(40),
        ["registry-configuration"] = "{\"auths\":{\"registry.contoso.com\":{\"auth\":\"" + Encode("robot:" + Random(12)) + "\"}}}",
        ["storage-key-length"] = Random(86, Base64) + "==",
        ["azure-devops-old"] = Random(52, "abcdefghijklmnopqrstuvwxyz234567"),
    };
}
