namespace AciSecMon.Completion;

/// <summary>Offers the controls that rules map to, with those rules.</summary>
public sealed class ControlCompleter : RuleCompleter
{
    /// <inheritdoc/>
    private protected override IEnumerable<(string Text, string ToolTip)> Offers(IReadOnlyList<AciSecurityRule> rules) => rules
        .SelectMany(static rule => rule.Control.Select(control => (Control: ControlName.Short(control), rule.RuleId)))
        .GroupBy(static pair => pair.Control, static pair => pair.RuleId, StringComparer.OrdinalIgnoreCase)
        .OrderBy(static group => group.Key, StringComparer.Ordinal)
        .Select(static group => (group.Key, $"{ControlName.Benchmark} {group.Key}: {string.Join(", ", group)}"));
}
