using System.Reflection;
using System.Text.Json;

namespace AciSecMon.Assessment.Rules.Metadata;

/// <summary>The metadata of every rule, by id, in the order of the ids.</summary>
internal static class RuleCatalogue
{
    private static readonly Lazy<IReadOnlyDictionary<string, RuleMetadata>> Loaded = new(Load);

    public static IReadOnlyDictionary<string, RuleMetadata> ById => Loaded.Value;

    private static SortedDictionary<string, RuleMetadata> Load()
    {
        var byId = new SortedDictionary<string, RuleMetadata>(StringComparer.OrdinalIgnoreCase);
        Assembly assembly = typeof(RuleCatalogue).Assembly;
        foreach (string resource in assembly.GetManifestResourceNames().Where(static n => n.StartsWith("rules/", StringComparison.Ordinal)))
        {
            using Stream stream = assembly.GetManifestResourceStream(resource)!;
            foreach (RuleMetadata rule in JsonSerializer.Deserialize(stream, RuleMetadataJson.Default.RuleMetadataArray)!) byId.Add(rule.Id, rule);
        }

        return byId;
    }
}
