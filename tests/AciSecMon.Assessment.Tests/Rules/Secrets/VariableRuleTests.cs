using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Tests.Support;
using static AciSecMon.Assessment.Tests.Rules.Secrets.SecretInputs;

namespace AciSecMon.Assessment.Tests.Rules.Secrets;

public sealed class VariableRuleTests
{
    private const string Web = "containers[web].environmentVariables";

    [Theory]
    [EveryShape]
    public void A_password_in_clear_fails_by_its_name_in_every_shape(Shape shape)
    {
        var group = GroupFixture.FromContainer("""{ "environmentVariables": [ { "name": "DB_PASSWORD", "value": "Sommer24" }, { "name": "MODE", "value": "fast" } ] }""").In(shape);
        Assert.Equal([$"Fail {Web}[DB_PASSWORD].value"], Verdicts.Of("SEC-001", group).Lines());
        Assert.Equal([$"Pass {Web}"], Verdicts.Of("SEC-002", group).Lines());
    }

    [Theory]
    [EveryShape]
    public void Init_containers_are_judged_like_others(Shape shape)
    {
        var group = GroupFixture.FromInitContainer("""{ "environmentVariables": [ { "name": "DB_PASSWORD", "value": "Sommer24" }, { "name": "URL", "value": "postgres://app:Sommer24@db/app" } ] }""").In(shape);
        Assert.Contains("Fail initContainers[setup].environmentVariables[DB_PASSWORD].value", Verdicts.Of("SEC-001", group).Lines());
        Assert.Contains("Fail initContainers[setup].environmentVariables[URL].value", Verdicts.Of("SEC-002", group).Lines());
        Assert.Contains("init container 'setup'", Verdicts.Of("SEC-001", group).Single(static r => r.Status == AciFindingStatus.Fail).Message, StringComparison.Ordinal);
    }

    [Theory]
    [EveryShape]
    public void A_secure_value_passes_whether_it_is_given_or_was_given(Shape shape)
    {
        var group = GroupFixture.FromContainer("""{ "environmentVariables": [ { "name": "DB_PASSWORD", "secureValue": "Sommer24" } ] }""").In(shape);
        Assert.Equal([$"Pass {Web}"], Verdicts.Of("SEC-001", group).Lines());
        Assert.Equal([$"Pass {Web}"], Verdicts.Of("SEC-002", group).Lines());
    }

    [Theory]
    [EveryShape]
    public void A_container_without_variables_is_not_concerned(Shape shape)
    {
        var group = GroupFixture.FromContainer("{}").In(shape);
        Assert.Equal([$"NotApplicable {Web}"], Verdicts.Of("SEC-001", group).Lines());
        Assert.Equal([$"NotApplicable {Web}"], Verdicts.Of("SEC-002", group).Lines());
        Assert.Equal([$"NotApplicable {Web}"], Verdicts.Of("SEC-021", group).Lines());
    }

    [Theory]
    [InlineData("""{ "name": "DB_PASSWORD" }""")]
    [InlineData("""{ "name": "DB_PASSWORD", "value": "" }""")]
    [InlineData("""{ "name": "DB_PASSWORD", "value": null }""")]
    [InlineData("""{ "name": "DB_PASSWORD", "secureValueReference": "db" }""")]
    [InlineData("""{ "name": "ALLOW_EMPTY_PASSWORD", "value": "yes" }""")]
    [InlineData("""{ "name": "MYSQL_RANDOM_ROOT_PASSWORD", "value": "true" }""")]
    [InlineData("""{ "name": "GOOGLE_CREDENTIALS", "value": "/secrets/google.json" }""")]
    [InlineData("""{ "name": "PWD", "value": "/app" }""")]
    [InlineData("""{ "name": "PASSWORD_FILE", "value": "/run/secrets/db" }""")]
    [InlineData("""{ "name": "SECRET_URI", "value": "https://contoso.vault.azure.net/secrets/db" }""")]
    public void An_entry_that_holds_no_secret_passes(string entry) =>
        Assert.Equal([$"Pass {Web}"], Verdicts.Of("SEC-001", TemplateContainer($$"""{ "environmentVariables": [ {{entry}} ] }""")).Lines());

    [Theory]
    [InlineData("""{ "name": "DB_PASSWORD", "value": 12345 }""")]
    [InlineData("""{ "name": "DB_PASSWORD", "value": "changeme" }""")]
    [InlineData("""{ "name": "DB_PASSWORD", "value": "${DB_PASSWORD}" }""")]
    [InlineData("""{ "name": "DB_PASSWORD", "value": "acisecmon:redacted" }""")]
    [InlineData("""{ "name": "DB_PASSWORD", "value": "@plain" }""")]
    [InlineData("""{ "name": "DB_PASSWORD", "value": "@secure" }""")]
    [InlineData("""{ "name": "DB_PASSWORD", "value": "@redacted" }""")]
    [InlineData("""{ "name": "DB_PASSWORD", "value": "@reference" }""")]
    public void Whatever_will_stand_in_the_clear_slot_of_a_password_fails(string entry)
    {
        var group = TemplateContainer(
            $$"""{ "environmentVariables": [ {{entry}} ] }""", ("plain", Plain), ("secure", Secure), ("reference", Reference), ("redacted", new RedactedValue("password", "8-15", "0a1b2c3d")));
        Assert.Equal([$"Fail {Web}[DB_PASSWORD].value"], Verdicts.Of("SEC-001", group).Lines());
    }

    [Fact]
    public void Whether_there_is_a_value_at_all_may_be_unknown()
    {
        var optional = new UnresolvedValue("parameters('settings').?password", new UnresolvedCause(CauseKind.ParameterWithoutValue, "settings"));
        Assert.Equal(
            [$"Unknown {Web}[DB_PASSWORD].value"],
            Verdicts.Of("SEC-001", TemplateContainer("""{ "environmentVariables": [ { "name": "DB_PASSWORD", "value": "@v" } ] }""", ("v", optional))).Lines());
    }

    [Theory]
    [InlineData("APPLICATIONINSIGHTS_CONNECTION_STRING", "InstrumentationKey=3f2504e0-4f89-41d3-9a0c-0305e82c3301;IngestionEndpoint=https://x.in.applicationinsights.azure.com/")]
    [InlineData("APPINSIGHTS_INSTRUMENTATIONKEY", "3f2504e0-4f89-41d3-9a0c-0305e82c3301")]
    public void Keys_that_are_half_public_weigh_low(string name, string value)
    {
        var group = TemplateContainer($$"""{ "environmentVariables": [ { "name": "{{name}}", "value": "{{value}}" } ] }""");
        Assert.Equal(AciSeverity.Low, Assert.Single(Verdicts.Of("SEC-001", group)).Severity);
        Assert.Equal([$"Pass {Web}"], Verdicts.Of("SEC-002", group).Lines());
    }

    [Fact]
    public void A_variable_whose_name_is_not_known_is_judged_by_value_only()
    {
        var group = TemplateContainer("""{ "environmentVariables": [ { "name": "@n", "value": "postgres://app:Sommer24@db/app" } ] }""", ("n", Plain));
        Assert.Equal([$"Unknown {Web}[parameters('settings')].value"], Verdicts.Of("SEC-001", group).Lines());
        Assert.Equal([$"Fail {Web}[parameters('settings')].value"], Verdicts.Of("SEC-002", group).Lines());
        Assert.Equal([$"Unknown {Web}[parameters('settings')]"], Verdicts.Of("SEC-021", group).Lines());
    }

    [Fact]
    public void Variables_that_are_not_known_leave_every_rule_open_and_known_bad_ones_still_fail()
    {
        var group = TemplateContainer(
            """{ "environmentVariables": [ { "name": "DB_PASSWORD", "value": "Sommer24" }, "@more" ] }""", ("more", Plain));
        Assert.Equal([$"Fail {Web}[DB_PASSWORD].value", $"Unknown {Web}"], Verdicts.Of("SEC-001", group).Lines());
        Assert.Equal([$"Unknown {Web}"], Verdicts.Of("SEC-002", group).Lines());
        Assert.Equal([$"Unknown {Web}"], Verdicts.Of("SEC-003", group).Lines());
        Assert.Equal([$"Unknown {Web}"], Verdicts.Of("SEC-021", group).Lines());
        Assert.Equal("settings", Assert.Single(Verdicts.Of("SEC-002", group)[0].Causes).Text);
    }

    [Theory]
    [InlineData("SFTP_USERS", "app:Sommer24@tcp(db)", null)]
    [InlineData("STORAGE", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=c2VjcmV0c2VjcmV0", null)]
    [InlineData("TARGET", "https://a.blob.core.windows.net/c?sig=c2VjcmV0c2VjcmV0c2VjcmV0&se=2030-01-01", null)]
    [InlineData("SETTINGS", "k3J9xQ2mZ7pL4vR8wT1yB6nD", AciSeverity.Medium)]
    public void A_value_that_looks_like_a_secret_fails_under_any_name(string name, string value, AciSeverity? severity)
    {
        RuleResult result = Assert.Single(Verdicts.Of("SEC-002", TemplateContainer($$"""{ "environmentVariables": [ { "name": "{{name}}", "value": "{{value}}" } ] }""")));
        Assert.Equal(AciFindingStatus.Fail, result.Status);
        Assert.Equal(severity, result.Severity);
        Assert.Equal(EvidenceKind.Secret, result.Evidence);
    }

    [Fact]
    public void A_harmless_name_with_an_unknown_value_is_unknown_unless_the_flow_decides_it()
    {
        const string Json = """{ "environmentVariables": [ { "name": "MODE", "value": "@v" } ] }""";
        Assert.Equal([$"Unknown {Web}[MODE].value"], Verdicts.Of("SEC-002", TemplateContainer(Json, ("v", Plain))).Lines());
        Assert.Equal([$"Pass {Web}"], Verdicts.Of("SEC-002", TemplateContainer(Json, ("v", Secure))).Lines());
        Assert.Equal([$"Fail {Web}[MODE].value"], Verdicts.Of("SEC-003", TemplateContainer(Json, ("v", Secure))).Lines());
    }

    [Fact]
    public void What_everyone_knows_of_a_scope_hides_no_secret()
    {
        var location = new UnresolvedValue("resourceGroup().location", new UnresolvedCause(CauseKind.RuntimeFunction, "resourceGroup()"));
        Assert.Equal([$"Pass {Web}"], Verdicts.Of("SEC-002", TemplateContainer("""{ "environmentVariables": [ { "name": "REGION", "value": "@v" } ] }""", ("v", location))).Lines());
    }

    [Fact]
    public void A_redacted_clear_value_counts_as_the_secret_that_it_was()
    {
        var group = TemplateContainer("""{ "environmentVariables": [ { "name": "MODE", "value": "@v" } ] }""", ("v", new RedactedValue("connection string", "32 and over", "0a1b2c3d")));
        RuleResult result = Assert.Single(Verdicts.Of("SEC-002", group));
        Assert.Equal((AciFindingStatus.Fail, "connection string"), (result.Status, result.SecretKind));
    }

    [Fact]
    public void A_secure_parameter_in_clear_fails_known_or_not_and_its_source_is_named()
    {
        const string Json = """{ "environmentVariables": [ { "name": "MODE", "value": "@v" } ] }""";
        foreach (Value value in (Value[])[Secure, SecureText("Sommer24"), new NumberValue(12345, origins: SecureOrigin)])
        {
            RuleResult result = Assert.Single(Verdicts.Of("SEC-003", TemplateContainer(Json, ("v", value))));
            Assert.Equal(AciFindingStatus.Fail, result.Status);
            Assert.Contains("the secure parameter 'adminPassword'", result.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("Sommer24", result.Shown(), StringComparison.Ordinal);
        }

        Assert.Contains("the function listKeys", Assert.Single(Verdicts.Of("SEC-003", TemplateContainer(Json, ("v", Keys)))).Message, StringComparison.Ordinal);
        Assert.Equal(["Fail initContainers[setup].environmentVariables[MODE].value"], Verdicts.Of("SEC-003", TemplateInitContainer(Json, ("v", Secure))).Lines());
    }

    [Fact]
    public void Inputs_that_are_not_secure_pass_and_what_was_not_evaluated_is_unknown()
    {
        const string Json = """{ "environmentVariables": [ { "name": "MODE", "value": "@v" } ] }""";
        Assert.Equal([$"Pass {Web}"], Verdicts.Of("SEC-003", TemplateContainer(Json, ("v", Plain))).Lines());
        Assert.Equal([$"Pass {Web}"], Verdicts.Of("SEC-003", TemplateContainer(Json, ("v", Reference))).Lines());
        Assert.Equal([$"Pass {Web}"], Verdicts.Of("SEC-003", TemplateContainer(Json, ("v", SecureText("")))).Lines());
        Assert.Equal([$"Unknown {Web}[MODE].value"], Verdicts.Of("SEC-003", TemplateContainer(Json, ("v", Unsupported))).Lines());
    }

    [Fact]
    public void A_secure_input_in_the_secure_slot_passes() =>
        Assert.Equal([$"Pass {Web}"], Verdicts.Of("SEC-003", TemplateContainer("""{ "environmentVariables": [ { "name": "DB_PASSWORD", "secureValue": "@v" } ] }""", ("v", Secure))).Lines());

    [Theory]
    [LiveShapes]
    public void Flow_cannot_be_seen_in_what_the_service_answers(Shape shape) => Assert.Equal(
        [$"NotApplicable {Web}"],
        Verdicts.Of("SEC-003", GroupFixture.FromContainer("""{ "environmentVariables": [ { "name": "A", "value": "b" } ] }""").In(shape)).Lines());

    [Theory]
    [EveryShape]
    public void A_static_cloud_credential_fails_clear_or_secure(Shape shape)
    {
        var group = GroupFixture.FromContainer(
            """
            { "environmentVariables": [
              { "name": "AZURE_CLIENT_SECRET", "secureValue": "Sommer24" }, { "name": "AWS_SECRET_ACCESS_KEY", "value": "Sommer24" }, { "name": "AZURE_CLIENT_ID", "value": "x" } ] }
            """).In(shape);
        IReadOnlyList<RuleResult> results = Verdicts.Of("SEC-021", group);
        Assert.Equal([$"Fail {Web}[AZURE_CLIENT_SECRET]", $"Fail {Web}[AWS_SECRET_ACCESS_KEY]"], results.Lines());
        Assert.Contains("Microsoft Entra ID", results[0].Message, StringComparison.Ordinal);
        Assert.All(results, static r => Assert.DoesNotContain("Sommer24", r.Shown(), StringComparison.Ordinal));
    }

    [Theory]
    [EveryShape]
    public void Other_names_are_no_cloud_credentials_and_init_containers_are_judged_too(Shape shape)
    {
        Assert.Equal([$"Pass {Web}"], Verdicts.Of("SEC-021", GroupFixture.FromContainer("""{ "environmentVariables": [ { "name": "DB_PASSWORD", "value": "x" } ] }""").In(shape)).Lines());
        Assert.Contains(
            "Fail initContainers[setup].environmentVariables[azureStorageKey]",
            Verdicts.Of("SEC-021", GroupFixture.FromInitContainer("""{ "environmentVariables": [ { "name": "azureStorageKey", "value": "x" } ] }""").In(shape)).Lines());
    }
}
