using AciSecMon.Assessment.Rules.Metadata;

namespace AciSecMon.Assessment.Rules;

/// <summary>A rule with what is written about it, and the severity that the settings give it.</summary>
internal sealed record RuleEntry(Rule Rule, RuleMetadata Metadata, AciSeverity Severity)
{
    public string Id => Metadata.Id;

    /// <summary>True where the rule can judge groups of that shape.</summary>
    public bool Judges(AciSourceKind shape) => Metadata.Shapes.Count == 0 || Metadata.Shapes.Contains(shape);
}
