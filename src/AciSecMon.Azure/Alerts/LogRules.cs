using System.Globalization;
using System.Text;
using AciSecMon.Assessment.Detections;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Alerts;

/// <summary>Makes rules on logs of detections and of queries. Pure.</summary>
internal static class LogRules
{
    // The column of a detection's result that names the container group; each gets an alert of its own.
    private const string Dimension = "ContainerGroup";
    private const int LongestName = 60;

    /// <summary>The rules of a request, by the names of their resources.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="passedOver">Takes detections that a wildcard took in and that cannot raise alerts.</param>
    /// <exception cref="AciProblemException">A detection is not known or cannot raise alerts, or a parameter is wrong.</exception>
    public static IEnumerable<(string Name, LogRule Rule)> Of(EnableAlertRuleRequest request, Action<Detection> passedOver)
    {
        Detection[] chosen = [.. request.Detection.SelectMany(pattern => Choose(pattern, passedOver)).DistinctBy(static d => d.Id)];
        string? foreign = request.Parameter.Keys.FirstOrDefault(name => !Array.Exists(chosen, detection => Has(detection, name)));
        if (foreign is not null) throw NoParameter(foreign, chosen);
        foreach (Detection detection in chosen) yield return (NameOf(detection.Id), Of(detection, request.Parameter));
        if (request.Query is { } query) yield return (NameOf(query.Title), Of(query));
    }

    /// <summary>True where a query is that of a detection, whatever its parameters are set to; null where there is no such detection.</summary>
    public static bool? IsCurrent(string detectionId, string query)
    {
        if (!DetectionCatalogue.ById.TryGetValue(detectionId, out Detection? detection)) return null;
        string[] open = [.. detection.Parameters.Select(static p => $"let {p.Name} = ")];
        return Lines(query).SequenceEqual(Lines(DetectionQuery.TextOf(detection, new Dictionary<string, object?>())), StringComparer.Ordinal);

        IEnumerable<string> Lines(string text) =>
            text.ReplaceLineEndings("\n").Split('\n').Where(line => line.Trim().Length > 0 && !Array.Exists(open, begin => line.StartsWith(begin, StringComparison.Ordinal)));
    }

    /// <summary>Severity of alerts, from 0 to 4.</summary>
    public static int SeverityOf(AciSeverity severity) => severity switch
    {
        AciSeverity.Critical => 0,
        AciSeverity.High => 1,
        AciSeverity.Medium => 2,
        AciSeverity.Low => 3,
        _ => 4,
    };

    /// <summary>The name of a resource that is made of a title.</summary>
    public static string NameOf(string title)
    {
        var name = new StringBuilder("acisecmon");
        bool wasLetter = false;
        foreach (char letter in title.StartsWith("ACI-", StringComparison.OrdinalIgnoreCase) ? title["ACI-".Length..] : title)
        {
            bool isLetter = char.IsAsciiLetterOrDigit(letter);
            if (isLetter && !wasLetter) name.Append('-');
            if (isLetter) name.Append(char.ToLowerInvariant(letter));
            wasLetter = isLetter;
        }

        return name.ToString()[..Math.Min(name.Length, LongestName)].TrimEnd('-');
    }

    private static LogRule Of(Detection detection, IReadOnlyDictionary<string, object?> parameters)
    {
        Dictionary<string, object?> own = parameters.Where(value => Has(detection, value.Key)).ToDictionary(static v => v.Key, static v => v.Value);
        string triage = string.Join(" ", detection.Triage);
        return new LogRule(
            detection.Id, $"{detection.Id}: {detection.Title}", $"{detection.Description} What to do: {triage}", SeverityOf(detection.Severity), DetectionQuery.TextOf(detection, own),
            detection.Every, detection.Window, detection.Lookback, Dimension, SkipsValidation: true);
    }

    private static LogRule Of(AlertQuery query) => new(
        NameOf(query.Title), query.Title, string.Create(CultureInfo.InvariantCulture, $"An alert for rows of a query over {query.Window}."), SeverityOf(query.Severity), query.Text, query.Every, query.Window, query.Window,
        null, SkipsValidation: false);

    private static IEnumerable<Detection> Choose(string pattern, Action<Detection> passedOver)
    {
        Detection[] fitting = [.. DetectionCatalogue.ById.Values.Where(detection => Wildcards.Fits(detection.Id, pattern)).OrderBy(static d => d.Id, StringComparer.Ordinal)];
        if (fitting.Length == 0) throw Invalid("AciDetectionNotFound", $"There is no detection '{pattern}'.", pattern, "Get-AciDetection lists the detections.");
        if (!Wildcards.Has(pattern) && !fitting[0].IsAlertable)
            throw Invalid("AciDetectionNotAlertable", $"{fitting[0].Id} cannot be an alert rule: {fitting[0].AlertableReason}", pattern, "Run it with Search-AciLog at regular times instead.");
        foreach (Detection mute in fitting.Where(static d => !d.IsAlertable)) passedOver(mute);
        return fitting.Where(static d => d.IsAlertable);
    }

    private static bool Has(Detection detection, string name) => detection.Parameters.Any(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));

    private static AciProblemException NoParameter(string name, Detection[] detections) => Invalid(
        "AciDetectionParameterInvalid", $"None of {string.Join(", ", detections.Select(static d => d.Id))} has a parameter '{name}'.", name, "Get-AciDetection lists the parameters of each detection.");

    private static AciProblemException Invalid(string id, string message, string target, string recommendation) =>
        new(new AciProblem { Id = id, Kind = AciProblemKind.InvalidArgument, Message = message, Target = target, Recommendation = recommendation });
}
