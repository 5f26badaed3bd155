using AciSecMon.Assessment.Tests.Support;
using CsCheck;

namespace AciSecMon.Assessment.Tests.EndToEnd;

/// <summary>A secret that stands in a source is in nothing that leaves the engine.</summary>
public sealed class SecrecyTests
{
    // Placeholders in the slots of a group where people put secrets, by the path below properties.
    private static readonly string[] Slots =
    [
        """{ "containers": [ { "name": "web", "properties": { "image": "nginx", "environmentVariables": [ { "name": "DB_PASSWORD", "value": "$$" } ] } } ] }""",
        """{ "containers": [ { "name": "web", "properties": { "image": "nginx", "environmentVariables": [ { "name": "HARMLESS", "value": "$$" } ] } } ] }""",
        """{ "containers": [ { "name": "web", "properties": { "image": "nginx", "environmentVariables": [ { "name": "DB_PASSWORD", "secureValue": "$$" } ] } } ] }""",
        """{ "initContainers": [ { "name": "setup", "properties": { "image": "busybox", "environmentVariables": [ { "name": "TOKEN", "value": "$$" } ] } } ] }""",
        """{ "containers": [ { "name": "web", "properties": { "image": "nginx", "command": [ "serve", "--password", "$$" ] } } ] }""",
        """{ "containers": [ { "name": "web", "properties": { "image": "nginx", "command": [ "sh", "-c", "curl -u admin:$$ https://example.com" ] } } ] }""",
        """{ "containers": [ { "name": "web", "properties": { "image": "nginx", "livenessProbe": { "exec": { "command": [ "check", "--token=$$" ] } } } } ] }""",
        """{ "containers": [ { "name": "web", "properties": { "image": "nginx", "readinessProbe": { "httpGet": { "port": 80, "httpHeaders": [ { "name": "Authorization", "value": "Bearer $$" } ] } } } } ] }""",
        """{ "containers": [ { "name": "web", "properties": { "image": "nginx", "configMap": { "keyValuePairs": { "password": "$$" } } } } ] }""",
        """{ "volumes": [ { "name": "code", "gitRepo": { "repository": "https://user:$$@example.com/repo.git" } } ] }""",
        """{ "volumes": [ { "name": "s", "secret": { "key.pem": "$$" } } ] }""",
        """{ "volumes": [ { "name": "f", "azureFile": { "shareName": "s", "storageAccountName": "a", "storageAccountKey": "$$" } } ] }""",
        """{ "imageRegistryCredentials": [ { "server": "contoso.azurecr.io", "username": "contoso", "password": "$$" } ] }""",
        """{ "diagnostics": { "logAnalytics": { "workspaceId": "11111111-2222-3333-4444-555555555555", "workspaceKey": "$$" } } }""",
        """{ "extensions": [ { "name": "e", "properties": { "extensionType": "x", "version": "1", "settings": { "password": "$$" }, "protectedSettings": { "p": "$$" } } } ] }""",
    ];

    private static readonly Gen<string> Canary = Gen.String[Gen.Char["ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"], 24, 40];

    [Theory]
    [EveryShape]
    public async Task No_secret_of_any_slot_leaves_the_engine_in_any_shape(Shape shape)
    {
        foreach (string slot in Slots)
        {
            string canary = Canary.Single();
            Assess run = await Assess.In(shape, GroupFixture.FromProperties(slot.Replace("$$", canary, StringComparison.Ordinal)));

            Assert.NotEmpty(run.Findings);
            Assert.DoesNotContain(canary, run.AllText, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("""{ "name": "PASSWORD", "value": "[concat('$$', parameters('missing'))]" }""")]
    [InlineData("""{ "name": "PASSWORD", "value": "[if(equals(parameters('missing'), '$$'), '$$', 'none')]" }""")]
    [InlineData("""{ "name": "PASSWORD", "value": "[parameters('secret')]" }""")]
    [InlineData("""{ "name": "PASSWORD", "value": "[variables('secret')]" }""")]
    [InlineData("""{ "name": "PASSWORD", "value": "[nosuchfunction('$$')]" }""")]
    [InlineData("""{ "name": "PASSWORD", "value": "[broken('$$'" }""")]
    [InlineData("""{ "name": "PASSWORD", "value": "[string(createObject('$$', '$$', 'x', parameters('missing')))]" }""")]
    public async Task No_secret_of_an_expression_leaves_the_engine(string variable)
    {
        string canary = Canary.Single();
        string template = $$"""
            {
              "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
              "parameters": { "missing": { "type": "string" }, "secret": { "type": "securestring", "defaultValue": "$$" } },
              "variables": { "secret": "$$" },
              "resources": [ { "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2023-05-01", "name": "shop", "location": "westeurope",
                "tags": { "password": "$$" },
                "properties": { "osType": "Linux", "containers": [ { "name": "web", "properties": { "image": "nginx", "environmentVariables": [ {{variable}} ] } } ] } } ],
              "outputs": { "secret": { "type": "string", "value": "[concat('Password=', parameters('secret'))]" } }
            }
            """.Replace("$$", canary, StringComparison.Ordinal);
        Assess run = await Assess.Text(template);

        Assert.NotEmpty(run.Findings);
        Assert.DoesNotContain(canary, run.AllText, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Two_runs_share_no_evidence_tag()
    {
        GroupFixture group = GroupFixture.FromProperties(Slots[0].Replace("$$", "Hunter2-and-more", StringComparison.Ordinal));
        string first = TagOf(await Assess.In(Shape.GetResponse, group));
        string second = TagOf(await Assess.In(Shape.GetResponse, group));

        Assert.NotEqual(first, second);
    }

    private static string TagOf(Assess run)
    {
        string evidence = run.Findings.First(static f => f.RuleId == "ACI-SEC-001" && f.Status == AciFindingStatus.Fail).Evidence[0].Value!;
        Assert.Contains("tag ", evidence, StringComparison.Ordinal);
        return evidence[evidence.IndexOf("tag ", StringComparison.Ordinal)..];
    }
}
