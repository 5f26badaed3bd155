using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Assessment.Rules.Metadata;

namespace AciSecMon.Assessment.Rules;

/// <summary>A rule with what is written about it, and the severity that the settings give it.</summary>
internal sealed record RuleEntry(Rule Rule, RuleMetadata Metadata, AciSeverity Severity)
{
    public string Id => Metadata.Id;

    /// <summary>True where the rule on a group needs a call for each group, so that it waits for it.</summary>
    public bool AwaitsFacets => Rule is GroupRule or ContainerRule && Metadata.Facets.Any(static f => f is Facet.InstanceView or Facet.Diagnostics);

    /// <summary>True where the rule can judge groups of that shape.</summary>
    public bool Judges(AciSourceKind shape) => Metadata.Shapes.Count == 0 || Metadata.Shapes.Contains(shape);
}
