using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules;
using AciSecMon.Assessment.Rules.Secrets;
using AciSecMon.Assessment.Tests.Support;
using AciSecMon.Assessment.Tests.Templates;

namespace AciSecMon.Assessment.Tests.Rules.Secrets;

/// <summary>Secrets that flow through a template's own expressions, judged on the template as it expands.</summary>
public sealed class TemplateFlowTests
{
    private const string Parameters =
        """
        "parameters": {
          "pw": { "type": "secureString" }, "keys": { "type": "secureObject" }, "known": { "type": "secureString", "defaultValue": "Sommer24" },
          "plain": { "type": "string" }, "account": { "type": "string", "defaultValue": "stshop" }
        }
        """;

    [Theory]
    [InlineData("[parameters('pw')]")]
    [InlineData("[parameters('known')]")]
    [InlineData("[parameters('keys').database.password]")]
    [InlineData("[variables('direct')]")]
    [InlineData("[variables('nested').list[0].user]")]
    [InlineData("[concat('app:', parameters('pw'), ':1001')]")]
    [InlineData("[format('postgres://app:{0}@db/app', variables('direct'))]")]
    [InlineData("[toUpper(substring(parameters('known'), 0, 3))]")]
    [InlineData("[base64(parameters('pw'))]")]
    [InlineData("[uriComponent(string(parameters('keys')))]")]
    [InlineData("[listKeys(resourceId('Microsoft.Storage/storageAccounts', parameters('account')), '2023-01-01').keys[0].value]")]
    [InlineData("[concat('DefaultEndpointsProtocol=https;AccountKey=', listKeys(parameters('account'), '2023-01-01').keys[0].value)]")]
    [InlineData("[join(createArray('a', parameters('pw')), ',')]")]
    [InlineData("[coalesce(null(), parameters('pw'))]")]
    [InlineData("[if(true(), parameters('pw'), 'x')]")]
    public void A_secure_input_is_followed_into_a_clear_variable(string expression)
    {
        IReadOnlyList<RuleResult> results = Judge("SEC-003", Group($$"""{ "name": "MODE", "value": "{{expression}}" }"""));
        Assert.Equal(["Fail containers[web].environmentVariables[MODE].value"], results.Lines());
        Assert.DoesNotContain("Sommer24", results[0].Shown(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[parameters('plain')]")]
    [InlineData("[concat(parameters('plain'), resourceGroup().location)]")]
    [InlineData("[reference(resourceId('Microsoft.Storage/storageAccounts', parameters('account')), '2023-01-01').primaryEndpoints.blob]")]
    [InlineData("[if(empty(parameters('account')), parameters('pw'), 'x')]")]
    public void Other_inputs_are_not(string expression) =>
        Assert.Equal(["Pass containers[web].environmentVariables"], Judge("SEC-003", Group($$"""{ "name": "MODE", "value": "{{expression}}" }""")).Lines());

    [Fact]
    public void The_secure_slot_takes_secure_inputs_and_refuses_plain_ones_and_texts()
    {
        EstatePart part = Group(
            """
            { "name": "A", "secureValue": "[parameters('pw')]" }, { "name": "B", "secureValue": "[parameters('plain')]" }, { "name": "C", "secureValue": "Sommer24" },
            { "name": "D", "secureValue": "[concat('Sommer', '24')]" }, { "name": "E", "secureValue": "[variables('text')]" },
            { "name": "F", "secureValue": "[listKeys(parameters('account'), '2023-01-01').keys[0].value]" }
            """);
        const string Web = "containers[web].environmentVariables";
        Assert.Equal([$"Fail {Web}[C].secureValue", $"Fail {Web}[D].secureValue", $"Fail {Web}[E].secureValue"], Judge("SEC-004", part).Lines());
        Assert.Equal([$"Fail {Web}[B].secureValue"], Judge("SEC-005", part).Lines());
    }

    [Fact]
    public void A_secret_that_one_container_hides_and_another_shows_is_found_by_its_parameter() => Assert.Equal(
        ["Fail containers[web].environmentVariables[SHOWN].value"],
        Judge("SEC-019", Group("""{ "name": "HIDDEN", "secureValue": "[parameters('pw')]" }, { "name": "SHOWN", "value": "[concat('x', parameters('pw'))]" }""")).Lines());

    [Fact]
    public void A_parameter_of_a_nested_deployment_hands_the_secret_on()
    {
        const string Inner =
            """
            { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
              "parameters": { "value": { "type": "string" }, "hidden": { "type": "secureString" } },
              "resources": [ { "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2023-05-01", "name": "shop", "location": "westeurope", "properties": { "osType": "Linux",
                "containers": [ { "name": "web", "properties": { "image": "nginx:1", "environmentVariables": [
                  { "name": "MODE", "value": "[parameters('value')]" }, { "name": "TOKEN", "secureValue": "[parameters('hidden')]" } ] } } ] } } ],
              "outputs": { "leak": { "type": "string", "value": "[parameters('hidden')]" } } }
            """;
        string sections = Parameters + $$"""
            , "resources": [ { "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "inner", "properties": { "mode": "Incremental",
                "expressionEvaluationOptions": { "scope": "inner" },
                "parameters": { "value": { "value": "[parameters('pw')]" }, "hidden": { "value": "[parameters('plain')]" } }, "template": {{Inner}} } } ]
            """;
        EstatePart part = Read(sections);
        Assert.Equal(["Fail containers[web].environmentVariables[MODE].value"], Judge("SEC-003", part).Lines());
        Assert.Equal(["Fail deployments[inner].parameters[hidden].value"], Verdicts.Of("SEC-005", part.Template!).Lines());
        Assert.Equal(["Fail deployments[inner].outputs[leak].value"], Verdicts.Of("SEC-011", part.Template!).Lines());
    }

    [Fact]
    public void A_secret_in_clear_in_the_parameter_file_is_found_there_and_a_vault_reference_is_none()
    {
        const string File =
            """
            { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#", "contentVersion": "1.0.0.0", "parameters": {
              "pw": { "value": "Sommer24" },
              "known": { "reference": { "keyVault": { "id": "/subscriptions/0/resourceGroups/r/providers/Microsoft.KeyVault/vaults/v" }, "secretName": "s" } },
              "plain": { "value": "x" } } }
            """;
        string sections = $$"""{{Parameters}}, "resources": [ {{GroupJson("""{ "name": "A", "secureValue": "[parameters('pw')]" }, { "name": "B", "value": "[parameters('known')]" }""")}} ]""";
        EstatePart part = Read(sections, File);
        Assert.Equal(["Fail parameters[pw].value"], Verdicts.Of("SEC-004", part.Template!).Lines());
        Assert.Equal(["Pass"], Judge("SEC-004", part).Lines());
        RuleResult clear = Assert.Single(Judge("SEC-003", part));
        Assert.Contains("Key Vault", clear.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_of_secure_parameters_are_judged_as_they_evaluate()
    {
        EstatePart part = Read(
            $$"""
            "parameters": {
              "text": { "type": "secureString", "defaultValue": "Sommer24" }, "empty": { "type": "secureString", "defaultValue": "" }, "new": { "type": "securestring", "defaultValue": "[newGuid()]" },
              "newer": { "type": "securestring", "defaultValue": "[concat('P', newGuid(), '!')]" }, "other": { "type": "secureString", "defaultValue": "[parameters('text')]" },
              "computed": { "type": "secureString", "defaultValue": "[concat('P', uniqueString(resourceGroup().id), '!')]" }, "none": { "type": "secureObject" }, "name": { "type": "string", "defaultValue": "x" }
            },
            "resources": [ {{GroupJson("""{ "name": "A", "value": "b" }""")}} ]
            """);
        Assert.Equal(["Fail parameters[computed].defaultValue", "Fail parameters[text].defaultValue"], Verdicts.Of("SEC-006", part.Template!).Lines().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_corpus_shows_its_secrets()
    {
        EstatePart wordpress = ReadFile("quickstart/aci-wordpress-vnet/azuredeploy.json");
        Assert.Equal(
            ["containers[mysql-share].environmentVariables[AZURE_STORAGE_KEY].value", "containers[mysql].environmentVariables[MYSQL_ROOT_PASSWORD].value",
                "containers[wordpress-share].environmentVariables[AZURE_STORAGE_KEY].value", "containers[wordpress].environmentVariables[WORDPRESS_DB_PASSWORD].value"],
            FailedPlaces("SEC-003", wordpress));

        EstatePart sftp = ReadFile("quickstart/aci-sftp-files-existing-storage/azuredeploy.json");
        Assert.Equal(["containers[sftp].environmentVariables[SFTP_USERS].value"], FailedPlaces("SEC-003", sftp));
    }

    [Theory]
    [InlineData("aci-sftp-files/main")]
    [InlineData("aci-linuxcontainer-public-ip/main")]
    [InlineData("deployment-script-dev-environment/main")]
    [InlineData("deployment-script-dev-environment/containergroups")]
    public void The_list_form_and_the_symbolic_form_of_a_template_give_the_same_verdicts(string name)
    {
        Assert.Equal(AllLines($"{name}.json"), AllLines($"{name}.symbolicnames.json"));

        static string[] AllLines(string file)
        {
            EstatePart part = ReadFile($"bicep-pairs/{file}");
            IEnumerable<string> onGroups = SecretRules.All.Where(static r => r is not TemplateRule)
                .SelectMany(rule => part.Groups.SelectMany(entry => RuleProbe.Judge(rule, entry.Group).Lines().Select(line => $"{rule.Id} {entry.Group.SubjectKey} {line}")));
            IEnumerable<string> onTemplate = ((string[])["SEC-004", "SEC-005", "SEC-006", "SEC-011"]).SelectMany(id => Verdicts.Of(id, part.Template!).Lines().Select(line => $"{id} {line}"));
            return [.. onGroups.Concat(onTemplate).Order(StringComparer.Ordinal)];
        }
    }

    private static string[] FailedPlaces(string id, EstatePart part) =>
        [.. part.Groups.SelectMany(g => Verdicts.Of(id, g.Group)).Where(static r => r.Status == AciFindingStatus.Fail).Select(static r => r.Place.ToString()).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<RuleResult> Judge(string id, EstatePart part) => RuleProbe.Judge(Verdicts.Rule(id), part);

    private static EstatePart Group(string variables) => Read(
        $$"""
        {{Parameters}},
        "variables": { "direct": "[parameters('pw')]", "nested": { "list": [ { "user": "[format('app:{0}', variables('direct'))]" } ] }, "text": "Sommer24" },
        "resources": [ {{GroupJson(variables)}} ]
        """);

    private static string GroupJson(string variables) =>
        $$"""
        { "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2023-05-01", "name": "shop", "location": "westeurope", "properties": { "osType": "Linux", "containers": [
          { "name": "web", "properties": { "image": "nginx:1", "environmentVariables": [ {{variables}} ] } } ] } }
        """;

    private static EstatePart Read(string sections, string? parameters = null) =>
        Fixtures.ReadTemplate($"{{ \"$schema\": \"{Template.Schema}\", \"contentVersion\": \"1.0.0.0\", {sections} }}", parameters);

    private static EstatePart ReadFile(string corpusPath) => Fixtures.ReadTemplate(File.ReadAllText(Corpus.PathOf(corpusPath)));
}
