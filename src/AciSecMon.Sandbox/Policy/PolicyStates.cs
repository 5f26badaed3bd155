using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;

namespace AciSecMon.Sandbox.Policy;

/// <summary>
/// Microsoft.PolicyInsights/policyStates/latest/queryResults (azure-facts, D.3): what evaluations recorded of resources at a scope. A filter compares columns for equality, joined by
/// <c>and</c>; pages are linked by <c>@odata.nextLink</c>, to which the query is posted again.
/// </summary>
internal sealed partial class PolicyStates(ResourceStore store, ManagementGroups tree)
{
    /// <summary>Type of a state in the store and in the index.</summary>
    public const string Type = "Microsoft.PolicyInsights/policyStates";

    private const int LargestPage = 1000;
    private const string Query = Type + "/queryResults";

    public static bool Knows(ResourcePath path) => path.Is(Query);

    /// <summary>Answers a query.</summary>
    public Answer Respond(Call call, ResourcePath path, int pageSize)
    {
        if (call.Method != "POST") throw RefusedException.Method(call.Method);
        (string Column, string Value)[] conditions = ConditionsOf(call.Query.GetValueOrDefault("$filter", ""));
        int top = NumberOf(call, "$top", int.MaxValue);
        int from = NumberOf(call, "$skiptoken", 0);
        int page = Math.Min(pageSize, LargestPage);

        JsonObject[] rows = [.. store.Below("", Type).Select(static one => one["properties"]!.AsObject()).Where(row => IsAt(row, path.Scope) && conditions.All(one => Fits(row, one))).Take(top)];
        JsonNode[] shown = [.. rows.Skip(from).Take(page).Select(Shown)];
        var body = new JsonObject { ["@odata.context"] = new Uri(SandboxServer.ResourceManager, call.Path.Replace("/queryResults", "/$metadata#latest", StringComparison.OrdinalIgnoreCase)).AbsoluteUri, ["@odata.count"] = shown.Length };
        if (from + shown.Length < rows.Length) body["@odata.nextLink"] = LinkTo(call, from + shown.Length);
        body["value"] = new JsonArray(shown);
        return Answer.Ok(body);
    }

    // A scope may be an assignment or a definition as well.
    private bool IsAt(JsonObject row, string scope) => ResourcePath.Of(scope) switch
    {
        { Type: var type } when string.Equals(type, PolicyAssignments.Type, StringComparison.OrdinalIgnoreCase) => Same(row, "policyAssignmentId", scope),
        { Type: var type } when string.Equals(type, PolicyDefinitions.Definitions, StringComparison.OrdinalIgnoreCase) => Same(row, "policyDefinitionId", scope),
        { Type: var type } when string.Equals(type, PolicyDefinitions.Sets, StringComparison.OrdinalIgnoreCase) => Same(row, "policySetDefinitionId", scope),
        _ => tree.Covers(scope, (string)row["resourceId"]!),
    };

    private static bool Fits(JsonObject row, (string Column, string Value) condition) => row.FirstOrDefault(pair => string.Equals(pair.Key, condition.Column, StringComparison.OrdinalIgnoreCase)).Value switch
    {
        null => false,
        JsonValue value when value.TryGetValue(out string? text) => string.Equals(text, condition.Value, StringComparison.OrdinalIgnoreCase),
        JsonValue value => string.Equals(value.ToJsonString(), condition.Value, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static (string Column, string Value)[] ConditionsOf(string filter)
    {
        if (filter.Length == 0) return [];
        return [.. AndForm().Split(filter).Select(part => ConditionForm().Match(part.Trim()) is { Success: true } match
            ? (match.Groups["column"].Value, (match.Groups["flag"].Success ? match.Groups["flag"].Value : match.Groups["value"].Value).Replace("''", "'", StringComparison.Ordinal))
            : throw RefusedException.Bad($"The filter '{filter}' is not supported."))];
    }

    private static JsonObject Shown(JsonObject row)
    {
        var shown = new JsonObject { ["@odata.id"] = null, ["@odata.context"] = null };
        foreach ((string name, JsonNode? value) in row) shown[name] = value?.DeepClone();
        return shown;
    }

    private static int NumberOf(Call call, string name, int usual) =>
        !call.Query.TryGetValue(name, out string? text) ? usual
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
        : throw RefusedException.Bad($"'{text}' is no number for {name}.");

    private static string LinkTo(Call call, int from)
    {
        IEnumerable<string> kept = call.Query.Where(static pair => !string.Equals(pair.Key, "$skiptoken", StringComparison.OrdinalIgnoreCase)).Select(static pair => pair.Key + "=" + Uri.EscapeDataString(pair.Value));
        return new Uri(SandboxServer.ResourceManager, call.Path).AbsoluteUri + "?" + string.Join('&', kept) + "&$skiptoken=" + from.ToString(CultureInfo.InvariantCulture);
    }

    private static bool Same(JsonObject row, string column, string id) => string.Equals((string?)row[column], id, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\s+and\s+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex AndForm();

    [GeneratedRegex(@"^(?<column>\w+)\s+eq\s+(?:'(?<value>(?:[^']|'')*)'|(?<flag>true|false))$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex ConditionForm();
}
