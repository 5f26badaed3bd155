using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Tests.Support;
using static AciSecMon.Assessment.Tests.Rules.Secrets.SecretInputs;

namespace AciSecMon.Assessment.Tests.Rules.Secrets;

public sealed class ClearSlotRuleTests
{
    [Theory]
    [EveryShape]
    public void A_password_in_the_command_line_fails_in_every_shape(Shape shape)
    {
        Assert.Equal(["Fail containers[web].command"], Verdicts.Of("SEC-007", GroupFixture.FromContainer("""{ "command": [ "/app", "--password", "Sommer24" ] }""").In(shape)).Lines());
        Assert.Contains("Fail initContainers[setup].command", Verdicts.Of("SEC-007", GroupFixture.FromInitContainer("""{ "command": [ "/app", "--password=Sommer24" ] }""").In(shape)).Lines());
        Assert.Equal(["Pass containers[web].command"], Verdicts.Of("SEC-007", GroupFixture.FromContainer("""{ "command": [ "/app", "--port", "443" ] }""").In(shape)).Lines());
    }

    [Theory]
    [InlineData("""[ "/app", "--password=Sommer24" ]""")]
    [InlineData("""[ "/app", "--db-password", "Sommer24" ]""")]
    [InlineData("""[ "/app", "-token", "abcdef123456" ]""")]
    [InlineData("""[ "/bin/sh", "-c", "PGPASSWORD=Sommer24 pg_dump -h db app" ]""")]
    [InlineData("""[ "/bin/sh", "-c", "export API_KEY='abcdef123456'; ./run" ]""")]
    [InlineData("""[ "/bin/sh", "-c", "mysqldump -u root -pSommer24 app" ]""")]
    [InlineData("""[ "mysql", "-pSommer24" ]""")]
    [InlineData("""[ "sshpass", "-p", "Sommer24", "ssh", "host" ]""")]
    [InlineData("""[ "/usr/bin/redis-cli", "-a", "Sommer24" ]""")]
    [InlineData("""[ "/bin/sh", "-c", "cd /app && curl -u app:Sommer24 https://contoso.com" ]""")]
    [InlineData("""[ "/bin/sh", "-c", "docker login -u app -p Sommer24 contoso.azurecr.io && docker run -p 80:80 app" ]""")]
    [InlineData("""[ "az", "login", "--service-principal", "-u", "app", "-p", "Sommer24" ]""")]
    [InlineData("""[ "curl", "-H", "Authorization: Bearer abcdefghijklmnop1234" ]""")]
    [InlineData("""[ "git", "clone", "https://app:Sommer24@git.contoso.com/app" ]""")]
    [InlineData("""[ "/app", "@secure" ]""")]
    [InlineData("""[ "/app", "@keys" ]""")]
    [InlineData("""[ "/app", "--password", "@plain" ]""")]
    [InlineData("""[ "/app", "@redacted" ]""")]
    [InlineData("\"app --password Sommer24\"")]
    public void Every_way_of_handing_a_secret_to_a_program_fails(string command)
    {
        var group = TemplateContainer(
            $$"""{ "command": {{command}} }""", ("secure", Secure), ("keys", Keys), ("plain", Plain), ("redacted", new RedactedValue("password", "8-15", "0a1b2c3d")));
        IReadOnlyList<RuleResult> results = Verdicts.Of("SEC-007", group);
        Assert.Equal(["Fail containers[web].command"], results.Lines());
        Assert.DoesNotContain("Sommer24", results[0].Shown(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[ "/bin/sh", "-c", "mysql -u root -p$MYSQL_PASSWORD app" ]""")]
    [InlineData("""[ "/bin/sh", "-c", "mysql -u root -p app" ]""")]
    [InlineData("""[ "/bin/sh", "-c", "PGPASSWORD=$DB_PASSWORD pg_dump" ]""")]
    [InlineData("""[ "/app", "--password-file", "/run/secrets/db" ]""")]
    [InlineData("""[ "/app", "--password", "--verbose" ]""")]
    [InlineData("""[ "/app", "--token", "${TOKEN}" ]""")]
    [InlineData("""[ "mkdir", "-p", "/data/cache" ]""")]
    [InlineData("""[ "/bin/sh", "-c", "mkdir -p /data/cache; docker run -p 8080:80 app" ]""")]
    [InlineData("""[ "az", "storage", "share", "create", "--name", "data" ]""")]
    [InlineData("""[ "curl", "-u", "app", "https://contoso.com" ]""")]
    [InlineData("""[ ]""")]
    public void A_command_without_a_secret_passes(string command) =>
        Assert.Equal(["Pass containers[web].command"], Verdicts.Of("SEC-007", TemplateContainer($$"""{ "command": {{command}} }""")).Lines());

    [Fact]
    public void A_command_that_is_not_known_whole_is_unknown_and_none_at_all_is_not_concerned()
    {
        Assert.Equal(["Unknown containers[web].command"], Verdicts.Of("SEC-007", TemplateContainer("""{ "command": [ "/app", "@v" ] }""", ("v", Plain))).Lines());
        Assert.Equal(["Unknown containers[web].command"], Verdicts.Of("SEC-007", TemplateContainer("""{ "command": [ "/app", "@more" ] }""", ("more", Plain))).Lines());
        Assert.Equal(["Unknown containers[web].command"], Verdicts.Of("SEC-007", TemplateContainer("""{ "command": "@v" }""", ("v", Plain))).Lines());
        Assert.Equal(["Fail containers[web].command"], Verdicts.Of("SEC-007", TemplateContainer("""{ "command": [ "/app", "@more" ] }""", ("more", Secure))).Lines());
        Assert.Equal(["NotApplicable containers[web].command"], Verdicts.Of("SEC-007", TemplateContainer("{}")).Lines());
    }

    [Fact]
    public void Several_secrets_of_one_command_are_one_finding_that_counts_them()
    {
        RuleResult result = Assert.Single(Verdicts.Of("SEC-007", TemplateContainer("""{ "command": [ "/app", "--password", "Sommer24", "--token=abcdef123456" ] }""")));
        Assert.EndsWith("The same command holds 1 more.", result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [WholeShapes]
    public void A_secret_in_a_probe_fails_at_its_exact_place(Shape shape)
    {
        var group = GroupFixture.FromContainer(
            """
            {
              "livenessProbe": { "httpGet": { "path": "/health?token=abcdef123456", "port": 80, "httpHeaders": [ { "name": "Authorization", "value": "Basic YXBwOlNvbW1lcjI0" }, { "name": "X-Probe", "value": "yes" } ] } },
              "readinessProbe": { "exec": { "command": [ "psql", "postgres://app:Sommer24@db/app" ] } }
            }
            """).In(shape);
        Assert.Equal(
            ["Fail containers[web].livenessProbe.httpGet.httpHeaders[Authorization].value", "Fail containers[web].livenessProbe.httpGet.path", "Fail containers[web].readinessProbe.exec.command"],
            Verdicts.Of("SEC-008", group).Lines().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Probes_without_secrets_pass_and_init_containers_have_none()
    {
        Assert.Equal(["Pass containers[web]"], Verdicts.Of("SEC-008", TemplateContainer("""{ "livenessProbe": { "httpGet": { "path": "/", "port": 80, "httpHeaders": { "name": "X", "value": "y" } } } }""")).Lines());
        Assert.Equal(["NotApplicable containers[web]"], Verdicts.Of("SEC-008", TemplateContainer("{}")).Lines());
        Assert.Equal(["NotApplicable initContainers[setup]"], Verdicts.Of("SEC-008", TemplateInitContainer("{}")).Lines());
    }

    [Theory]
    [InlineData("""{ "livenessProbe": "@v" }""", "livenessProbe")]
    [InlineData("""{ "readinessProbe": { "httpGet": { "path": "@v" } } }""", "readinessProbe.httpGet.path")]
    [InlineData("""{ "readinessProbe": { "httpGet": { "httpHeaders": [ { "name": "X", "value": "@v" } ] } } }""", "readinessProbe.httpGet.httpHeaders[X].value")]
    [InlineData("""{ "readinessProbe": { "httpGet": { "httpHeaders": [ "@more" ] } } }""", "readinessProbe.httpGet.httpHeaders")]
    [InlineData("""{ "readinessProbe": { "exec": { "command": [ "@v" ] } } }""", "readinessProbe.exec.command")]
    public void What_a_probe_holds_may_be_unknown(string properties, string place) =>
        Assert.Equal([$"Unknown containers[web].{place}"], Verdicts.Of("SEC-008", TemplateContainer(properties, ("v", Plain), ("more", Plain))).Lines());

    [Theory]
    [InlineData("@secure")]
    [InlineData("@keys")]
    public void A_secure_input_in_a_header_fails(string value) => Assert.Equal(
        ["Fail containers[web].livenessProbe.httpGet.httpHeaders[Authorization].value"],
        Verdicts.Of("SEC-008", TemplateContainer(
            $$"""{ "livenessProbe": { "httpGet": { "httpHeaders": [ { "name": "Authorization", "value": "{{value}}" } ] } } }""", ("secure", Secure), ("keys", Keys))).Lines());

    [Theory]
    [WholeShapes]
    public void A_secret_in_a_configuration_map_fails(Shape shape)
    {
        Assert.Equal(
            ["Fail containers[web].configMap.keyValuePairs[password]", "Fail containers[web].configMap.keyValuePairs[settings]"],
            Verdicts.Of("SEC-009", GroupFixture.FromContainer("""{ "configMap": { "keyValuePairs": { "password": "Sommer24", "settings": "Server=db;Password=Sommer24", "mode": "fast" } } }""").In(shape)).Lines());
        Assert.Equal(["Pass containers[web].configMap"], Verdicts.Of("SEC-009", GroupFixture.FromContainer("""{ "configMap": { "keyValuePairs": { "mode": "fast" } } }""").In(shape)).Lines());
    }

    [Fact]
    public void A_configuration_map_may_be_fed_by_a_secure_input_or_be_unknown()
    {
        Assert.Equal(["Fail containers[web].configMap.keyValuePairs[mode]"], Verdicts.Of("SEC-009", TemplateContainer("""{ "configMap": { "keyValuePairs": { "mode": "@v" } } }""", ("v", Secure))).Lines());
        Assert.Equal(["Unknown containers[web].configMap.keyValuePairs[mode]"], Verdicts.Of("SEC-009", TemplateContainer("""{ "configMap": { "keyValuePairs": { "mode": "@v" } } }""", ("v", Plain))).Lines());
        Assert.Equal(["Fail containers[web].configMap.keyValuePairs"], Verdicts.Of("SEC-009", TemplateContainer("""{ "configMap": { "keyValuePairs": "@v" } }""", ("v", Secure))).Lines());
        Assert.Equal(["NotApplicable initContainers[setup].configMap"], Verdicts.Of("SEC-009", TemplateInitContainer("{}")).Lines());
    }

    [Theory]
    [WholeShapes]
    public void Credentials_in_a_repository_address_fail(Shape shape)
    {
        const string Place = "volumes[source].gitRepo.repository";
        foreach (string address in (string[])["https://app:Sommer24@git.contoso.com/app", "https://0123456789abcdef0123456789abcdef01234567@github.com/contoso/app", "https://git.contoso.com/app?private_token=abcdef123456"])
        {
            Assert.Equal([$"Fail {Place}"], Verdicts.Of("SEC-010", GroupFixture.FromProperties($$"""{ "volumes": [ { "name": "source", "gitRepo": { "repository": "{{address}}" } } ] }""").In(shape)).Lines());
        }

        foreach (string address in (string[])["https://github.com/contoso/app", "https://contoso@dev.azure.com/contoso/shop/_git/shop", "git@github.com:contoso/app.git", "https://${TOKEN}@github.com/contoso/app"])
        {
            Assert.Equal(["Pass volumes"], Verdicts.Of("SEC-010", GroupFixture.FromProperties($$"""{ "volumes": [ { "name": "source", "gitRepo": { "repository": "{{address}}" } } ] }""").In(shape)).Lines());
        }
    }

    [Fact]
    public void A_repository_address_may_be_fed_by_a_secure_input_or_be_unknown()
    {
        const string Json = """{ "volumes": [ { "name": "source", "gitRepo": { "repository": "@v" } } ] }""";
        Assert.Equal(["Fail volumes[source].gitRepo.repository"], Verdicts.Of("SEC-010", Template(Json, ("v", Secure))).Lines());
        Assert.Equal(["Unknown volumes[source].gitRepo.repository"], Verdicts.Of("SEC-010", Template(Json, ("v", Plain))).Lines());
        Assert.Equal(["Unknown volumes"], Verdicts.Of("SEC-010", Template("""{ "volumes": [ "@more" ] }""", ("more", Plain))).Lines());
        Assert.Equal(["NotApplicable volumes"], Verdicts.Of("SEC-010", Template("{}")).Lines());
    }

    [Theory]
    [EveryShape]
    public void A_secret_in_a_tag_fails_and_tags_that_speak_of_secrets_do_not(Shape shape)
    {
        var bad = GroupFixture.FromProperties("{}").With("tags", """{ "connection": "Server=db;Password=Sommer24", "token": "abcdef123456", "owner": "team" }""").In(shape);
        Assert.Equal(["Fail tags[connection]", "Fail tags[token]"], Verdicts.Of("SEC-011", bad).Lines());
        var good = GroupFixture.FromProperties("{}").With("tags", """{ "secrets": "none", "credential": "team-a", "password": "see the vault", "commit": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b" }""").In(shape);
        Assert.Equal(["Pass tags"], Verdicts.Of("SEC-011", good).Lines());
    }

    [Fact]
    public void Tags_and_names_may_be_fed_by_secure_inputs()
    {
        const string Json = """{ "name": "@n", "tags": "@t", "properties": { "containers": [ { "name": "@c", "properties": {} } ], "ipAddress": { "dnsNameLabel": "@d" } } }""";
        (string, Value)[] secure = [("n", Secure), ("t", Secure), ("c", Secure), ("d", Secure)];
        (string, Value)[] plain = [("n", Plain), ("t", Plain), ("c", Plain), ("d", Plain)];
        Assert.Equal(
            ["Fail tags", "Fail name", "Fail ipAddress.dnsNameLabel", "Fail containers[parameters('adminPassword')].name"],
            Verdicts.Of("SEC-011", Resource(AciSourceKind.Template, Json, secure)).Lines());
        Assert.Equal(["Unknown tags"], Verdicts.Of("SEC-011", Resource(AciSourceKind.Template, Json, plain)).Lines());
    }

    [Theory]
    [WholeShapes]
    public void A_secret_in_the_settings_of_an_extension_fails_however_deep(Shape shape)
    {
        const string Json =
            """{ "extensions": [ { "name": "proxy", "properties": { "extensionType": "proxy", "settings": { "cidr": "10.0.0.0/8", "auth": { "clientSecret": "abcdef123456", "users": [ "a", "https://app:Sommer24@x.com" ] } }, "protectedSettings": { "password": "Sommer24" } } } ] }""";
        Assert.Equal(
            ["Fail extensions[proxy].properties.settings.auth.clientSecret", "Fail extensions[proxy].properties.settings.auth.users"],
            Verdicts.Of("SEC-012", GroupFixture.FromProperties(Json).In(shape)).Lines().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Settings_of_an_extension_may_be_fed_by_a_secure_input_or_be_unknown()
    {
        const string Json = """{ "extensions": [ { "name": "proxy", "properties": { "settings": { "mode": "@v" } } } ] }""";
        Assert.Equal(["Fail extensions[proxy].properties.settings.mode"], Verdicts.Of("SEC-012", Template(Json, ("v", Secure))).Lines());
        Assert.Equal(["Unknown extensions[proxy].properties.settings.mode"], Verdicts.Of("SEC-012", Template(Json, ("v", Plain))).Lines());
        Assert.Equal(["Pass extensions"], Verdicts.Of("SEC-012", Template(Json, ("v", new StringValue("fast")))).Lines());
        Assert.Equal(["Unknown extensions"], Verdicts.Of("SEC-012", Template("""{ "extensions": [ "@more" ] }""", ("more", Plain))).Lines());
        Assert.Equal(["NotApplicable extensions"], Verdicts.Of("SEC-012", Template("{}")).Lines());
    }
}
