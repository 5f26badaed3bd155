using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AciSecMon.Sandbox.Http;

namespace AciSecMon.Sandbox.Logs;

/// <summary>What is recorded of one workspace: its tables, plain looks into them, and its answers to detections.</summary>
internal sealed partial class RecordedWorkspace(string name, JsonObject tables, JsonObject detections, JsonNode? heartbeats, Func<string, string> idOf)
{
    // How the question for the last row of each container group begins.
    private const string HeartbeatBegin = "// The last row of each container group";

    private static readonly (string Name, string Type)[] HitColumns =
    [
        ("TimeGenerated", "datetime"), ("First", "datetime"), ("ContainerGroup", "string"), ("ResourceId", "string"), ("Container", "string"), ("Who", "string"),
        ("From", "string"), ("To", "string"), ("What", "string"), ("Evidence", "string"), ("Count", "long"),
    ];

    private static readonly (string Name, string Type)[] HeartbeatColumns = [("ResourceId", "string"), ("Last", "datetime"), ("What", "string")];

    /// <summary>The answer to a question; null where it is not recorded.</summary>
    /// <param name="query">The query.</param>
    /// <param name="from">Rows before it are left out.</param>
    public Answer? Answer(string query, DateTimeOffset from)
    {
        if (DetectionForm().Match(query) is { Success: true } detection) return OfDetection(detection.Groups["id"].Value, query, from);
        if (query.StartsWith(HeartbeatBegin, StringComparison.Ordinal)) return Table(HeartbeatColumns, RowsOf(heartbeats).Where(row => IsSince(row, from, "Last")));
        if (ExportForm().Match(query) is { Success: true } export) return OfExport(export);
        if (LookForm().Match(query) is not { Success: true } look) return null;
        string table = look.Groups["table"].Value;
        if (tables[table] is not JsonObject known) return LogAnalytics.Unresolved(table);
        int most = look.Groups["count"] is { Success: true } count ? int.Parse(count.Value, CultureInfo.InvariantCulture) : int.MaxValue;
        (string, string)[] columns = [.. known["columns"]!.AsObject().Select(static c => (c.Key, (string)c.Value!))];
        return Table(columns, RowsOf(known["rows"]).Where(row => IsSince(row, from)).Take(most));
    }

    // Operations of a time and some subscriptions: what a reading of the exported activity log asks for.
    private Answer OfExport(Match export)
    {
        if (tables["AzureActivity"] is not JsonObject known) return LogAnalytics.Unresolved("AzureActivity");
        DateTimeOffset begin = TimeOf(export.Groups["from"].Value);
        DateTimeOffset end = TimeOf(export.Groups["to"].Value);
        string[] subscriptions = QuotedForm().Matches(export.Groups["subscriptions"].Value).Select(static one => one.Groups["text"].Value).ToArray();
        (string, string)[] columns = [.. export.Groups["columns"].Value.Split(", ").Select(static name => (name, name == "TimeGenerated" ? "datetime" : "string"))];
        return Table(columns, RowsOf(known["rows"]).Select(Exported).Where(row => TimeOf((string)row["TimeGenerated"]!) is var at && at >= begin && at <= end
            && subscriptions.Contains((string?)row["SubscriptionId"], StringComparer.OrdinalIgnoreCase)));
    }

    private JsonObject Exported(JsonObject row)
    {
        string id = (string)row["_ResourceId"]! is var text && text.StartsWith('@') ? idOf(text) : text;
        var made = row.DeepClone().AsObject();
        made["ResourceId"] = id;
        made["SubscriptionId"] = id.Split('/').ElementAtOrDefault(2);
        made["Properties"] = row["Properties_d"]?.ToJsonString();
        return made;
    }

    private static DateTimeOffset TimeOf(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private Answer? OfDetection(string id, string query, DateTimeOffset from)
    {
        if (detections[id] is not JsonObject record) return null;
        var question = DetectionParameters.Of(query);
        JsonObject defaults = record["parameters"]?.AsObject() ?? [];
        string[] changed = [.. question.Where(p => defaults[p.Key] is { } usual && (string)usual! != p.Value).Select(static p => p.Key)];
        IEnumerable<JsonObject> rows = RowsOf(record["rows"]?[name]).Where(row => IsSince(row, from));
        foreach (string parameter in changed)
        {
            // A list of what is expected takes rows away; for anything else, the answer to another value is not known.
            if (!TextsOf(record["lists"]).Contains(parameter) || DetectionParameters.ListOf(question[parameter]) is not { } list) return null;
            rows = rows.Where(row => !list.Contains((string?)row["unless"]?[parameter], StringComparer.OrdinalIgnoreCase));
        }

        return Table(HitColumns, rows);
    }

    private Answer Table((string Name, string Type)[] columns, IEnumerable<JsonObject> rows) => Http.Answer.Ok(new JsonObject
    {
        ["tables"] = new JsonArray(new JsonObject
        {
            ["name"] = "PrimaryResult",
            ["columns"] = new JsonArray([.. columns.Select(static c => new JsonObject { ["name"] = c.Name, ["type"] = c.Type })]),
            ["rows"] = new JsonArray([.. rows.Select(row => new JsonArray([.. columns.Select(c => CellOf(row, c.Name, c.Type))]))]),
        }),
    });

    // Ids of resources stand in the logs in small letters; a cell that a row leaves out is an empty text.
    private JsonNode? CellOf(JsonObject row, string column, string type) => row[column] switch
    {
        null => type == "string" ? "" : null,
        JsonValue value when value.TryGetValue(out string? text) => text.StartsWith('@') ? idOf(text) : text,
        JsonNode other => other.DeepClone(),
    };

    private static bool IsSince(JsonObject row, DateTimeOffset from, string column = "TimeGenerated") =>
        DateTimeOffset.Parse((string)row[column]!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) >= from;

    private static IEnumerable<JsonObject> RowsOf(JsonNode? rows) => (rows as JsonArray)?.OfType<JsonObject>() ?? [];

    private static string[] TextsOf(JsonNode? list) => [.. (list as JsonArray)?.Select(static one => (string)one!) ?? []];

    [GeneratedRegex(@"^// (?<id>ACI-KQL-\d{3})\b", RegexOptions.CultureInvariant)]
    private static partial Regex DetectionForm();

    [GeneratedRegex(
        @"^AzureActivity\n\| where TimeGenerated between \(datetime\((?<from>[^)]+)\) \.\. datetime\((?<to>[^)]+)\)\)\n\| where SubscriptionId in~ \((?<subscriptions>[^)]*)\)\n"
        + @"\| where ResourceProviderValue in~ \([^)]*\)\n\| extend ResourceId = [^\n]+\n\| project (?<columns>[\w, ]+)\n\| order by TimeGenerated desc$", RegexOptions.CultureInvariant)]
    private static partial Regex ExportForm();

    [GeneratedRegex("'(?<text>[^']*)'", RegexOptions.CultureInvariant)]
    private static partial Regex QuotedForm();

    [GeneratedRegex(@"^\s*(?<table>\w+)\s*(\|\s*(take|limit)\s+(?<count>\d{1,9})\s*)?;?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex LookForm();
}
