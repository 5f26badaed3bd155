using System.Management.Automation;
using AciSecMon.Completion;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Rules and controls that a person names. A name that stands for nothing is a mistake: with it, nothing would be checked and everything would look fine.</summary>
internal sealed class RuleSelection(IReadOnlyCollection<string> ruleIds, IReadOnlyCollection<string> controls)
{
    private readonly (string Name, WildcardPattern Pattern)[] byId = [.. ruleIds.Select(Pattern)];
    private readonly (string Name, WildcardPattern Pattern)[] byControl = [.. controls.Select(ControlName.Short).Select(Pattern)];

    /// <summary>True where the rule is meant.</summary>
    public bool Includes(AciSecurityRule rule) =>
        (byId.Length == 0 || byId.Any(wanted => Means(wanted.Pattern, rule))) && (byControl.Length == 0 || byControl.Any(wanted => Maps(rule, wanted.Pattern)));

    /// <summary>A problem for each name that stands for no rule.</summary>
    public IEnumerable<AciProblem> Unmatched(IReadOnlyList<AciSecurityRule> rules)
    {
        foreach ((string name, WildcardPattern pattern) in byId)
        {
            if (!rules.Any(rule => Means(pattern, rule))) yield return Unknown("AciRuleNotFound", $"There is no rule '{name}'.", name, "Get-AciSecurityRule lists the rules.");
        }

        foreach ((string name, WildcardPattern pattern) in byControl)
        {
            if (!rules.Any(rule => Maps(rule, pattern)))
            {
                yield return Unknown("AciControlNotFound", $"No rule maps to a control '{name}'.", name, "The property Control of Get-AciSecurityRule shows what rules map to.");
            }
        }
    }

    // A rule that tells of a detection is meant by the detection's id too.
    private static bool Means(WildcardPattern pattern, AciSecurityRule rule) => pattern.IsMatch(rule.RuleId) || (rule.DetectionId is { } detection && pattern.IsMatch(detection));

    /// <summary>The names in full, without wildcards: PowerShell knows more of them than the engine. None where nothing is named.</summary>
    /// <exception cref="AciProblemException">A name stands for no rule.</exception>
    public async Task<(string[] RuleIds, string[] Controls)> ResolveAsync(SettingsOptions settings, CancellationToken cancellationToken)
    {
        if (byId.Length == 0 && byControl.Length == 0) return ([], []);
        IReadOnlyList<AciSecurityRule> rules = await Engine.Current.GetRulesAsync(settings, cancellationToken).ConfigureAwait(false);
        if (Unmatched(rules).FirstOrDefault() is { } problem) throw new AciProblemException(problem);
        return (
            [.. rules.Where(rule => byId.Any(wanted => Means(wanted.Pattern, rule))).Select(static rule => rule.RuleId)],
            [.. rules.SelectMany(static rule => rule.Control).Select(ControlName.Short).Distinct().Where(control => byControl.Any(wanted => wanted.Pattern.IsMatch(control)))]);
    }

    private static bool Maps(AciSecurityRule rule, WildcardPattern control) => rule.Control.Any(name => control.IsMatch(ControlName.Short(name)));

    private static (string Name, WildcardPattern Pattern) Pattern(string name) => (name, new WildcardPattern(name, WildcardOptions.IgnoreCase));

    private static AciProblem Unknown(string id, string message, string name, string advice) =>
        new() { Id = id, Kind = AciProblemKind.NotFound, Message = message, Target = name, Recommendation = advice };
}
