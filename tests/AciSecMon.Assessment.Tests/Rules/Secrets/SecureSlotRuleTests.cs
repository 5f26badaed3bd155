using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Settings;
using AciSecMon.Assessment.Tests.Documents.Secrets;
using AciSecMon.Assessment.Tests.Support;
using static AciSecMon.Assessment.Tests.Rules.Secrets.SecretInputs;

namespace AciSecMon.Assessment.Tests.Rules.Secrets;

public sealed class SecureSlotRuleTests
{
    /// <summary>Every secure slot, with the value <c>@v</c>.</summary>
    private const string EverySlot =
        """
        {
          "containers": [ { "name": "web", "properties": { "environmentVariables": [ { "name": "DB_PASSWORD", "secureValue": "@v" } ] } } ],
          "initContainers": [ { "name": "setup", "properties": { "environmentVariables": [ { "name": "TOKEN", "secureValue": "@v" } ] } } ],
          "imageRegistryCredentials": [ { "server": "contoso.azurecr.io", "username": "puller", "password": "@v" } ],
          "volumes": [ { "name": "data", "azureFile": { "shareName": "s", "storageAccountName": "a", "storageAccountKey": "@v" } }, { "name": "certs", "secret": { "tls.key": "@v" } } ],
          "diagnostics": { "logAnalytics": { "workspaceId": "w", "workspaceKey": "@v" } },
          "extensions": [ { "name": "proxy", "properties": { "protectedSettings": { "kubeConfig": "@v" } } } ]
        }
        """;

    private static readonly string[] EveryPlace =
    [
        "containers[web].environmentVariables[DB_PASSWORD].secureValue",
        "diagnostics.logAnalytics.workspaceKey",
        "extensions[proxy].properties.protectedSettings.kubeConfig",
        "imageRegistryCredentials[contoso.azurecr.io].password",
        "initContainers[setup].environmentVariables[TOKEN].secureValue",
        "volumes[certs].secret[tls.key]",
        "volumes[data].azureFile.storageAccountKey",
    ];

    [Theory]
    [AuthoredShapes]
    public void A_literal_in_any_secure_slot_of_a_file_fails(Shape shape)
    {
        var group = GroupFixture.FromProperties(EverySlot.Replace("@v", "Sommer24", StringComparison.Ordinal)).In(shape);
        Assert.Equal(EveryPlace.Where(static p => !p.StartsWith("volumes[certs]", StringComparison.Ordinal)).Select(static p => $"Fail {p}"), Verdicts.Of("SEC-004", group).Lines().Order(StringComparer.Ordinal));
        Assert.Equal(["Fail volumes[certs].secret[tls.key]"], Verdicts.Of("SEC-018", group).Lines());
        Assert.All(Verdicts.Of("SEC-004", group), static r => Assert.DoesNotContain("Sommer24", r.Shown(), StringComparison.Ordinal));
    }

    [Theory]
    [LiveShapes]
    public void Where_the_service_answers_nothing_can_be_said_of_what_was_given(Shape shape)
    {
        var group = GroupFixture.FromProperties(EverySlot).In(shape);
        foreach (string id in (string[])["SEC-004", "SEC-005", "SEC-018", "SEC-019"]) Assert.Equal(["NotApplicable"], Verdicts.Of(id, group).Lines());
    }

    [Theory]
    [InlineData("")]
    [InlineData("<password>")]
    [InlineData("${DB_PASSWORD}")]
    [InlineData("#{DbPassword}#")]
    [InlineData("***")]
    public void Slots_that_are_still_to_be_filled_hold_no_secret(string text) =>
        Assert.Equal(["Pass"], Verdicts.Of("SEC-004", Group(AciSourceKind.DeploymentFile, EverySlot.Replace("@v", text, StringComparison.Ordinal))).Lines());

    [Fact]
    public void A_password_that_everybody_tries_first_is_named_as_such()
    {
        var group = TemplateContainer("""{ "environmentVariables": [ { "name": "DB_PASSWORD", "secureValue": "changeme" } ] }""");
        Assert.Contains("everybody tries first", Assert.Single(Verdicts.Of("SEC-004", group)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Secure_inputs_in_secure_slots_pass_every_rule()
    {
        foreach (Value value in (Value[])[Secure, SecureText("Sommer24"), Keys])
        {
            var group = Template(EverySlot, ("v", value));
            foreach (string id in (string[])["SEC-004", "SEC-005", "SEC-018"]) Assert.Equal(["Pass"], Verdicts.Of(id, group).Lines());
        }
    }

    [Fact]
    public void A_parameter_that_is_not_secure_fails_in_every_slot_known_or_not()
    {
        foreach (Value value in (Value[])[Plain, PlainText("Sommer24"), PlainText("")])
        {
            IReadOnlyList<RuleResult> results = Verdicts.Of("SEC-005", Template(EverySlot, ("v", value)));
            Assert.Equal(EveryPlace.Select(static p => $"Fail {p}"), results.Lines().Order(StringComparer.Ordinal));
            Assert.All(results, static r => Assert.Contains("'settings'", r.Message, StringComparison.Ordinal));
            Assert.All(results, static r => Assert.DoesNotContain("Sommer24", r.Shown(), StringComparison.Ordinal));
        }

        Assert.Equal(["Pass"], Verdicts.Of("SEC-004", Template(EverySlot, ("v", PlainText("Sommer24")))).Lines());
    }

    [Fact]
    public void A_deployment_file_has_no_parameters() => Assert.Equal(["NotApplicable"], Verdicts.Of("SEC-005", Group(AciSourceKind.DeploymentFile, EverySlot)).Lines());

    [Fact]
    public void What_was_not_evaluated_is_unknown()
    {
        var group = Template(EverySlot, ("v", Unsupported));
        Assert.Equal(6, Verdicts.Of("SEC-004", group).Count(static r => r.Status == AciFindingStatus.Unknown));
        Assert.Equal(7, Verdicts.Of("SEC-005", group).Count(static r => r.Status == AciFindingStatus.Unknown));
        Assert.Equal(["Unknown volumes[certs].secret[tls.key]"], Verdicts.Of("SEC-018", group).Lines());
    }

    [Fact]
    public void Lists_that_are_not_known_whole_leave_the_rules_open()
    {
        var group = Template("""{ "containers": [ "@more" ], "volumes": "@more", "imageRegistryCredentials": [ "@more" ] }""", ("more", Plain));
        foreach (string id in (string[])["SEC-004", "SEC-005", "SEC-018", "SEC-019", "SEC-013", "SEC-014"])
        {
            Assert.Equal(["Unknown containers", "Unknown imageRegistryCredentials", "Unknown volumes"], Verdicts.Of(id, group).Lines().Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_group_without_secure_slots_is_not_concerned()
    {
        foreach (string id in (string[])["SEC-004", "SEC-005", "SEC-018"]) Assert.Equal(["NotApplicable"], Verdicts.Of(id, Template("{}")).Lines());
    }

    [Fact]
    public void Content_of_a_secret_volume_is_weighed_by_what_it_is()
    {
        Assert.Null(Content("tls.key", SecretSamples.Encode(SecretSamples.Pem("PRIVATE " + "KEY")))!.Severity);
        Assert.Equal("private key", Content("server.pem", SecretSamples.Encode(SecretSamples.Pem("PRIVATE " + "KEY")))!.SecretKind);
        Assert.Equal(AciSeverity.Low, Content("nginx.conf", SecretSamples.Encode("server { listen 80; }"))!.Severity);
        Assert.Null(Content("nginx.conf", SecretSamples.Encode("proxy_pass https://app:Sommer24@db;"))!.Severity);
        Assert.Null(Content("password", SecretSamples.Encode("Sommer24"))!.Severity);
        Assert.Null(Content("ca.crt", SecretSamples.Encode(SecretSamples.Pem("CERTIFICATE"))));

        static RuleResult? Content(string file, string text) => Verdicts.Of("SEC-018", Template($$"""{ "volumes": [ { "name": "v", "secret": { "{{file}}": "{{text}}" } } ] }"""))
            .SingleOrDefault(static r => r.Status == AciFindingStatus.Fail);
    }

    [Theory]
    [AuthoredShapes]
    public void One_secret_that_is_hidden_here_and_shown_there_fails_at_the_open_place(Shape shape)
    {
        var group = GroupFixture.FromProperties(
            """
            { "containers": [
              { "name": "db", "properties": { "image": "mysql:8", "environmentVariables": [ { "name": "MYSQL_ROOT_PASSWORD", "secureValue": "Sommer24" } ] } },
              { "name": "app", "properties": { "image": "app:1", "environmentVariables": [ { "name": "DB", "value": "Sommer24" }, { "name": "MODE", "value": "Winter24" } ] } } ] }
            """).In(shape);
        RuleResult result = Assert.Single(Verdicts.Of("SEC-019", group));
        Assert.Equal("containers[app].environmentVariables[DB].value", result.Place.ToString());
        Assert.Contains("the variable 'MYSQL_ROOT_PASSWORD' of container 'db'", result.Message, StringComparison.Ordinal);
        Assert.Contains("the variable 'DB' of container 'app'", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shared_secret_is_found_by_its_parameter_and_in_init_containers()
    {
        const string Json =
            """
            { "containers": [ { "name": "db", "properties": { "environmentVariables": [ { "name": "A", "secureValue": "@hidden" } ] } } ],
              "initContainers": [ { "name": "setup", "properties": { "environmentVariables": [ { "name": "B", "value": "@shown" } ] } } ] }
            """;
        Value other = new UnresolvedValue(
            "parameters('other')", new UnresolvedCause(CauseKind.ParameterWithoutValue, "other"), origins: Origins.Of(new(OriginKind.Parameter, "other", IsSecure: true)));
        Assert.Equal(["Fail initContainers[setup].environmentVariables[B].value"], Verdicts.Of("SEC-019", Template(Json, ("hidden", Secure), ("shown", SecureText("x" + "Sommer24")))).Lines());
        Assert.Equal(["Fail initContainers[setup].environmentVariables[B].value"], Verdicts.Of("SEC-019", Template(Json, ("hidden", Keys), ("shown", Keys))).Lines());
        Assert.Equal(["Pass"], Verdicts.Of("SEC-019", Template(Json, ("hidden", Secure), ("shown", other))).Lines());
        Assert.Equal(["Pass"], Verdicts.Of("SEC-019", Template(Json, ("hidden", Secure), ("shown", Plain))).Lines());
    }

    [Fact]
    public void A_secret_that_another_group_of_the_file_hides_counts_too()
    {
        ContainerGroup shown = TemplateContainer("""{ "environmentVariables": [ { "name": "A", "value": "@v" } ] }""", ("v", Secure));
        ContainerGroup hidden = Resource(
            AciSourceKind.Template, """{ "name": "db", "properties": { "containers": [ { "name": "mysql", "properties": { "environmentVariables": [ { "name": "B", "secureValue": "@v" } ] } } ] } }""", ("v", Secure));
        var part = new EstatePart { Source = shown.Source, Groups = [new GroupEntry { Variants = [new([], shown)] }, new GroupEntry { Variants = [new([], hidden)] }] };
        var judgement = new Judgement(AssessmentSettings.Default, part);
        ((GroupRule)Verdicts.Rule("SEC-019")).Judge(shown, judgement);

        Assert.Contains("in the group 'db'", Assert.Single(judgement.Results).Message, StringComparison.Ordinal);
    }

    [Theory]
    [WholeShapes]
    public void A_volume_with_an_account_key_fails_and_one_with_a_reference_passes(Shape shape)
    {
        var keyed = GroupFixture.FromProperties("""{ "volumes": [ { "name": "data", "azureFile": { "shareName": "s", "storageAccountName": "a", "storageAccountKey": "Sommer24" } } ] }""").In(shape);
        IReadOnlyList<RuleResult> results = Verdicts.Of("SEC-016", keyed);
        Assert.Equal(["Fail volumes[data].azureFile.storageAccountKey"], results.Lines());
        Assert.DoesNotContain("Sommer24", results[0].Shown(), StringComparison.Ordinal);

        var referring = GroupFixture.FromProperties("""{ "volumes": [ { "name": "data", "azureFile": { "shareName": "s", "storageAccountName": "a", "storageAccountKeyReference": "key" } } ] }""").In(shape);
        Assert.Equal(["Pass volumes"], Verdicts.Of("SEC-016", referring).Lines());
        Assert.Equal(["NotApplicable volumes"], Verdicts.Of("SEC-016", GroupFixture.FromProperties("""{ "volumes": [ { "name": "tmp", "emptyDir": {} } ] }""").In(shape)).Lines());
    }

    [Fact]
    public void Which_key_a_volume_is_mounted_with_may_be_unknown()
    {
        Assert.Equal(["Unknown volumes[data].azureFile.storageAccountKey"], Verdicts.Of("SEC-016", Template("""{ "volumes": [ { "name": "data", "azureFile": "@v" } ] }""", ("v", Plain))).Lines());
        Assert.Equal(["Unknown volumes"], Verdicts.Of("SEC-016", Template("""{ "volumes": [ "@more" ] }""", ("more", Plain))).Lines());
        Assert.Equal(["Fail volumes[data].azureFile.storageAccountKey"], Verdicts.Of("SEC-016", Template("""{ "volumes": [ { "name": "data", "azureFile": { "storageAccountKey": "@v" } } ] }""", ("v", Keys))).Lines());
    }

    [Theory]
    [WholeShapes]
    public void A_workspace_key_fails_and_its_absence_is_not_concerned(Shape shape)
    {
        var keyed = GroupFixture.FromProperties("""{ "diagnostics": { "logAnalytics": { "workspaceId": "w", "workspaceKey": "Sommer24" } } }""").In(shape);
        Assert.Equal(["Fail diagnostics.logAnalytics.workspaceKey"], Verdicts.Of("SEC-017", keyed).Lines());
        Assert.DoesNotContain("Sommer24", Verdicts.Of("SEC-017", keyed)[0].Shown(), StringComparison.Ordinal);
        Assert.Equal(["NotApplicable diagnostics.logAnalytics.workspaceKey"], Verdicts.Of("SEC-017", GroupFixture.FromProperties("{}").In(shape)).Lines());
    }

    [Fact]
    public void Whether_a_workspace_key_is_used_may_be_unknown()
    {
        Assert.Equal(["Unknown diagnostics.logAnalytics.workspaceKey"], Verdicts.Of("SEC-017", Template("""{ "diagnostics": "@v" }""", ("v", Plain))).Lines());
        Assert.Equal(["Pass diagnostics.logAnalytics.workspaceKey"], Verdicts.Of("SEC-017", Template("""{ "diagnostics": { "logAnalytics": {} } }""")).Lines());
    }
}
