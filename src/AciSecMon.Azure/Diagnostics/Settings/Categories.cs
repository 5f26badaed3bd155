namespace AciSecMon.Azure.Diagnostics;

/// <summary>What a container group can send (azure-facts, B.2): two categories of logs, one of metrics, and one group of categories.</summary>
internal static class Categories
{
    /// <summary>What containers write to their standard output.</summary>
    public const string Log = "ContainerInstanceLog";

    /// <summary>What happened to containers.</summary>
    public const string Event = "ContainerEvent";

    /// <summary>All metrics.</summary>
    public const string Metrics = "AllMetrics";

    /// <summary>The group that holds both categories of logs.</summary>
    public const string AllLogs = "allLogs";

    /// <summary>The group that holds no category of container groups, so that it collects nothing.</summary>
    public const string Audit = "audit";

    /// <summary>Everything that should flow, in the order in which it is shown.</summary>
    public static IReadOnlyList<string> All { get; } = [Log, Event, Metrics];

    /// <summary>Names of categories in a sentence, such as <c>logs, events and metrics</c>.</summary>
    public static string InWords(IEnumerable<string> categories)
    {
        string[] words = [.. All.Where(category => categories.Contains(category, StringComparer.OrdinalIgnoreCase)).Select(static category => category switch { Log => "logs", Event => "events", _ => "metrics" })];
        return words.Length < 2 ? string.Concat(words) : $"{string.Join(", ", words[..^1])} and {words[^1]}";
    }

    /// <summary>Those of <see cref="All"/> that are not among the given.</summary>
    public static string[] Missing(IReadOnlyCollection<string> flowing) => [.. All.Except(flowing, StringComparer.OrdinalIgnoreCase)];
}
