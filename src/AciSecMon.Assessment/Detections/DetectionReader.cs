using System.Xml;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Detections;

/// <summary>
/// Reads a detection's file, strictly: what is written wrongly never starts. The head is YAML in the comment lines that the file begins with, the rest is the query; each
/// parameter is a line <c>let name = value;</c> at the top of the query.
/// </summary>
internal static class DetectionReader
{
    private const string Comment = "//";

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "id", "title", "description", "severity", "tactic", "technique", "tables", "parameters", "frequency", "alertable", "alertableWhy", "falsePositives", "triage", "sources",
    };

    /// <summary>Reads one file.</summary>
    /// <param name="id">The id that the file is called by.</param>
    /// <param name="text">The file, with line feeds.</param>
    /// <exception cref="InvalidDataException">A key is missing, unknown or of the wrong kind, or the query does not set a parameter.</exception>
    public static Detection Read(string id, string text)
    {
        string[] lines = text.Split('\n');
        int end = Array.FindIndex(lines, static line => !line.StartsWith(Comment, StringComparison.Ordinal));
        string query = string.Join('\n', end < 0 ? [] : lines[end..]).Trim('\n') + "\n";
        if (end <= 0 || query.Length == 1) throw Wrong(id, "it has no head, or no query");
        Value head = HeadOf(id, lines[..end]);
        if (head is not ObjectValue entry || entry.Properties.Any(static p => !Known.Contains(p.Name))) throw Wrong(id, "its head has a key that is not known");
        if (head["id"].AsText() != id) throw Wrong(id, "its head has another id");
        string title = Text(id, head, "title");
        TimeSpan window = Length(id, head["frequency"], "window");
        TimeSpan lookback = head["frequency"]["lookback"].IsMissing ? window : Length(id, head["frequency"], "lookback");
        return new Detection
        {
            Id = id,
            Title = title,
            Description = Text(id, head, "description"),
            Severity = Member<AciSeverity>(id, head, "severity"),
            Tactics = Texts(id, head, "tactic"),
            Techniques = Texts(id, head, "technique"),
            Tables = Texts(id, head, "tables"),
            Parameters = [.. head["parameters"].Items.Select(parameter => ParameterOf(id, parameter, query))],
            Every = Length(id, head["frequency"], "every"),
            Window = window,
            Lookback = lookback < window ? throw Wrong(id, "lookback") : lookback,
            IsAlertable = head["alertable"].AsBoolean() ?? throw Wrong(id, "alertable"),
            AlertableReason = Text(id, head, "alertableWhy"),
            FalsePositives = Texts(id, head, "falsePositives"),
            Triage = Texts(id, head, "triage"),
            Sources = Texts(id, head, "sources"),
            Query = query,
        };
    }

    private static Value HeadOf(string id, string[] lines)
    {
        string yaml = string.Join('\n', lines.Select(static line => line[Comment.Length..] is [' ', .. var rest] ? rest : line[Comment.Length..]));
        try
        {
            return YamlDocumentReader.ReadAll(new SourceFile(null, id), yaml) is [{ } only] ? only.Root : throw Wrong(id, "its head is not one document");
        }
        catch (DocumentException fault)
        {
            throw new InvalidDataException($"The head of detection {id} cannot be read: {fault.Message}", fault);
        }
    }

    private static DetectionParameter ParameterOf(string id, Value parameter, string query)
    {
        string name = Text(id, parameter, "name");
        KqlType type = Member<KqlType>(id, parameter, "type");
        return new DetectionParameter(name, type, DetectionQuery.ValueOf(query, name) ?? throw Wrong(id, $"its query does not set {name}"), Text(id, parameter, "meaning"));
    }

    private static string Text(string id, Value parent, string name) => parent[name].AsText() is { Length: > 0 } text ? text : throw Wrong(id, name);

    private static string[] Texts(string id, Value parent, string name) =>
        parent[name].Items is { Count: > 0 } items ? [.. items.Select(item => item.AsText() ?? throw Wrong(id, name))] : throw Wrong(id, name);

    private static T Member<T>(string id, Value parent, string name)
        where T : struct, Enum => Enum.TryParse(parent[name].AsText(), ignoreCase: true, out T found) ? found : throw Wrong(id, name);

    private static TimeSpan Length(string id, Value parent, string name)
    {
        try
        {
            return XmlConvert.ToTimeSpan(Text(id, parent, name));
        }
        catch (FormatException)
        {
            throw Wrong(id, name);
        }
    }

    private static InvalidDataException Wrong(string id, string what) => new($"The file of detection {id} is wrong: {what}.");
}
