namespace AciSecMon;

/// <summary>One result of one rule on one place.</summary>
public sealed class AciSecurityFinding
{
    /// <summary>First 16 hex digits of SHA-256 over rule id, scope, subject and place. The same finding has the same id in every run.</summary>
    public string FindingId { get; init; } = string.Empty;

    /// <summary>As <see cref="FindingId"/> without the scope: equal for a template and the group that it made.</summary>
    public string MatchKey { get; init; } = string.Empty;

    /// <summary>The rule, such as <c>ACI-NET-001</c>.</summary>
    public string RuleId { get; init; } = string.Empty;

    /// <summary>What the rule says in one line.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>How much it matters.</summary>
    public AciSeverity Severity { get; init; }

    /// <summary>The outcome.</summary>
    public AciFindingStatus Status { get; init; }

    /// <summary>The part of security that the rule belongs to.</summary>
    public AciRuleCategory Category { get; init; }

    /// <summary>The kind of evidence.</summary>
    public AciFindingSource Source { get; init; }

    /// <summary>What kind of thing it is about.</summary>
    public AciSubjectType SubjectType { get; init; }

    /// <summary>Resource id where the source has one, otherwise type and name.</summary>
    public string SubjectId { get; init; } = string.Empty;

    /// <summary>Other resources that the finding concerns.</summary>
    public string[] RelatedResourceId { get; init; } = [];

    /// <summary>The container group; null for a file as a whole.</summary>
    public string? ContainerGroupName { get; init; }

    /// <summary>The container; null where the group as a whole is meant.</summary>
    public string? ContainerName { get; init; }

    /// <summary>The resource group; null where the source does not know it.</summary>
    public string? ResourceGroupName { get; init; }

    /// <summary>The subscription; null where the source does not know it.</summary>
    public string? SubscriptionId { get; init; }

    /// <summary>Resource id of the subject; null where the source does not know it.</summary>
    public string? ResourceId { get; init; }

    /// <summary>Canonical place within the subject, such as <c>containers[web].environmentVariables[DB_PASSWORD].value</c>.</summary>
    public string Place { get; init; } = string.Empty;

    /// <summary>What was found, in a sentence.</summary>
    public string Message { get; init; } = string.Empty;

    /// <summary>The facts behind it.</summary>
    public AciEvidence[] Evidence { get; init; } = [];

    /// <summary>What to do.</summary>
    public string Recommendation { get; init; } = string.Empty;

    /// <summary>A snippet in the shape of the input, or a command.</summary>
    public string? Remediation { get; init; }

    /// <summary>Controls of the Microsoft cloud security benchmark that the rule maps to, such as <c>MCSB NS-1</c>.</summary>
    public string[] Control { get; init; } = [];

    /// <summary>Where it stands in the source; null where the source is not a file.</summary>
    public AciSourceLocation? Location { get; init; }

    /// <summary>Who answered for it and until when; null where nobody did.</summary>
    public string? Suppression { get; init; }

    /// <summary>When it was observed, UTC.</summary>
    public DateTimeOffset ObservedAt { get; init; }

    /// <summary>Gives rule, subject and message.</summary>
    public override string ToString() => $"{RuleId} {ContainerGroupName ?? SubjectId}: {Message}";
}
