using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AciSecMon.Sandbox.Store;
using AciSecMon.Sandbox.Wire;

namespace AciSecMon.Sandbox.Services;

/// <summary>Resource Graph in the one form <c>table | where conditions | project columns | order by id asc</c>; every other is refused (azure-facts, I.1).</summary>
internal sealed class ResourceGraphService(ResourceStore store)
{
    private const int DefaultRows = 100;
    private const int MostRows = 1_000;
    private const string AuthorizationTable = "authorizationresources";

    /// <summary>Answers a query.</summary>
    public Answer Query(JsonNode? body)
    {
        if ((string?)body?["query"] is not { } text) return Answer.Error(400, "BadRequest", "Please provide a query.");
        string[] parts = [.. Split(text, '|').Select(static p => p.Trim())];
        if (parts.Length < 3 || !parts[^2].StartsWith("project ", StringComparison.Ordinal) || parts[^1] != "order by id asc") return Refused(text);
        if (parts[0] is not ("resources" or AuthorizationTable)) return Refused(text);
        var conditions = new List<GraphCondition>();
        foreach (string part in parts[1..^2])
        {
            if (!part.StartsWith("where ", StringComparison.Ordinal)) return Refused(text);
            foreach (string term in SplitWords(part["where ".Length..], " and "))
            {
                if (GraphCondition.Parse(term.Trim()) is not { } condition) return Refused(text);
                conditions.Add(condition);
            }
        }

        HashSet<string>? subscriptions = body["subscriptions"] is JsonArray list ? [.. list.Select(static s => ((string?)s ?? string.Empty).ToLowerInvariant())] : null;
        bool isAuthorization = parts[0] == AuthorizationTable;
        List<JsonObject> rows =
        [
            .. store.All().Where(r => IsOfTable(r, isAuthorization)).Select(ToRow)
                .Where(r => subscriptions is null || subscriptions.Contains(((string?)r["subscriptionId"] ?? string.Empty).ToLowerInvariant()) || (isAuthorization && (string?)r["subscriptionId"] == string.Empty))
                .Where(r => conditions.TrueForAll(c => c.Holds(r))),
        ];
        return Page(rows, parts[^2]["project ".Length..].Split(',').Select(static c => c.Trim()).ToArray(), body["options"]);
    }

    private static Answer Page(List<JsonObject> rows, string[] columns, JsonNode? options)
    {
        int top = Math.Min((int?)options?["$top"] ?? DefaultRows, MostRows);
        int skip = int.TryParse((string?)options?["$skipToken"], NumberStyles.None, CultureInfo.InvariantCulture, out int from) ? from : 0;
        var data = new JsonArray([.. rows.Skip(skip).Take(top).Select(r => (JsonNode)new JsonObject(columns.Select(c => KeyValuePair.Create(c, r[c]?.DeepClone()))))]);
        var answer = new JsonObject { ["totalRecords"] = rows.Count, ["count"] = data.Count, ["resultTruncated"] = "false", ["data"] = data, ["facets"] = new JsonArray() };
        if (skip + top < rows.Count) answer["$skipToken"] = (skip + top).ToString(CultureInfo.InvariantCulture);
        return Answer.Ok(answer) with { Headers = [("x-ms-user-quota-remaining", "14"), ("x-ms-user-quota-resets-after", "00:00:05")] };
    }

    private static bool IsOfTable(JsonObject resource, bool isAuthorization)
    {
        string type = (string?)resource["type"] ?? string.Empty;
        if (type.StartsWith("Microsoft.Authorization/role", StringComparison.OrdinalIgnoreCase)) return isAuthorization;

        // What hangs on a resource, and what is no resource of its own, is in no table.
        return !isAuthorization && !type.StartsWith("Microsoft.Insights/", StringComparison.OrdinalIgnoreCase) && !type.StartsWith("Microsoft.Security/", StringComparison.OrdinalIgnoreCase)
            && !type.StartsWith("Microsoft.Authorization/", StringComparison.OrdinalIgnoreCase) && !type.Equals("Microsoft.KeyVault/vaults/keys", StringComparison.OrdinalIgnoreCase);
    }

    private static JsonObject ToRow(JsonObject resource)
    {
        string id = (string)resource["id"]!;
        JsonObject row = string.Equals((string?)resource["type"], ContainerGroupView.Type, StringComparison.OrdinalIgnoreCase) ? ContainerGroupView.Of(resource, isSingle: false) : resource;
        row["type"] = ((string?)row["type"] ?? string.Empty).ToLowerInvariant();
        row["resourceGroup"] = (Ids.After(id, "resourceGroups") ?? string.Empty).ToLowerInvariant();
        row["subscriptionId"] = Ids.After(id, "subscriptions") ?? string.Empty;
        return row;
    }

    private static Answer Refused(string query) => Answer.Error(400, "BadRequest", $"Please provide below info when asking for support: the query '{query}' is not of the form that is understood here.");

    // A bar or a word within quotes separates nothing.
    private static List<string> Split(string text, char separator) => SplitWords(text, separator.ToString());

    private static List<string> SplitWords(string text, string separator)
    {
        var parts = new List<string>();
        bool isQuoted = false;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (isQuoted && text[i] == '\\') i++;
            else if (text[i] == '\'') isQuoted = !isQuoted;
            else if (!isQuoted && string.CompareOrdinal(text, i, separator, 0, separator.Length) == 0)
            {
                parts.Add(text[start..i]);
                start = i + separator.Length;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }
}

/// <summary>A condition of a query.</summary>
internal sealed partial class GraphCondition
{
    private readonly Func<JsonObject, JsonNode?> column;
    private readonly Func<string?, bool> test;

    private GraphCondition(Func<JsonObject, JsonNode?> column, Func<string?, bool> test)
    {
        this.column = column;
        this.test = test;
    }

    /// <summary>True where a row meets it.</summary>
    public bool Holds(JsonObject row) => test(column(row) is JsonValue value ? value.ToString() : null);

    /// <summary>The condition; null where it has another form than those that are understood.</summary>
    public static GraphCondition? Parse(string text)
    {
        if (NotEmpty().Match(text) is { Success: true } empty) return Column(empty.Groups[1].Value) is { } of ? new GraphCondition(of, static t => !string.IsNullOrEmpty(t)) : null;
        Match match = Comparison().Match(text);
        if (!match.Success || Column(match.Groups["column"].Value) is not { } column) return null;
        string[] texts = [.. Text().Matches(match.Groups["right"].Value).Select(static m => Unescape(m.Groups[1].Value))];
        switch (match.Groups["operator"].Value)
        {
            case "in~":
                var set = new HashSet<string>(texts, StringComparer.OrdinalIgnoreCase);
                return new GraphCondition(column, t => t is not null && set.Contains(t));
            case "=~" when texts.Length == 1:
                return new GraphCondition(column, t => string.Equals(t, texts[0], StringComparison.OrdinalIgnoreCase));
            case "matches regex" when texts.Length == 1:
                var regex = new Regex(texts[0], RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
                return new GraphCondition(column, t => t is not null && regex.IsMatch(t));
            default:
                return null;
        }
    }

    private static Func<JsonObject, JsonNode?>? Column(string text)
    {
        if (TagColumn().Match(text) is { Success: true } tag)
        {
            string name = Unescape(tag.Groups[1].Value);
            return row => (row["tags"] as JsonObject)?.FirstOrDefault(t => string.Equals(t.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
        }

        Match path = PathColumn().Match(text);
        if (!path.Success) return null;
        string[] steps = path.Groups[1].Value.Split('.');
        return row => steps.Aggregate((JsonNode?)row, static (node, step) => (node as JsonObject)?[step]);
    }

    private static string Unescape(string text) => Regex.Replace(text, @"\\(.)", "$1");

    [GeneratedRegex(@"^isnotempty\((.+)\)$")]
    private static partial Regex NotEmpty();

    [GeneratedRegex(@"^(?<column>[A-Za-z.]+|tostring\([A-Za-z.]+\)|tags\['(?:[^'\\]|\\.)*'\]) (?<operator>in~|=~|matches regex) (?<right>.+)$")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"'((?:[^'\\]|\\.)*)'")]
    private static partial Regex Text();

    [GeneratedRegex(@"^tags\['((?:[^'\\]|\\.)*)'\]$")]
    private static partial Regex TagColumn();

    [GeneratedRegex(@"^(?:tostring\()?([A-Za-z.]+)\)?$")]
    private static partial Regex PathColumn();
}
