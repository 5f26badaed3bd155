using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Rules.Metadata;

/// <summary>
/// Reads the metadata of a rule, strictly: what is written wrongly never starts. By the documents' own reader, which is at work anyway when the first file
/// is read; a serializer would double the time to the first finding.
/// </summary>
internal static class RuleMetadataReader
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "id", "title", "severity", "category", "source", "subject", "facets", "shapes", "profiles", "controls", "rationale", "recommendation", "remediation",
    };

    /// <summary>Reads one rule.</summary>
    /// <exception cref="InvalidDataException">A property is missing, unknown or of the wrong kind.</exception>
    public static RuleMetadata Read(Value rule)
    {
        if (rule is not ObjectValue entry || entry.Properties.Any(static p => !Known.Contains(p.Name))) throw Wrong(rule, "it has a property that is not known");
        return new RuleMetadata
        {
            Id = Text(rule, "id"),
            Title = Text(rule, "title"),
            Severity = Member<AciSeverity>(rule, rule["severity"]),
            Category = Member<AciRuleCategory>(rule, rule["category"]),
            Source = rule["source"].IsMissing ? AciFindingSource.Configuration : Member<AciFindingSource>(rule, rule["source"]),
            Subject = Member<AciSubjectType>(rule, rule["subject"]),
            Facets = [.. rule["facets"].Items.Select(facet => Member<Facet>(rule, facet))],
            Shapes = [.. rule["shapes"].Items.Select(shape => Member<AciSourceKind>(rule, shape))],
            Profiles = Texts(rule, "profiles"),
            Controls = Texts(rule, "controls"),
            Rationale = Text(rule, "rationale"),
            Recommendation = Text(rule, "recommendation"),
            Remediation = rule["remediation"].IsMissing ? Remediation.None : Snippets(rule["remediation"]),
        };
    }

    private static Remediation Snippets(Value snippets) => new()
    {
        Bicep = snippets["bicep"].AsText() ?? string.Empty,
        Yaml = snippets["yaml"].AsText() ?? string.Empty,
        PowerShell = snippets["powerShell"].AsText() ?? string.Empty,
    };

    private static string Text(Value rule, string name) => rule[name].AsText() ?? throw Wrong(rule, name);

    private static string[] Texts(Value rule, string name) => [.. rule[name].Items.Select(item => item.AsText() ?? throw Wrong(rule, name))];

    private static T Member<T>(Value rule, Value member)
        where T : struct, Enum => Enum.TryParse(member.AsText(), ignoreCase: true, out T found) ? found : throw Wrong(rule, member.AsText() ?? typeof(T).Name);

    private static InvalidDataException Wrong(Value rule, string what) => new($"The metadata of rule {rule["id"].AsText()} is wrong: {what}.");
}
