using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>What <c>environment()</c> gives in Azure's public cloud (template-functions-deployment, "environment", sample answer).</summary>
internal static class PublicCloud
{
    public static ObjectValue Environment { get; } = Object(
        ("name", Text("AzureCloud")),
        ("gallery", Text("https://gallery.azure.com/")),
        ("graph", Text("https://graph.windows.net/")),
        ("graphAudience", Text("https://graph.windows.net/")),
        ("portal", Text("https://portal.azure.com")),
        ("resourceManager", Text("https://management.azure.com/")),
        ("sqlManagement", Text("https://management.core.windows.net:8443/")),
        ("vmImageAliasDoc", Text("https://raw.githubusercontent.com/Azure/azure-rest-api-specs/master/arm-compute/quickstart-templates/aliases.json")),
        ("activeDirectoryDataLake", Text("https://datalake.azure.net/")),
        ("batch", Text("https://batch.core.windows.net/")),
        ("media", Text("https://rest.media.azure.net")),
        ("authentication", Object(
            ("loginEndpoint", Text("https://login.microsoftonline.com/")),
            ("audiences", new ArrayValue([Text("https://management.core.windows.net/"), Text("https://management.azure.com/")])),
            ("tenant", Text("common")),
            ("identityProvider", Text("AAD")))),
        ("suffixes", Object(
            ("acrLoginServer", Text(".azurecr.io")),
            ("azureDatalakeAnalyticsCatalogAndJob", Text("azuredatalakeanalytics.net")),
            ("azureDatalakeStoreFileSystem", Text("azuredatalakestore.net")),
            ("azureFrontDoorEndpointSuffix", Text("azurefd.net")),
            ("keyvaultDns", Text(".vault.azure.net")),
            ("sqlServerHostname", Text(".database.windows.net")),
            ("storage", Text("core.windows.net")))));

    private static StringValue Text(string text) => new(text);

    private static ObjectValue Object(params (string Name, Value Value)[] properties) => new(Array.ConvertAll(properties, static p => new Property(p.Name, p.Value)));
}
