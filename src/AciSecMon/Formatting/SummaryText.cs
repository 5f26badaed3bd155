using System.Globalization;

namespace AciSecMon.Formatting;

/// <summary>The last line of an assessment.</summary>
internal static class SummaryText
{
    /// <summary>Counts what was judged and found, and says what was not asked.</summary>
    /// <param name="summary">The engine's counts.</param>
    /// <param name="refused">Inputs that the engine never saw.</param>
    /// <param name="limits">Parameters that left rules or findings out.</param>
    /// <param name="statusAsked">True where -Status was given.</param>
    /// <param name="isLive">True where groups of Azure were judged.</param>
    public static string Of(AssessmentSummary summary, int refused, IReadOnlyList<string> limits, bool statusAsked, bool isLive)
    {
        var parts = new List<string> { Judged(summary, isLive), Failures(summary) };
        if (summary.Unknown > 0) parts.Add(Number(summary.Unknown) + " undecided" + (statusAsked ? string.Empty : " (-Status Unknown shows them)"));
        if (summary.Errors + refused is > 0 and int errors) parts.Add(Count(errors, "error"));

        string counted = string.Join("; ", parts) + ".";
        string limited = limits.Count == 0 ? string.Empty : $" Limited by {string.Join(", ", limits.Order(StringComparer.Ordinal).Select(static name => "-" + name))}.";
        return counted + limited + NotAsked(summary, isLive);
    }

    private static string Judged(AssessmentSummary summary, bool isLive)
    {
        string groups = Count(summary.Groups, "container group");
        string files = isLive && summary.Files == 0 ? string.Empty : $" in {Count(summary.Files, "file")}";
        string neighbours = summary.Neighbours > 0 ? $" and {Count(summary.Neighbours, "neighbour")}" : string.Empty;
        return groups + files + neighbours;
    }

    private static string NotAsked(AssessmentSummary summary, bool isLive)
    {
        if (!isLive) return " Not asked: anything of Azure itself (network, access, Defender, logs).";
        return summary.NotAsked.Count == 0 ? string.Empty : $" Not asked: {string.Join(", ", summary.NotAsked)} (-Source adds what is named).";
    }

    private static string Failures(AssessmentSummary summary)
    {
        string[] counts =
        [
            .. Enum.GetValues<AciSeverity>()
                .OrderDescending()
                .Select(severity => (severity, Count: summary.Failures.GetValueOrDefault(severity)))
                .Where(static pair => pair.Count > 0)
                .Select(static pair => $"{Number(pair.Count)} {pair.severity}"),
        ];
        return counts.Length == 0 ? "nothing failed" : "failed: " + string.Join(", ", counts);
    }

    private static string Count(int count, string thing) => $"{Number(count)} {thing}{(count == 1 ? string.Empty : "s")}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
