using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>What aliases of any resource type mean: by the rule, where the rule does not hold, and where nobody knows.</summary>
public sealed class AliasTests
{
    [Theory]
    [InlineData("Microsoft.Compute/virtualMachines", "Microsoft.Compute/virtualMachines/sku.name", """{ "hardwareProfile": { "vmSize": "B1s" } }""", "B1s")]
    [InlineData("microsoft.compute/virtualmachines", "Microsoft.Compute/imagePublisher", """{ "storageProfile": { "imageReference": { "publisher": "canonical" } } }""", "canonical")]
    [InlineData("Microsoft.Compute/virtualMachineScaleSets", "Microsoft.Compute/imagePublisher", """{ "virtualMachineProfile": { "storageProfile": { "imageReference": { "publisher": "canonical" } } } }""", "canonical")]
    [InlineData("Microsoft.Storage/storageAccounts", "Microsoft.Storage/storageAccounts/enableBlobEncryption", """{ "encryption": { "services": { "blob": { "enabled": "yes" } } } }""", "yes")]
    [InlineData("Microsoft.Storage/storageAccounts", "Microsoft.Storage/storageAccounts/minimumTlsVersion", """{ "minimumTlsVersion": "TLS1_2" }""", "TLS1_2")]
    [InlineData("Microsoft.DocumentDB/databaseAccounts/tables/throughputSettings", "Microsoft.DocumentDB/databaseAccounts/tables/throughputSettings/default.resource.throughput", """{ "resource": { "throughput": "400" } }""", "400")]
    [InlineData("Microsoft.DataFactory/factories/linkedservices", "Microsoft.DataFactory/factories/linkedservices/AzureStorage.typeProperties.sasUri", """{ "typeProperties": { "sasUri": "u" } }""", "u")]
    [InlineData("Microsoft.StreamAnalytics/streamingjobs/inputs", "Microsoft.StreamAnalytics/streamingjobs/inputs/Stream.datasource.Microsoft-ServiceBus-EventHub.serviceBusNamespace", """{ "datasource": { "serviceBusNamespace": "n" } }""", "n")]
    [InlineData("Microsoft.KeyVault/vaults", "Microsoft.Compute/imagePublisher", "{}", null)]
    public void An_alias_means(string type, string alias, string properties, string? expected)
    {
        var resource = (ObjectValue)JsonDocumentReader.Read(new SourceFile(null, "resource"), $$"""{ "type": "{{type}}", "name": "x", "properties": {{properties}} }""").Root;

        Selection selection = FieldReader.Read(FieldReference.Parse(alias)!, resource, type, AliasResolver.ByRule, null);

        Assert.Equal(expected, selection[0].AsText());
        Assert.Equal(expected is null, selection[0].IsMissing);
    }

    [Theory]
    [InlineData("Microsoft.Compute/virtualMachines", "Microsoft.Compute/somethingNew")]
    [InlineData("Microsoft.ContainerInstance/containerGroups", "Microsoft.ContainerInstance/containerGroups/somethingNew")]
    public async Task One_that_nobody_knows_is_unknown_and_named(string type, string alias)
    {
        string policy = $$"""{ "name": "p", "properties": { "displayName": "P", "mode": "All", "policyRule": { "if": { "field": "{{alias}}", "equals": "x" }, "then": { "effect": "deny" } } } }""";
        string template = $$"""{ "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "resources": [ { "type": "{{type}}", "apiVersion": "2025-09-01", "name": "x", "location": "westeurope", "properties": {} }, { "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2025-09-01", "name": "web", "location": "westeurope", "properties": { "containers": [] } } ] }""";

        AciPolicyCompliance verdict = (await new PolicyTest().JudgeAsync([policy], template)).First(one => one.ResourceName == "x");

        Assert.Equal(AciPolicyState.Unknown, verdict.State);
        Assert.Contains(alias, verdict.Message, StringComparison.Ordinal);
    }
}
