using AciSecMon.Assessment.Documents;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>Reads whether a workspace can receive. Properties: Microsoft.OperationalInsights/workspaces 2023-09-01.</summary>
internal static class WorkspaceFacts
{
    /// <summary>The action that reading needs.</summary>
    public const string ReadAction = "Microsoft.OperationalInsights/workspaces/read";

    /// <summary>Reads a workspace.</summary>
    public static DestinationFacts Read(Value workspace)
    {
        Value properties = workspace["properties"];
        if (workspace is not ObjectValue || properties is not ObjectValue) return DestinationFacts.Unknown("the service's answer is no workspace");
        return new DestinationFacts(
            true, workspace["location"].AsText(), ObstacleOf(properties), CustomerId: properties["customerId"].AsText(), LegacyObstacle: LegacyObstacleOf(properties), Remark: RemarkOf(properties));
    }

    private static string? ObstacleOf(Value properties)
    {
        string? ingestion = properties["workspaceCapping"]["dataIngestionStatus"].AsText();
        return ingestion switch
        {
            "ForceOff" => "its ingestion is switched off",
            "SubscriptionSuspended" => "its subscription is suspended",
            _ when properties["provisioningState"].Is("Deleting") || properties["provisioningState"].Is("ProvisioningAccount") || properties["provisioningState"].Is("Failed") =>
                $"its state is {properties["provisioningState"].AsText()}",
            _ => null,
        };
    }

    // A state that ends by itself every day is no reason against a setting.
    private static string? RemarkOf(Value properties) => properties["workspaceCapping"]["dataIngestionStatus"].Is("OverQuota")
        ? "its daily quota is used up, so that it takes nothing more until the quota is renewed"
        : null;

    // The agent signs in with the workspace's key and comes by the public address (azure-facts, B.3).
    private static string? LegacyObstacleOf(Value properties)
    {
        if (properties["features"]["disableLocalAuth"].AsBoolean() == true) return "it takes no workspace keys (local authentication is off)";
        return properties["publicNetworkAccessForIngestion"].Is("Disabled") ? "it takes nothing from public networks" : null;
    }
}
