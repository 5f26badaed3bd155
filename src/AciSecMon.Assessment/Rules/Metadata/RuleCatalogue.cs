using System.Reflection;
using AciSecMon.Assessment.Documents;

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
            using var text = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            Value rules = JsonDocumentReader.Read(new SourceFile(null, resource), text.ReadToEnd()).Root;
            foreach (Value rule in rules.Items)
            {
                RuleMetadata read = RuleMetadataReader.Read(rule);
                byId.Add(read.Id, read);
            }
        }

        return byId;
    }
}
