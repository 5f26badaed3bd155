using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules;

/// <summary>What a rule said of one place. Small on purpose: findings are made of it only where they are emitted.</summary>
/// <param name="Status">The outcome.</param>
/// <param name="Place">The place.</param>
/// <param name="Message">What was found, in a sentence that names things and never holds a value that may be secret.</param>
/// <param name="Value">The value that decided; shown only through <see cref="Evidence"/>.</param>
/// <param name="Evidence">How the value may be shown.</param>
/// <param name="Expected">What the rule asks for.</param>
/// <param name="Severity">The severity of this result where it differs from the rule's.</param>
internal sealed record RuleResult(
    AciFindingStatus Status, Place Place, string Message, Value Value, EvidenceKind Evidence, string? Expected = null, AciSeverity? Severity = null)
{
    /// <summary>Kind of secret, such as "connection string", where <see cref="Evidence"/> is <see cref="EvidenceKind.Secret"/>.</summary>
    public string? SecretKind { get; init; }

    /// <summary>Why an Unknown is unknown, where it is not in <see cref="Value"/>.</summary>
    public IReadOnlyList<UnresolvedCause> Causes { get; init; } = [];

    /// <summary>Host of a registry that settles an Unknown, once it is known whether the estate has it; null where nothing will.</summary>
    public string? AwaitedRegistry { get; init; }

    /// <summary>Resource ids of the groups that a result on a neighbour concerns; null where it concerns all that lead to it.</summary>
    public IReadOnlySet<string>? OnlyGroups { get; init; }

    /// <summary>Further resources that the result concerns.</summary>
    public IReadOnlyList<string> RelatedResourceIds { get; init; } = [];
}

/// <summary>How a value may be shown.</summary>
internal enum EvidenceKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>As it is: a setting that is no secret, such as a port or an image. Still hidden where it is tainted by a secure input.</summary>
    Plain,

    /// <summary>As kind, length class and tag.</summary>
    Secret,
}
