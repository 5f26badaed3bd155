using System.Buffers;

namespace AciSecMon.Assessment.Documents.Secrets;

/// <summary>Tokens whose issuers publish their form.</summary>
internal static class KnownTokens
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";

    private static readonly SearchValues<char> Alphanumeric = SearchValues.Create(Letters + Digits);
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> UpperAndDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
    private static readonly SearchValues<char> LowerAndDigits = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");
    private static readonly SearchValues<char> Words = SearchValues.Create(Letters + Digits + "_");
    private static readonly SearchValues<char> UrlSafe = SearchValues.Create(Letters + Digits + "_-");
    private static readonly SearchValues<char> Dotted = SearchValues.Create(Letters + Digits + "_-.");
    private static readonly SearchValues<char> Entra = SearchValues.Create(Letters + Digits + "_-.~");
    private static readonly SearchValues<char> Base64 = SearchValues.Create(Letters + Digits + "+/=");
    private static readonly SearchValues<char> PathWords = SearchValues.Create(Letters + Digits + "/_-@");

    /// <summary>
    /// Every known form. Sources: GitHub docs "About authentication to GitHub", token formats; GitLab docs "Token overview", prefixes; Slack docs
    /// "Tokens"; AWS IAM reference "Unique identifiers"; Google Cloud docs "API keys"; npm and PyPI docs on tokens; Microsoft Learn, Purview
    /// "Sensitive information type entity definitions" (Azure DevOps: 84 characters, AZDO at 76); Microsoft security-utilities, "identifiable keys".
    /// </summary>
    public static IReadOnlyList<TokenShape> All { get; } =
    [
        new("github-personal", SecretKinds.AccessToken, "ghp_", Alphanumeric, 0, 36),
        new("github-oauth", SecretKinds.AccessToken, "gho_", Alphanumeric, 0, 36),
        new("github-user-to-server", SecretKinds.AccessToken, "ghu_", Alphanumeric, 0, 36),
        new("github-server-to-server", SecretKinds.AccessToken, "ghs_", Dotted, 0, 36),
        new("github-refresh", SecretKinds.AccessToken, "ghr_", Alphanumeric, 0, 36),
        new("github-fine-grained", SecretKinds.AccessToken, "github_pat_", Words, 0, 60),
        new("gitlab-personal", SecretKinds.AccessToken, "glpat-", Dotted, 0, 20),
        new("gitlab-deploy", SecretKinds.AccessToken, "gldt-", Dotted, 0, 20),
        new("gitlab-runner", SecretKinds.AccessToken, "glrt-", Dotted, 0, 20),
        new("gitlab-job", SecretKinds.AccessToken, "glcbt-", Dotted, 0, 20),
        new("gitlab-trigger", SecretKinds.AccessToken, "glptt-", Dotted, 0, 20),
        new("gitlab-agent", SecretKinds.AccessToken, "glagent-", Dotted, 0, 20),
        new("slack-bot", SecretKinds.AccessToken, "xoxb-", UrlSafe, 0, 20),
        new("slack-user", SecretKinds.AccessToken, "xoxp-", UrlSafe, 0, 20),
        new("slack-app", SecretKinds.AccessToken, "xapp-", UrlSafe, 0, 20),
        new("slack-configuration", SecretKinds.AccessToken, "xoxe-", UrlSafe, 0, 20),
        new("slack-webhook", SecretKinds.WebhookAddress, "hooks.slack.com/services/T", PathWords, 0, 30),
        new("teams-webhook", SecretKinds.WebhookAddress, "webhook.office.com/webhookb2/", PathWords, 0, 60),
        new("aws-access-key", SecretKinds.CloudKey, "AKIA", UpperAndDigits, 0, 16, 16),
        new("aws-temporary-key", SecretKinds.CloudKey, "ASIA", UpperAndDigits, 0, 16, 16),
        new("google-api-key", SecretKinds.CloudKey, "AIza", UrlSafe, 0, 35, 35),
        new("google-client-secret", SecretKinds.ApplicationSecret, "GOCSPX-", UrlSafe, 0, 28, 28),
        new("npm", SecretKinds.AccessToken, "npm_", Alphanumeric, 0, 36, 36),
        new("pypi", SecretKinds.AccessToken, "pypi-AgE", UrlSafe, 0, 50),
        new("nuget", SecretKinds.AccessToken, "oy2", LowerAndDigits, 0, 43, 43),
        new("docker-personal", SecretKinds.AccessToken, "dckr_pat_", UrlSafe, 0, 27),
        new("docker-organization", SecretKinds.AccessToken, "dckr_oat_", UrlSafe, 0, 27),
        new("stripe-secret", SecretKinds.Key, "sk_live_", Alphanumeric, 0, 20),
        new("stripe-restricted", SecretKinds.Key, "rk_live_", Alphanumeric, 0, 20),
        new("openai-project", SecretKinds.Key, "sk-proj-", UrlSafe, 0, 20),
        new("anthropic", SecretKinds.Key, "sk-ant-", UrlSafe, 0, 20),
        new("hugging-face", SecretKinds.AccessToken, "hf_", Alphanumeric, 0, 34, 34),
        new("sendgrid", SecretKinds.Key, "SG.", Dotted, 0, 60, 72),
        new("databricks", SecretKinds.AccessToken, "dapi", Hex, 0, 32, 32),
        new("vault-service", SecretKinds.AccessToken, "hvs.", UrlSafe, 0, 24),
        new("vault-batch", SecretKinds.AccessToken, "hvb.", UrlSafe, 0, 24),
        new("entra-client-secret-8", SecretKinds.ApplicationSecret, "8Q~", Entra, 3, 31, 34),
        new("entra-client-secret-7", SecretKinds.ApplicationSecret, "7Q~", Entra, 3, 31, 34),
        new("azure-devops", SecretKinds.AccessToken, "AZDO", Alphanumeric, 76, 4, 4),
        new("azure-storage", SecretKinds.StorageAccountKey, "+ASt", Base64, 76, 8, 8),
        new("azure-batch", SecretKinds.Key, "+ABa", Base64, 76, 8, 8),
        new("azure-cosmos", SecretKinds.Key, "ACDb", Base64, 76, 8, 8),
        new("azure-service-bus", SecretKinds.Key, "+ASb", Base64, 33, 7, 7),
        new("azure-event-hub", SecretKinds.Key, "+AEh", Base64, 33, 7, 7),
        new("azure-relay", SecretKinds.Key, "+ARm", Base64, 33, 7, 7),
        new("azure-iot", SecretKinds.Key, "AIoT", Base64, 33, 7, 7),
        new("azure-redis", SecretKinds.Key, "AzCa", Base64, 33, 7, 7),
        new("azure-container-registry", SecretKinds.Password, "+ACR", Base64, 42, 6, 6),
        new("azure-search", SecretKinds.Key, "AzSe", Alphanumeric, 42, 6, 6),
        new("azure-common-key", SecretKinds.Key, "JQQJ9", Base64, 52, 27, 31),
    ];
}
