namespace AciSecMon;

/// <summary>What a rule checks, why, and how to repair what it finds.</summary>
public sealed class AciSecurityRule
{
    /// <summary>The rule, such as <c>ACI-NET-001</c>. An id never changes its meaning.</summary>
    public string RuleId { get; init; } = string.Empty;

    /// <summary>The detection whose hits it tells of, such as <c>ACI-KQL-013</c>; null for a rule that tells of none.</summary>
    public string? DetectionId { get; init; }

    /// <summary>What the rule says in one line.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>How much a failure matters, after the settings' overrides.</summary>
    public AciSeverity Severity { get; init; }

    /// <summary>The part of security that it belongs to.</summary>
    public AciRuleCategory Category { get; init; }

    /// <summary>The kind of evidence that it gives.</summary>
    public AciFindingSource Source { get; init; }

    /// <summary>What it judges.</summary>
    public AciSubjectType SubjectType { get; init; }

    /// <summary>Slices of the estate that it needs beyond the group itself.</summary>
    public string[] Facet { get; init; } = [];

    /// <summary>Shapes that it can judge; elsewhere it answers NotApplicable.</summary>
    public AciSourceKind[] Shape { get; init; } = [];

    /// <summary>Profiles that include it.</summary>
    public string[] Profile { get; init; } = [];

    /// <summary>True where the profile in force includes it.</summary>
    public bool Enabled { get; init; }

    /// <summary>Controls of the Microsoft cloud security benchmark that it maps to.</summary>
    public string[] Control { get; init; } = [];

    /// <summary>Why it matters.</summary>
    public string Rationale { get; init; } = string.Empty;

    /// <summary>What to do.</summary>
    public string Recommendation { get; init; } = string.Empty;

    /// <summary>A Bicep snippet that repairs it; empty where there is none.</summary>
    public string RemediationBicep { get; init; } = string.Empty;

    /// <summary>A deployment YAML snippet that repairs it; empty where there is none.</summary>
    public string RemediationYaml { get; init; } = string.Empty;

    /// <summary>A PowerShell command that repairs it; empty where there is none.</summary>
    public string RemediationPowerShell { get; init; } = string.Empty;

    /// <summary>Gives id and title.</summary>
    public override string ToString() => $"{RuleId} {Title}";
}
