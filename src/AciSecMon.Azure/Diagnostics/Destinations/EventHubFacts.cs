using AciSecMon.Assessment.Documents;

namespace AciSecMon.Azure.Diagnostics;

/// <summary>Reads whether an event hub can receive. Rules: azure-facts, B.1. Properties: Microsoft.EventHub/namespaces 2024-01-01.</summary>
internal static class EventHubFacts
{
    /// <summary>The action that reading the rule needs.</summary>
    public const string RuleReadAction = "Microsoft.EventHub/namespaces/authorizationRules/read";

    /// <summary>The action that reading the firewall needs.</summary>
    public const string NetworkReadAction = "Microsoft.EventHub/namespaces/networkRuleSets/read";

    /// <summary>The action that reading a hub needs.</summary>
    public const string HubReadAction = "Microsoft.EventHub/namespaces/eventhubs/read";

    private static readonly string[] NeededRights = ["Manage", "Send", "Listen"];

    /// <summary>Reads a rule with its namespace.</summary>
    /// <param name="rule">The authorization rule.</param>
    /// <param name="owner">The namespace.</param>
    /// <param name="network">Its network rules; missing where it has none.</param>
    /// <param name="hub">The hub; missing where none is named.</param>
    /// <param name="doubt">What could not be read; null for nothing.</param>
    public static DestinationFacts Read(Value rule, Value owner, Value network, Value hub, string? doubt)
    {
        if (rule["properties"] is not ObjectValue || owner["properties"] is not ObjectValue) return DestinationFacts.Unknown("the service's answer is no authorization rule");
        return new DestinationFacts(true, owner["location"].AsText(), ObstacleOf(rule["properties"], network["properties"], hub["properties"]), doubt);
    }

    private static string? ObstacleOf(Value rule, Value network, Value hub)
    {
        string[] lacking = [.. NeededRights.Where(right => !rule["rights"].Items.Any(item => item.Is(right)))];
        if (lacking.Length > 0) return $"its authorization rule lacks {string.Join(" and ", lacking)}";
        bool isClosed = network["defaultAction"].Is("Deny") || network["publicNetworkAccess"].Is("Disabled");
        if (isClosed && network["trustedServiceAccessEnabled"].AsBoolean() != true) return "its firewall lets no trusted Microsoft services in";
        return hub["retentionDescription"]["cleanupPolicy"].Is("Compact") ? "its event hub is compacted, which is not accepted" : null;
    }
}
