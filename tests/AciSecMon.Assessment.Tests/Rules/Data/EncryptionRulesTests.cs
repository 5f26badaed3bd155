using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Data;
using AciSecMon.Assessment.Rules.Settings;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Data;

/// <summary>The rules on keys, skus and private keys: ACI-DAT-001 to 003, 008 and 010.</summary>
public sealed class EncryptionRulesTests
{
    private const string Whole = "\"vaultBaseUrl\": \"https://v.vault.azure.net/\", \"keyName\": \"k\", \"keyVersion\": \"1\"";

    [Theory]
    [EveryShape]
    public void Without_a_key_of_ones_own_the_platforms_is_used(Shape shape)
    {
        RuleCheck.Says(shape, new CustomerKeyRule(), GroupFixture.FromProperties("{}"), "Fail encryptionProperties");
        RuleCheck.Says(shape, new IncompleteKeyRule(), GroupFixture.FromProperties("{}"), "NotApplicable encryptionProperties");
        RuleCheck.Says(shape, new KeyIdentityRule(), GroupFixture.FromProperties("{}"), "NotApplicable encryptionProperties");
    }

    [Theory]
    [WholeShapes]
    public void A_key_that_is_named_in_full_passes(Shape shape)
    {
        RuleCheck.Says(shape, new CustomerKeyRule(), Key(Whole), "Pass encryptionProperties");
        RuleCheck.Says(shape, new IncompleteKeyRule(), Key(Whole), "Pass encryptionProperties");
        RuleCheck.Says(shape, new KeyIdentityRule(), Key(Whole), "Fail encryptionProperties.identity");
        RuleCheck.Says(shape, new KeyIdentityRule(), Key(Whole + ", \"identity\": \"/subscriptions/s/i\""), "Pass encryptionProperties.identity");
    }

    [Theory]
    [InlineData("\"vaultBaseUrl\": \"https://v.vault.azure.net/\"", "Fail encryptionProperties")]
    [InlineData("\"keyName\": \"k\"", "Fail encryptionProperties")]
    [InlineData("\"vaultBaseUrl\": \"https://v.vault.azure.net/\", \"keyName\": \"?!n\"", "Unknown encryptionProperties")]
    public void Half_a_key_is_none(string key, string expected) => RuleCheck.SaysOfOpen(new CustomerKeyRule(), Key(key), expected);

    [Theory]
    [InlineData("Strict", null)]
    [InlineData("Regulated", AciSeverity.High)]
    [InlineData("regulated", AciSeverity.High)]
    public void A_missing_key_weighs_by_the_profile(string profile, AciSeverity? severity) => Assert.Equal(
        severity, Assert.Single(RuleProbe.Judge(new CustomerKeyRule(), OpenGroup.Bind(GroupFixture.FromProperties("{}")), new AssessmentSettings { Profile = profile })).Severity);

    [Theory]
    [InlineData("\"vaultBaseUrl\": \"https://v.vault.azure.net/\", \"keyName\": \"k\"", "Fail encryptionProperties")]
    [InlineData("\"keyVersion\": \"1\"", "Fail encryptionProperties")]
    [InlineData("\"vaultBaseUrl\": \"?v\", \"keyName\": \"?k\", \"keyVersion\": \"?n\"", "Pass encryptionProperties")]
    [InlineData("\"vaultBaseUrl\": \"https://v.vault.azure.net/\", \"keyName\": \"k\", \"keyVersion\": \"?!n\"", "Unknown encryptionProperties")]
    [InlineData("", "NotApplicable encryptionProperties")]
    public void A_key_is_named_in_full_or_not_at_all(string key, string expected) => RuleCheck.SaysOfOpen(new IncompleteKeyRule(), Key(key), expected);

    [Fact]
    public void A_key_that_is_not_known_is_left_open()
    {
        GroupFixture open = GroupFixture.FromProperties("""{ "encryptionProperties": "?!key" }""");
        foreach (Rule rule in (Rule[])[new CustomerKeyRule(), new IncompleteKeyRule(), new KeyIdentityRule()]) RuleCheck.SaysOfOpen(rule, open, "Unknown encryptionProperties");
    }

    [Theory]
    [InlineData("\"Dedicated\"", "Pass sku")]
    [InlineData("\"confidential\"", "Pass sku")]
    [InlineData("\"Standard\"", "Fail sku")]
    [InlineData("null", "Fail sku")]
    [InlineData("\"?sku\"", "Unknown sku")]
    public void Only_dedicated_and_confidential_groups_are_isolated(string sku, string expected) =>
        RuleCheck.SaysOfOpen(new IsolatedSkuRule(), GroupFixture.FromProperties($$"""{ "sku": {{sku}} }"""), expected);

    [Theory]
    [InlineData("tls.pfx", "AAAA", true)]
    [InlineData("server.key", "AAAA", true)]
    [InlineData("privkey.pem", "AAAA", true)]
    [InlineData("ca.pem", "AAAA", false)]
    [InlineData("anything", "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1JSUV2UUlCQURBTkJna3Foa2lHOXcwQkFRRUZBQVNDQktjd2dnU2pBZ0VB", true)]
    [InlineData("settings.json", "e30=", false)]
    public void A_private_key_next_to_a_public_address_is_a_failure(string file, string content, bool isKey) => RuleCheck.SaysOfOpen(
        new PrivateKeyFileRule(), Files($"\"{file}\": \"{content}\"", "Public"), isKey ? $"Fail volumes[tls].secret[{file}]" : "Pass volumes");

    [Theory]
    [InlineData("server.pem", "?tlsPem", "Unknown volumes[tls].secret")]
    [InlineData("ssl", "?sslKey", "Unknown volumes[tls].secret")]
    [InlineData("settings", "?appSettings", "Pass volumes")]
    public void What_may_be_a_key_is_left_open(string file, string parameter, string expected) =>
        RuleCheck.SaysOfOpen(new PrivateKeyFileRule(), Files($"\"{file}\": \"{parameter}\"", "Public"), expected);

    [Theory]
    [AuthoredShapes]
    public void It_is_seen_in_every_file(Shape shape) => RuleCheck.Says(shape, new PrivateKeyFileRule(), Files("\"tls.key\": \"a2V5\"", "Public"), "Fail volumes[tls].secret[tls.key]");

    [Theory]
    [LiveShapes]
    public void The_service_gives_no_files_back(Shape shape) =>
        Assert.All(RuleProbe.Judge(new PrivateKeyFileRule(), Files("\"tls.key\": \"a2V5\"", "Public").PartIn(shape)), static r => Assert.Equal(AciFindingStatus.NotApplicable, r.Status));

    [Fact]
    public void A_private_address_keeps_the_key_from_the_internet()
    {
        RuleCheck.SaysOfOpen(new PrivateKeyFileRule(), Files("\"tls.key\": \"a2V5\"", "Private"), "NotApplicable volumes");
        RuleCheck.SaysOfOpen(new PrivateKeyFileRule(), Files("\"tls.key\": \"a2V5\"", "?type"), "Unknown volumes[tls].secret");
        RuleCheck.SaysOfOpen(new PrivateKeyFileRule(), Files("\"tls.key\": \"a2V5\"", "Public").With("properties.volumes", "\"?!volumes\""), "Unknown volumes");
    }

    private static GroupFixture Key(string key) => GroupFixture.FromProperties($$"""{ "encryptionProperties": { {{key}} } }""");

    private static GroupFixture Files(string files, string address) => GroupFixture.FromProperties(
        $$"""{ "ipAddress": { "type": "{{address}}", "ports": [ { "port": 443 } ] }, "volumes": [ { "name": "tls", "secret": { {{files}} } } ] }""");
}
