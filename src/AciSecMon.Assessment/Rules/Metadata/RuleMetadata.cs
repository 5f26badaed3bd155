using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Rules.Metadata;

/// <summary>
/// What is written about a rule; one JSON file per category holds it. What a file leaves out, the deserializer sets to null, so that defaults are given on reading.
/// </summary>
internal sealed class RuleMetadata
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required AciSeverity Severity { get; init; }

    public required AciRuleCategory Category { get; init; }

    public AciFindingSource Source { get; init; } = AciFindingSource.Configuration;

    /// <summary>What the rule judges; what is said of groups holds for profiles and NGroups too.</summary>
    public required AciSubjectType Subject { get; init; }

    /// <summary>Slices of the estate that the rule needs beyond the group.</summary>
    public IReadOnlyList<Facet> Facets { get; init; } = [];

    /// <summary>Shapes that the rule can judge; empty for all.</summary>
    public IReadOnlyList<AciSourceKind> Shapes { get; init; } = [];

    /// <summary>Profiles that include the rule.</summary>
    public required IReadOnlyList<string> Profiles { get; init; }

    /// <summary>Control ids of the Microsoft cloud security benchmark, version 1, without prefix.</summary>
    public required IReadOnlyList<string> Controls { get; init; }

    public required string Rationale { get; init; }

    public required string Recommendation { get; init; }

    public Remediation Remediation { get; init; } = Remediation.None;
}

/// <summary>Snippets that repair what a rule finds; empty where there is none in that language.</summary>
internal sealed class Remediation
{
    /// <summary>No snippet in any language.</summary>
    public static Remediation None { get; } = new();

    public string Bicep { get; init; } = string.Empty;

    public string Yaml { get; init; } = string.Empty;

    public string PowerShell { get; init; } = string.Empty;
}
