namespace AciSecMon.Completion;

/// <summary>Offers rule ids with their titles.</summary>
public sealed class RuleIdCompleter : RuleCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string ToolTip)> Offers(IReadOnlyList<AciSecurityRule> rules) =>
        rules.Select(static rule => (rule.RuleId, $"{rule.Title} ({rule.Severity})"));
}
