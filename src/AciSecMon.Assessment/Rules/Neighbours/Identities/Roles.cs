using System.Collections.Frozen;
using System.IO.Enumeration;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Identities;

/// <summary>How much a role may do.</summary>
internal enum RolePower
{
    /// <summary>What a workload may need.</summary>
    Ordinary,

    /// <summary>Everything but giving rights, or everything in vaults.</summary>
    High,

    /// <summary>Giving rights, and so everything.</summary>
    Critical,
}

/// <summary>
/// Tells what a role may do: by its id for built-in roles, which are the same in every tenant, otherwise by the actions of its definition. Ids: learn.microsoft.com,
/// Azure built-in roles.
/// </summary>
internal static class Roles
{
    private const string GiveRights = "Microsoft.Authorization/roleAssignments/write";

    private static readonly FrozenDictionary<string, (string Name, RolePower Power)> BuiltIn = new Dictionary<string, (string, RolePower)>
    {
        ["8e3af657-a8ff-443c-a75c-2fe8c4bcb635"] = ("Owner", RolePower.Critical),
        ["18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"] = ("User Access Administrator", RolePower.Critical),
        ["f58310d9-a9f6-439a-9e8d-f62e7b41a168"] = ("Role Based Access Control Administrator", RolePower.Critical),
        ["b24988ac-6180-42a0-ab88-20f7382dd24c"] = ("Contributor", RolePower.High),
        ["00482a5a-887f-4fb3-b363-3b7fe8e74483"] = ("Key Vault Administrator", RolePower.High),
        ["acdd72a7-3385-48ef-bd42-f606fba81ae7"] = ("Reader", RolePower.Ordinary),
        ["7f951dda-4ed3-4680-a7ca-43fe172d538d"] = ("AcrPull", RolePower.Ordinary),
        ["8311e382-0749-4cb8-b61a-304f252e45ec"] = ("AcrPush", RolePower.Ordinary),
        ["f1a07417-d97a-45cb-824c-7a7467783830"] = ("Managed Identity Operator", RolePower.Ordinary),
        ["73c42c96-874c-492b-b04d-ab87d138a893"] = ("Log Analytics Reader", RolePower.Ordinary),
        ["43d0d8ad-25c7-4714-9337-8ba259a9fe05"] = ("Monitoring Reader", RolePower.Ordinary),
        ["749f88d5-cbae-40b8-bcfc-e573ddc772fa"] = ("Monitoring Contributor", RolePower.Ordinary),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Name and power of a role; the power is null where neither its id nor its definition is known.</summary>
    public static (string Name, RolePower? Power) Of(string roleDefinitionId, NeighbourEstate estate)
    {
        string id = ResourceIds.LastSegment(roleDefinitionId);
        if (BuiltIn.TryGetValue(id, out (string Name, RolePower Power) known)) return (known.Name, known.Power);
        if (estate.RoleDefinition(roleDefinitionId) is not { } definition) return (id, null);
        Value properties = definition["properties"];
        return (properties["roleName"].AsText() ?? id, PowerOf(properties["permissions"]));
    }

    private static RolePower? PowerOf(Value permissions)
    {
        // A definition without its permissions is one that was not wholly read, not one that may do nothing.
        if (permissions is not ArrayValue || permissions.Rest is not null) return null;
        RolePower power = RolePower.Ordinary;
        foreach (Value permission in permissions.Items)
        {
            Value actions = permission["actions"];
            Value not = permission["notActions"];
            if (actions is not ArrayValue || actions.Rest is not null) return null;
            if (Grants(actions, GiveRights) && !Grants(not, GiveRights)) return RolePower.Critical;
            if (actions.Items.Any(static a => a.AsText() is null)) return null;
            if (actions.Items.Any(static a => a.Is("*"))) power = RolePower.High;
        }

        return power;
    }

    private static bool Grants(Value patterns, string action) =>
        patterns.Items.Any(p => p.AsText() is { } pattern && FileSystemName.MatchesSimpleExpression(pattern, action, ignoreCase: true));
}
