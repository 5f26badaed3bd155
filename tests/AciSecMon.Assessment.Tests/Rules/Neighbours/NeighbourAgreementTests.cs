using System.Text.Json.Nodes;
using AciSecMon.Assessment.Tests.EndToEnd;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Rules.Neighbours;

/// <summary>The same estate on a connection, as exported JSON and as a template: the same verdicts under the same keys.</summary>
public sealed class NeighbourAgreementTests
{
    private static readonly (string Type, string Name, string Properties)[] Resources =
    [
        ("Microsoft.Network/virtualNetworks", "net", """{ "subnets": [ { "name": "aci", "properties": {} }, { "name": "other", "properties": {} } ] }"""),
        ("Microsoft.ContainerRegistry/registries", "contoso", """{ "adminUserEnabled": true }"""),
        ("Microsoft.Storage/storageAccounts", "contosodata", """{ "allowBlobPublicAccess": true }"""),
        ("Microsoft.KeyVault/vaults", "contoso-kv", "{}"),
    ];

    private static string GroupProperties(string subnetId) =>
        $$"""
        { "osType": "Linux", "subnetIds": [ { "id": "{{subnetId}}" } ],
          "imageRegistryCredentials": [ { "server": "contoso.azurecr.io", "username": "contoso", "password": "[listCredentials('contoso', '2023-07-01').passwords[0].value]" } ],
          "volumes": [ { "name": "data", "azureFile": { "shareName": "s", "storageAccountName": "contosodata" } } ],
          "secretReferences": [ { "name": "db", "secretReferenceUri": "https://contoso-kv.vault.azure.net/secrets/db" } ],
          "containers": [ { "name": "web", "properties": { "image": "contoso.azurecr.io/web:1" } } ] }
        """;

    [Fact]
    public async Task Live_export_and_template_agree_on_every_neighbour()
    {
        string subnet = $"{FakeLiveEstate.ResourceGroup}/providers/Microsoft.Network/virtualNetworks/net/subnets/aci";
        string group = FakeLiveEstate.Group("shop", WithoutPassword(GroupProperties(subnet)));
        string[] rows = [.. Resources.Select(static r => $$"""{ "id": "{{FakeLiveEstate.ResourceGroup}}/providers/{{r.Type}}/{{r.Name}}", "name": "{{r.Name}}", "type": "{{r.Type}}", "properties": {{r.Properties}} }""")];
        string template = Template(
            GroupProperties("[resourceId('Microsoft.Network/virtualNetworks/subnets', 'net', 'aci')]"),
            [.. Resources.Select(static r => $$"""{ "type": "{{r.Type}}", "apiVersion": "2023-01-01", "name": "{{r.Name}}", "properties": {{r.Properties}} }""")]);

        string[] live = Keys(await Assess.Judged([new LiveInput { Connection = new FakeLiveEstate().Page(group).Neighbour(rows).Connection }], Assess.Default()));
        string[] exported = Keys(await Assess.Text($"[ {group}, {string.Join(", ", rows)} ]", options: Assess.Default()));
        string[] written = Keys(await Assess.Text(template, options: Assess.Default()));

        Assert.Equal(live, exported);
        Assert.Equal(live, written);
        Assert.Superset(new HashSet<string> { "ACI-NET-012", "ACI-NET-017", "ACI-NET-018", "ACI-NET-019", "ACI-IMG-007" }, live.Select(static k => k[..11]).ToHashSet());
    }

    [Fact]
    public async Task A_subnet_of_its_own_in_a_template_is_the_networks_subnet()
    {
        string template = Template(
            GroupProperties("[resourceId('Microsoft.Network/virtualNetworks/subnets', 'net', 'aci')]"),
            ["""{ "type": "Microsoft.Network/virtualNetworks/subnets", "apiVersion": "2024-05-01", "name": "net/aci", "properties": {} }"""]);
        Assess run = await Assess.Text(template, options: Assess.Default());
        AciSecurityFinding finding = Assert.Single(run.Findings, static f => f.RuleId == "ACI-NET-012");
        int line = 1 + Array.FindIndex(template.Split('\n'), static l => l.Contains("net/aci", StringComparison.Ordinal));
        Assert.Equal(("Subnet/net/aci", "shop", line), (finding.SubjectId, finding.ContainerGroupName, finding.Location?.Line ?? 0));
    }

    [Fact]
    public async Task A_neighbour_that_a_file_does_not_hold_gives_no_finding()
    {
        Assess run = await Assess.Text(Template(GroupProperties("[resourceId('Microsoft.Network/virtualNetworks/subnets', 'net', 'aci')]"), []), options: Assess.Default());
        Assert.DoesNotContain(run.Findings, static f => f.SubjectType is AciSubjectType.Subnet or AciSubjectType.Vault or AciSubjectType.StorageAccount or AciSubjectType.Registry);
        Assert.DoesNotContain(run.Findings, static f => f.RuleId is "ACI-COV-003" or "ACI-COV-004" or "ACI-COV-010");
    }

    [Theory]
    [InlineData("[parameters('location')]", "[parameters('location')]", AciFindingStatus.Pass)]
    [InlineData("[parameters('location')]", "[parameters('vaultLocation')]", AciFindingStatus.Unknown)]
    [InlineData("[parameters('location')]", "westeurope", AciFindingStatus.Unknown)]
    public async Task A_vault_whose_region_comes_from_where_the_groups_comes_from_lies_beside_it(string group, string vault, AciFindingStatus expected)
    {
        const string Key = """{ "osType": "Linux", "encryptionProperties": { "vaultBaseUrl": "https://contoso-kv.vault.azure.net", "keyName": "disk", "keyVersion": "1" }, "containers": [ { "name": "web", "properties": { "image": "mcr.microsoft.com/a:1" } } ] }""";
        string template = Template(Key, [$$"""{ "type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", "name": "contoso-kv", "location": "{{vault}}", "properties": {} }"""], $""" "location": "{group}", """)
            .Replace("\"resources\"", """ "parameters": { "location": { "type": "string" }, "vaultLocation": { "type": "string" } }, "resources" """, StringComparison.Ordinal);
        Assess run = await Assess.Text(template, options: new AssessmentOptions { RuleId = ["ACI-DAT-011"], Status = Assess.EveryStatus, Settings = new SettingsOptions { NoSettings = true } });
        Assert.Equal(expected, Assert.Single(run.Findings, static f => f.RuleId == "ACI-DAT-011").Status);
    }

    [Fact]
    public async Task A_principal_that_is_an_expression_leaves_a_privileged_assignment_open()
    {
        const string Role = """
            { "type": "Microsoft.Authorization/roleAssignments", "apiVersion": "2022-04-01", "name": "r1", "properties": {
              "roleDefinitionId": "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635')]",
              "principalId": "[reference(resourceId('Microsoft.ContainerInstance/containerGroups', 'shop'), '2025-09-01', 'Full').identity.principalId]" } }
            """;
        string template = Template("""{ "osType": "Linux", "containers": [ { "name": "web", "properties": { "image": "mcr.microsoft.com/a:1" } } ] }""", [Role], """ "identity": { "type": "SystemAssigned" }, """);
        Assess run = await Assess.Text(template, options: new AssessmentOptions { RuleId = ["ACI-IDN-004"], Status = Assess.EveryStatus, Settings = new SettingsOptions { NoSettings = true } });
        Assert.Equal(AciFindingStatus.Unknown, Assert.Single(run.Findings, static f => f.RuleId == "ACI-IDN-004").Status);
        Assert.Contains(run.Findings, static f => f.RuleId == "ACI-COV-002" && f.Message.Contains("ACI-IDN-004", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Diagnostic_settings_of_a_template_are_found_in_both_spellings()
    {
        const string Logs = """{ "logs": [ { "category": "ContainerEvent", "enabled": true } ] }""";
        string[] settings =
        [
            $$"""{ "type": "Microsoft.Insights/diagnosticSettings", "apiVersion": "2021-05-01-preview", "name": "logs", "scope": "[resourceId('Microsoft.ContainerInstance/containerGroups', 'shop')]", "properties": {{Logs}} }""",
            $$"""{ "type": "Microsoft.Insights/diagnosticSettings", "apiVersion": "2021-05-01-preview", "name": "logs", "scope": "Microsoft.ContainerInstance/containerGroups/shop", "properties": {{Logs}} }""",
            $$"""{ "type": "Microsoft.ContainerInstance/containerGroups/providers/diagnosticSettings", "apiVersion": "2021-05-01-preview", "name": "shop/Microsoft.Insights/logs", "properties": {{Logs}} }""",
        ];
        foreach (string setting in settings)
        {
            string template = Template("""{ "osType": "Linux", "containers": [ { "name": "web", "properties": { "image": "mcr.microsoft.com/a:1" } } ] }""", [setting]);
            Assess run = await Assess.Text(template, options: new AssessmentOptions { RuleId = ["ACI-LOG-*"], Settings = new SettingsOptions { NoSettings = true } });
            Assert.Equal("ACI-LOG-002", Assert.Single(run.Findings).RuleId);
        }
    }

    private static string[] Keys(Assess run) =>
    [
        .. run.Findings.Where(static f => f.Status == AciFindingStatus.Fail && f.RuleId is "ACI-NET-012" or "ACI-NET-017" or "ACI-NET-018" or "ACI-NET-019" or "ACI-IMG-007" or "ACI-IMG-001")
            .Select(static f => $"{f.RuleId} {f.MatchKey}").Order(StringComparer.Ordinal),
    ];

    private static string WithoutPassword(string properties)
    {
        JsonNode node = JsonNode.Parse(properties)!;
        node["imageRegistryCredentials"]![0]!.AsObject().Remove("password");
        return node.ToJsonString();
    }

    private static string Template(string properties, string[] others, string envelope = "") =>
        $$"""
        { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [
          { "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2025-09-01", "name": "shop", "location": "westeurope", {{envelope}} "properties": {{properties}} }
          {{string.Concat(others.Select(static o => ", " + o))}} ] }
        """;
}
