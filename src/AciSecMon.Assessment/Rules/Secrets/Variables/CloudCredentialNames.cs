namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>Names of variables by which the clients of cloud services take static credentials.</summary>
internal static class CloudCredentialNames
{
    // Sources: Azure.Identity EnvironmentCredential; Azure CLI, Terraform azurerm and AzCopy environment variables; Azure Storage, Cosmos DB, Service Bus, Event Hubs,
    // OpenAI and AI Search samples; Azure Functions host settings; Azure Pipelines agent (AZP_TOKEN); AWS SDK and Google Cloud SDK environment variables.
    private static readonly Dictionary<string, string> Services = new(StringComparer.Ordinal)
    {
        ["AZURECLIENTSECRET"] = "Microsoft Entra ID",
        ["AZURECLIENTCERTIFICATEPASSWORD"] = "Microsoft Entra ID",
        ["AZUREPASSWORD"] = "Microsoft Entra ID",
        ["ARMCLIENTSECRET"] = "Microsoft Entra ID",
        ["ARMCLIENTCERTIFICATEPASSWORD"] = "Microsoft Entra ID",
        ["AZCOPYSPACLIENTSECRET"] = "Microsoft Entra ID",
        ["AADCLIENTSECRET"] = "Microsoft Entra ID",
        ["SERVICEPRINCIPALPASSWORD"] = "Microsoft Entra ID",
        ["SERVICEPRINCIPALSECRET"] = "Microsoft Entra ID",
        ["AZURECREDENTIALS"] = "Microsoft Entra ID",
        ["AZURESTORAGEKEY"] = "Azure Storage",
        ["AZURESTORAGEACCOUNTKEY"] = "Azure Storage",
        ["AZURESTORAGEACCESSKEY"] = "Azure Storage",
        ["AZURESTORAGECONNECTIONSTRING"] = "Azure Storage",
        ["AZURESTORAGESASTOKEN"] = "Azure Storage",
        ["STORAGEACCOUNTKEY"] = "Azure Storage",
        ["STORAGEACCESSKEY"] = "Azure Storage",
        ["STORAGEKEY"] = "Azure Storage",
        ["STORAGECONNECTIONSTRING"] = "Azure Storage",
        ["BLOBCONNECTIONSTRING"] = "Azure Storage",
        ["AZUREWEBJOBSSTORAGE"] = "Azure Storage",
        ["COSMOSKEY"] = "Azure Cosmos DB",
        ["COSMOSDBKEY"] = "Azure Cosmos DB",
        ["AZURECOSMOSKEY"] = "Azure Cosmos DB",
        ["AZURECOSMOSDBKEY"] = "Azure Cosmos DB",
        ["COSMOSCONNECTIONSTRING"] = "Azure Cosmos DB",
        ["COSMOSDBCONNECTIONSTRING"] = "Azure Cosmos DB",
        ["AZURECOSMOSCONNECTIONSTRING"] = "Azure Cosmos DB",
        ["SERVICEBUSCONNECTIONSTRING"] = "Azure Service Bus",
        ["AZURESERVICEBUSCONNECTIONSTRING"] = "Azure Service Bus",
        ["EVENTHUBCONNECTIONSTRING"] = "Azure Event Hubs",
        ["EVENTHUBSCONNECTIONSTRING"] = "Azure Event Hubs",
        ["AZUREEVENTHUBCONNECTIONSTRING"] = "Azure Event Hubs",
        ["AZUREOPENAIKEY"] = "Azure OpenAI",
        ["AZUREOPENAIAPIKEY"] = "Azure OpenAI",
        ["AZURESEARCHKEY"] = "Azure AI Search",
        ["AZURESEARCHAPIKEY"] = "Azure AI Search",
        ["AZURESEARCHADMINKEY"] = "Azure AI Search",
        ["AZUREAPPCONFIGCONNECTIONSTRING"] = "Azure App Configuration",
        ["APPCONFIGCONNECTIONSTRING"] = "Azure App Configuration",
        ["SIGNALRCONNECTIONSTRING"] = "Azure SignalR Service",
        ["ACRPASSWORD"] = "Azure Container Registry",
        ["AZUREDEVOPSPAT"] = "Azure DevOps",
        ["AZUREDEVOPSEXTPAT"] = "Azure DevOps",
        ["AZPTOKEN"] = "Azure DevOps",
        ["AWSACCESSKEYID"] = "Amazon Web Services",
        ["AWSSECRETACCESSKEY"] = "Amazon Web Services",
        ["AWSSECRETKEY"] = "Amazon Web Services",
        ["AWSSESSIONTOKEN"] = "Amazon Web Services",
        ["GOOGLEAPPLICATIONCREDENTIALS"] = "Google Cloud",
        ["GOOGLEAPPLICATIONCREDENTIALSJSON"] = "Google Cloud",
        ["GOOGLECREDENTIALS"] = "Google Cloud",
        ["GOOGLEAPIKEY"] = "Google Cloud",
        ["GCLOUDSERVICEKEY"] = "Google Cloud",
    };

    private const int LongestName = 64;

    /// <summary>The service that the name holds a credential of, ignoring case and separators; null where there is none.</summary>
    public static string? ServiceOf(string name)
    {
        if (name.Length > LongestName) return null;
        Span<char> letters = stackalloc char[name.Length];
        int length = 0;
        foreach (char c in name)
        {
            if (char.IsAsciiLetterOrDigit(c)) letters[length++] = char.ToUpperInvariant(c);
        }

        return Services.GetValueOrDefault(letters[..length].ToString());
    }
}
