using AciSecMon.Assessment.Documents;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>Reads whether a storage account can receive. Rules: azure-facts, B.1.</summary>
internal static class StorageFacts
{
    /// <summary>The action that reading needs.</summary>
    public const string ReadAction = "Microsoft.Storage/storageAccounts/read";

    /// <summary>Reads a storage account.</summary>
    public static DestinationFacts Read(Value account)
    {
        Value properties = account["properties"];
        if (account is not ObjectValue || properties is not ObjectValue) return DestinationFacts.Unknown("the service's answer is no storage account");
        string? sku = account["sku"]["name"].AsText();
        return new DestinationFacts(true, account["location"].AsText(), ObstacleOf(sku, properties), sku is null ? "its performance tier is not known" : null);
    }

    private static string? ObstacleOf(string? sku, Value properties)
    {
        if (sku is not null && !sku.StartsWith("Standard", StringComparison.OrdinalIgnoreCase)) return $"its performance tier is {sku}; only Standard is accepted";
        if (properties["dnsEndpointType"].Is("AzureDnsZone")) return "its endpoints are in a DNS zone of their own, which is not accepted";
        Value network = properties["networkAcls"];
        bool isClosed = network["defaultAction"].Is("Deny") || properties["publicNetworkAccess"].Is("Disabled");
        // The bypass is a list in one text, such as "Logging, AzureServices".
        bool letsServicesIn = network["bypass"].AsText()?.Contains("AzureServices", StringComparison.OrdinalIgnoreCase) == true;
        return isClosed && !letsServicesIn ? "its firewall lets no trusted Microsoft services in" : null;
    }
}
