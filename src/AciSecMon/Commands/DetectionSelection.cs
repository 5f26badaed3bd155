using System.Management.Automation;

namespace AciSecMon.Commands;

/// <summary>Detections that a person names, by id, tactic or table. A name that stands for nothing is a mistake: with it, nothing would be asked and all would look quiet.</summary>
internal sealed class DetectionSelection(IReadOnlyCollection<string> ids, IReadOnlyCollection<string> tactics, IReadOnlyCollection<string> tables)
{
    private readonly Named[] byId = [.. ids.Select(Pattern)];
    private readonly Named[] byTactic = [.. tactics.Select(Pattern)];
    private readonly Named[] byTable = [.. tables.Select(Pattern)];

    /// <summary>True where the detection is meant.</summary>
    public bool Includes(AciDetection detection) =>
        Fits(byId, IdsOf(detection)) && Fits(byTactic, detection.Tactic) && Fits(byTable, detection.Table);

    /// <summary>A problem for each name that stands for nothing.</summary>
    public IEnumerable<AciProblem> Unmatched(IReadOnlyList<AciDetection> all)
    {
        foreach (string name in Missing(byId, all.SelectMany(IdsOf)))
            yield return Unknown($"There is no detection '{name}'.", name, "Get-AciDetection lists the detections.");
        foreach (string name in Missing(byTactic, all.SelectMany(static d => d.Tactic)))
            yield return Unknown($"No detection belongs to a tactic '{name}'.", name, $"There are {Listed(all.SelectMany(static d => d.Tactic))}.");
        foreach (string name in Missing(byTable, all.SelectMany(static d => d.Table)))
            yield return Unknown($"No detection reads a table '{name}'.", name, $"There are {Listed(all.SelectMany(static d => d.Table))}.");
    }

    // Findings name the rule, which may be another id.
    private static string[] IdsOf(AciDetection detection) => [detection.DetectionId, detection.RuleId];

    private static bool Fits(Named[] wanted, IEnumerable<string> texts) => wanted.Length == 0 || texts.Any(text => wanted.Any(one => one.Pattern.IsMatch(text)));

    private static IEnumerable<string> Missing(Named[] wanted, IEnumerable<string> known)
    {
        string[] all = [.. known];
        return wanted.Where(one => !all.Any(one.Pattern.IsMatch)).Select(static one => one.Name);
    }

    private static string Listed(IEnumerable<string> names) => string.Join(", ", names.Distinct().Order(StringComparer.Ordinal));

    private static Named Pattern(string name) => new(name, new WildcardPattern(name, WildcardOptions.IgnoreCase));

    private static AciProblem Unknown(string message, string name, string advice) =>
        new() { Id = "AciDetectionNotFound", Kind = AciProblemKind.NotFound, Message = message, Target = name, Recommendation = advice };

    private sealed record Named(string Name, WildcardPattern Pattern);
}
