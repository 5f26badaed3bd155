using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules;

/// <summary>A result with the rule that gave it and the subject that it is about.</summary>
/// <param name="Entry">The rule.</param>
/// <param name="Result">What it said.</param>
/// <param name="Container">The container, where the rule judges containers.</param>
internal sealed record JudgedResult(RuleEntry Entry, RuleResult Result, Container? Container)
{
    public AciSeverity Severity => Result.Severity is { } own && Entry.Severity == Entry.Metadata.Severity ? own : Entry.Severity;
}
