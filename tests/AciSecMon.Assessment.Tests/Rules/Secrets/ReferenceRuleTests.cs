using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Tests.Support;
using static AciSecMon.Assessment.Tests.Rules.Secrets.SecretInputs;

namespace AciSecMon.Assessment.Tests.Rules.Secrets;

public sealed class ReferenceRuleTests
{
    private const string Inline = """{ "name": "shop", "apiVersion": "{0}", "properties": { "containers": [ { "name": "web", "properties": { "environmentVariables": [ { "name": "A", "secureValue": "@v" } ] } } ] } }""";

    private const string Good =
        """
        {
          "containers": [ { "name": "web", "properties": { "image": "a:1", "environmentVariables": [ { "name": "A", "secureValueReference": "DB" } ] } } ],
          "imageRegistryCredentials": [ { "server": "contoso.azurecr.io", "username": "u", "passwordReference": "db" } ],
          "volumes": [ { "name": "data", "azureFile": { "shareName": "s", "storageAccountName": "a", "storageAccountKeyReference": "db" } }, { "name": "certs", "secretReference": { "tls.key": "db" } } ],
          "secretReferences": [ { "name": "db", "identity": "/a/b", "secretReferenceUri": "https://contoso.vault.azure.net/secrets/db" } ]
        }
        """;

    [Theory]
    [WholeShapes]
    public void Secrets_by_value_are_reported_once_in_every_shape(Shape shape)
    {
        var group = GroupFixture.FromProperties(
            """
            { "containers": [ { "name": "web", "properties": { "image": "a:1", "environmentVariables": [ { "name": "A", "secureValue": "x" }, { "name": "B", "secureValue": "x" } ] } } ],
              "initContainers": [ { "name": "setup", "properties": { "image": "a:1", "environmentVariables": [ { "name": "C", "secureValue": "x" } ] } } ],
              "imageRegistryCredentials": [ { "server": "contoso.azurecr.io", "username": "u", "password": "x" } ],
              "volumes": [ { "name": "data", "azureFile": { "shareName": "s", "storageAccountName": "a", "storageAccountKey": "x" } }, { "name": "certs", "secret": { "tls.key": "eA==" } }, { "name": "tmp", "emptyDir": {} } ] }
            """).In(shape);
        RuleResult result = Assert.Single(Verdicts.Of("SEC-013", group));
        Assert.Equal((AciFindingStatus.Fail, "secretReferences"), (result.Status, result.Place.ToString()));
        Assert.Contains("and 3 more", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [WholeShapes]
    public void References_to_key_vault_pass_both_rules(Shape shape)
    {
        var group = GroupFixture.FromProperties(Good).In(shape);
        Assert.Equal(["Pass secretReferences"], Verdicts.Of("SEC-013", group).Lines());
        Assert.Equal(["Pass secretReferences"], Verdicts.Of("SEC-014", group).Lines());
    }

    [Theory]
    [InlineData("2019-12-01", AciFindingStatus.NotApplicable)]
    [InlineData("2024-11-01-preview", AciFindingStatus.NotApplicable)]
    [InlineData("2025-09-01", AciFindingStatus.Fail)]
    [InlineData("2026-07-01-preview", AciFindingStatus.Fail)]
    [InlineData("", AciFindingStatus.NotApplicable)]
    public void Only_versions_that_know_references_are_asked_for_them(string version, AciFindingStatus status)
    {
        var group = Resource(AciSourceKind.Template, Inline.Replace("{0}", version, StringComparison.Ordinal), ("v", Secure));
        Assert.Equal(status, Assert.Single(Verdicts.Of("SEC-013", group)).Status);
    }

    [Fact]
    public void A_version_that_is_not_known_leaves_the_rule_open() =>
        Assert.Equal(["Unknown secretReferences"], Verdicts.Of("SEC-013", Resource(AciSourceKind.Template, Inline.Replace("{0}", "@version", StringComparison.Ordinal), ("v", Secure), ("version", Plain))).Lines());

    [Theory]
    [WholeShapes]
    public void A_name_that_no_secret_reference_has_fails_where_it_is_used(Shape shape)
    {
        var group = GroupFixture.FromProperties(Good.Replace("\"name\": \"db\"", "\"name\": \"other\"", StringComparison.Ordinal)).In(shape);
        Assert.Equal(
            ["Fail containers[web].environmentVariables[A].secureValueReference", "Fail imageRegistryCredentials[contoso.azurecr.io].passwordReference",
                "Fail volumes[certs].secretReference[tls.key]", "Fail volumes[data].azureFile.storageAccountKeyReference"],
            Verdicts.Of("SEC-014", group).Lines().Order(StringComparer.Ordinal));
    }

    [Theory]
    [EveryShape]
    public void A_broken_reference_in_an_init_container_fails_too(Shape shape)
    {
        if (!Shapes.Whole.Contains(shape)) return;
        Assert.Equal(
            ["Fail initContainers[setup].environmentVariables[A].secureValueReference"],
            Verdicts.Of("SEC-014", GroupFixture.FromInitContainer("""{ "environmentVariables": [ { "name": "A", "secureValueReference": "db" } ] }""").In(shape)).Lines());
    }

    [Theory]
    [InlineData("""{ "name": "db", "identity": "/a/b" }""", "secretReferenceUri")]
    [InlineData("""{ "name": "db", "identity": "/a/b", "secretReferenceUri": "https://contoso.vault.azure.net" }""", "secretReferenceUri")]
    [InlineData("""{ "name": "db", "identity": "/a/b", "secretReferenceUri": "https://contoso.vault.azure.net/keys/db" }""", "secretReferenceUri")]
    [InlineData("""{ "name": "db", "secretReferenceUri": "https://contoso.vault.azure.net/secrets/db" }""", "identity")]
    public void A_secret_reference_that_cannot_be_read_fails(string reference, string place) =>
        Assert.Equal([$"Fail secretReferences[db].{place}"], Verdicts.Of("SEC-014", Template($$"""{ "secretReferences": [ {{reference}} ] }""")).Lines());

    [Fact]
    public void What_a_name_refers_to_may_be_unknown()
    {
        const string Use = """{ "containers": [ { "name": "web", "properties": { "environmentVariables": [ { "name": "A", "secureValueReference": "@n" } ] } } ], "secretReferences": "@r" }""";
        const string Place = "containers[web].environmentVariables[A].secureValueReference";
        Value list = new ArrayValue([new ObjectValue([new("name", Plain), new("identity", new StringValue("/a/b")), new("secretReferenceUri", new StringValue("https://v.vault.azure.net/secrets/x"))])]);
        Assert.Equal([$"Unknown {Place}"], Verdicts.Of("SEC-014", Template(Use, ("n", new StringValue("db")), ("r", Plain))).Lines());
        Assert.Equal([$"Unknown {Place}"], Verdicts.Of("SEC-014", Template(Use, ("n", Reference), ("r", MissingValue.Instance))).Lines());
        Assert.Equal([$"Unknown {Place}"], Verdicts.Of("SEC-014", Template(Use, ("n", new StringValue("db")), ("r", list))).Lines());
        Assert.Equal(["Pass secretReferences"], Verdicts.Of("SEC-014", Template(Use, ("n", Plain), ("r", list))).Lines());
        Assert.Equal(["NotApplicable secretReferences"], Verdicts.Of("SEC-014", Template("{}")).Lines());
    }
}
