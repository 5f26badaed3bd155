using System.Collections.Frozen;

namespace AciSecMon.Assessment.Policy;

/// <summary>
/// The aliases of container groups, without their common beginning. Source: microsoft/PSRule.Rules.Azure, data/providers/microsoft.containerinstance/types.json, API 2025-09-01
/// (azure-facts-2, D.4.8). It is the list of one day, and no promise of what Azure has now: Enable-AciPolicy asks Azure itself.
/// </summary>
internal static class ContainerInstanceAliases
{
    private const string Groups = "Microsoft.ContainerInstance/containerGroups";

    private static readonly Lazy<FrozenSet<string>> Known = new(static () =>
    {
        using var text = new StreamReader(typeof(ContainerInstanceAliases).Assembly.GetManifestResourceStream("aliases/containerGroups.txt")!);
        return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    });

    /// <summary>The aliases.</summary>
    public static IReadOnlyCollection<string> All => Known.Value;

    /// <summary>Whether container groups have an alias; null for types whose aliases are not known here.</summary>
    public static bool? Knows(string type, string suffix) => type.Equals(Groups, StringComparison.OrdinalIgnoreCase) ? Known.Value.Contains(suffix) : null;
}
