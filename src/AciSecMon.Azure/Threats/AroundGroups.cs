using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Estate;

namespace AciSecMon.Azure.Threats;

/// <summary>
/// Asks where registries, vaults and storage accounts of groups lie. They are often shared and lie in another subscription, and an alert on one is filed there. Two hundred names make one
/// query.
/// </summary>
internal static class AroundGroups
{
    /// <summary>What is asked for, in the plural, for messages.</summary>
    public const string What = "registries, vaults and storage accounts of container groups";

    private const string Types = "'microsoft.containerregistry/registries', 'microsoft.keyvault/vaults', 'microsoft.storage/storageaccounts'";
    private const int NamesPerQuery = 200;

    /// <summary>The queries for some names, in every subscription that can be read.</summary>
    public static IEnumerable<GraphQuery> Queries(IEnumerable<string> names) =>
        names.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).Chunk(NamesPerQuery).Select(static some => new GraphQuery(ResourceQuery.Of(Types, "name", some)));
}
