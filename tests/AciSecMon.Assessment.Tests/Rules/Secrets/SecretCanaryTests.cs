using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Metadata;
using AciSecMon.Assessment.Rules.Secrets;
using AciSecMon.Assessment.Rules.Settings;
using AciSecMon.Assessment.Tests.Support;
using CsCheck;

namespace AciSecMon.Assessment.Tests.Rules.Secrets;

public sealed class SecretCanaryTests
{
    private static readonly Gen<string> Secret = Gen.Char["ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789!#%+_"].Array[10, 40].Select(static c => "Qz7" + new string(c));

    /// <summary>Paths of slots that may hold a secret, by fault or by right, in a resource that has them all.</summary>
    private static readonly string[] Slots =
    [
        "tags.owner", "properties.containers.0.properties.command.0", "properties.containers.0.properties.environmentVariables.0.value",
        "properties.containers.0.properties.environmentVariables.1.value", "properties.containers.0.properties.environmentVariables.2.secureValue",
        "properties.initContainers.0.properties.environmentVariables.0.value", "properties.initContainers.0.properties.command.1",
        "properties.containers.0.properties.livenessProbe.httpGet.path", "properties.containers.0.properties.livenessProbe.httpGet.httpHeaders.0.value",
        "properties.containers.0.properties.readinessProbe.exec.command.0", "properties.containers.0.properties.configMap.keyValuePairs.password",
        "properties.containers.0.properties.configMap.keyValuePairs.mode", "properties.imageRegistryCredentials.0.password", "properties.volumes.0.azureFile.storageAccountKey",
        "properties.volumes.1.secret.file", "properties.volumes.2.gitRepo.repository", "properties.diagnostics.logAnalytics.workspaceKey",
        "properties.extensions.0.properties.settings.mode", "properties.extensions.0.properties.protectedSettings.password", "properties.ipAddress.dnsNameLabel",
    ];

    private const string Resource =
        """
        {
          "name": "shop", "apiVersion": "2025-09-01", "location": "westeurope", "tags": { "owner": "" },
          "properties": {
            "containers": [ { "name": "web", "properties": {
              "image": "a:1", "command": [ "", "--password", "x" ],
              "environmentVariables": [ { "name": "DB_PASSWORD", "value": "" }, { "name": "MODE", "value": "" }, { "name": "TOKEN", "secureValue": "" } ],
              "livenessProbe": { "httpGet": { "path": "", "port": 80, "httpHeaders": [ { "name": "Authorization", "value": "" } ] } },
              "readinessProbe": { "exec": { "command": [ "" ] } },
              "configMap": { "keyValuePairs": { "password": "", "mode": "" } } } } ],
            "initContainers": [ { "name": "setup", "properties": { "image": "a:1", "command": [ "--token", "" ], "environmentVariables": [ { "name": "AZURE_CLIENT_SECRET", "value": "" } ] } } ],
            "imageRegistryCredentials": [ { "server": "contoso.azurecr.io", "username": "u", "password": "" } ],
            "volumes": [
              { "name": "data", "azureFile": { "shareName": "s", "storageAccountName": "a", "storageAccountKey": "" } },
              { "name": "certs", "secret": { "file": "" } }, { "name": "source", "gitRepo": { "repository": "" } } ],
            "diagnostics": { "logAnalytics": { "workspaceId": "w", "workspaceKey": "" } },
            "ipAddress": { "type": "Public", "dnsNameLabel": "", "ports": [ { "port": 80 } ] },
            "extensions": [ { "name": "proxy", "properties": { "extensionType": "proxy", "settings": { "mode": "" }, "protectedSettings": { "password": "" } } } ]
          }
        }
        """;

    private static readonly Gen<(string Slot, string Secret, string Form)> Case =
        Gen.Select(Gen.OneOfConst(Slots), Secret, Gen.OneOfConst("{0}", "Server=db;Password={0}", "https://app:{0}@git.contoso.com/x", "--password={0}", "Bearer {0}"));

    [Fact]
    public void No_secret_in_any_slot_and_form_is_ever_shown() => Case.Sample(static sample =>
    {
        foreach (Shape shape in (Shape[])[Shape.Template, Shape.DeploymentYaml, Shape.GetResponse])
        {
            ContainerGroup group = GroupFixture.FromResource(With(sample.Slot, string.Format(null, sample.Form, sample.Secret))).In(shape);
            foreach (RuleResult result in Judge(group)) Assert.DoesNotContain(sample.Secret, result.Shown(), StringComparison.Ordinal);
        }
    });

    [Fact]
    public void Two_runs_share_no_evidence_and_one_run_gives_equal_secrets_equal_evidence() => Secret.Sample(static secret =>
    {
        ContainerGroup group = GroupFixture.FromResource(With("properties.containers.0.properties.environmentVariables.0.value", secret)).In(Shape.Template);
        RuleResult result = Judge(group).First(static r => r is { Evidence: EvidenceKind.Secret, Place: var place } && place.ToString().EndsWith("[DB_PASSWORD].value", StringComparison.Ordinal));
        var first = new EvidenceText(new SecretTag());
        var second = new EvidenceText(new SecretTag());
        Assert.Equal(Of(first), Of(first));
        Assert.NotEqual(Of(first), Of(second));

        string? Of(EvidenceText run) => run.Of(result.Value, result.Evidence, result.SecretKind);
    });

    [Fact]
    public void Verdicts_do_not_depend_on_the_order_of_properties() => Case.Sample(static sample =>
    {
        string json = With(sample.Slot, string.Format(null, sample.Form, sample.Secret));
        Assert.Equal(Keys(json), Keys(Reversed(JsonNode.Parse(json)!).ToJsonString()));

        static IEnumerable<string> Keys(string json) => Judge(GroupFixture.FromResource(json).In(Shape.Template)).Lines().Order(StringComparer.Ordinal);
    });

    [Fact]
    public void Every_rule_is_written_about_under_its_subject()
    {
        Assert.Equal(
            RuleCatalogue.ById.Values.Where(static r => r.Category == AciRuleCategory.Secrets).Select(static r => r.Id).Order(StringComparer.Ordinal),
            SecretRules.All.Select(static r => r.Id).Distinct().Order(StringComparer.Ordinal));
        foreach (Rule rule in SecretRules.All)
        {
            AciSubjectType subject = RuleCatalogue.ById[rule.Id].Subject;
            if (rule is ContainerRule) Assert.Equal(AciSubjectType.Container, subject);
            if (rule is GroupRule) Assert.Equal(AciSubjectType.ContainerGroup, subject);
            Assert.NotEqual(string.Empty, RuleCatalogue.ById[rule.Id].Remediation.Bicep);
        }
    }

    private static List<RuleResult> Judge(ContainerGroup group) =>
        [.. SecretRules.All.Where(static r => r is not TemplateRule).SelectMany(rule => RuleProbe.Judge(rule, group, AssessmentSettings.Default))];

    private static string With(string slot, string text)
    {
        JsonNode root = JsonNode.Parse(Resource)!;
        string[] names = slot.Split('.');
        JsonNode at = root;
        foreach (string name in names[..^1]) at = at is JsonArray list ? list[int.Parse(name, null)]! : at[name]!;
        if (at is JsonArray items) items[int.Parse(names[^1], null)] = text;
        else at[names[^1]] = text;
        return root.ToJsonString();
    }

    private static JsonNode Reversed(JsonNode node) => node switch
    {
        JsonObject thing => new JsonObject(thing.Reverse().Select(static p => KeyValuePair.Create(p.Key, p.Value is null ? null : Reversed(p.Value)))),
        JsonArray list => new JsonArray([.. list.Select(static i => i is null ? null : Reversed(i))]),
        _ => node.DeepClone(),
    };
}
