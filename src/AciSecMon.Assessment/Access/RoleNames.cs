using System.Collections.Frozen;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Access;

/// <summary>Names of built-in roles, which have the same ids in every tenant. Source: azure-facts, G (MicrosoftDocs/azure-docs, role-based-access-control/built-in-roles).</summary>
internal static class RoleNames
{
    public const string Owner = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635";
    public const string Contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    public const string Reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    public const string InstancesContributor = "5d977122-f97e-4b4d-a52f-6b43003ddb4d";

    private static readonly FrozenDictionary<string, string> Known = new Dictionary<string, string>
    {
        [Owner] = "Owner",
        [Contributor] = "Contributor",
        [Reader] = "Reader",
        ["18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"] = "User Access Administrator",
        ["f58310d9-a9f6-439a-9e8d-f62e7b41a168"] = "Role Based Access Control Administrator",
        [InstancesContributor] = "Azure Container Instances Contributor Role",
        ["f1a07417-d97a-45cb-824c-7a7467783830"] = "Managed Identity Operator",
        ["4d97b98b-1d4f-4787-a291-c67834d212e7"] = "Network Contributor",
        ["7f951dda-4ed3-4680-a7ca-43fe172d538d"] = "AcrPull",
        ["8311e382-0749-4cb8-b61a-304f252e45ec"] = "AcrPush",
        ["73c42c96-874c-492b-b04d-ab87d138a893"] = "Log Analytics Reader",
        ["92aaf0da-9dab-42b6-94a3-d43ce8d16293"] = "Log Analytics Contributor",
        ["43d0d8ad-25c7-4714-9337-8ba259a9fe05"] = "Monitoring Reader",
        ["749f88d5-cbae-40b8-bcfc-e573ddc772fa"] = "Monitoring Contributor",
        ["39bc4728-0917-49c7-9d2c-d95423bc2eb4"] = "Security Reader",
        ["fb1c8493-542b-48eb-b624-b4c8fea62acd"] = "Security Admin",
        ["36243c78-bf99-498c-9df9-86d9f8d28608"] = "Resource Policy Contributor",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of a built-in role, or the id of another one. Takes resource ids of definitions too.</summary>
    public static string Of(string roleDefinitionId)
    {
        string id = ResourceIds.LastSegment(roleDefinitionId);
        return Known.GetValueOrDefault(id, id);
    }
}
