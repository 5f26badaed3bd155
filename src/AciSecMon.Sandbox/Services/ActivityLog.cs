using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AciSecMon.Sandbox.Access;
using AciSecMon.Sandbox.Estates;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Logs;
using AciSecMon.Sandbox.Policy;
using AciSecMon.Sandbox.Store;
using AciSecMon.Sandbox.Time;

namespace AciSecMon.Sandbox.Services;

/// <summary>
/// Microsoft.Insights/eventtypes/management/values, the activity log of a subscription (azure-facts, F): the filter is required and takes a time and one thing beside it, nothing is kept
/// for longer than ninety days, and it takes fifty queries in thirty seconds. What is changed here leaves its events too. The words of the refusals are an assumption.
/// </summary>
internal sealed partial class ActivityLog(SandboxClock clock)
{
    private const string Type = "Microsoft.Insights/eventtypes/values";
    private const int MostQueries = 50;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);
    private static readonly JsonDocumentOptions Reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly List<JsonObject> events = [];
    private readonly LogQuota quota = new(clock, MostQueries);
    private int written;

    public static bool Knows(ResourcePath path) => path.Is(Type);

    /// <summary>Reads operations from a file of this assembly; each becomes the events that a call leaves.</summary>
    public void Read(string file, IReadOnlyDictionary<string, string> subscriptions)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The activity log '{file}' is not part of this assembly.");
        JsonObject root = JsonNode.Parse(stream, documentOptions: Reading)!.AsObject();
        JsonObject callers = root["callers"]!.AsObject();
        foreach (JsonObject operation in root["operations"]!.AsArray().OfType<JsonObject>()) events.AddRange(EventsOf(operation, callers, subscriptions));
    }

    /// <summary>Notes a call that changed something.</summary>
    public void Note(Call call, Answer answer)
    {
        if (call.Method == "GET" || ArmAction.Of(call) is not { } action || PolicyStates.Knows(ResourcePath.Of(call.Path)) || ResourcePath.Of(call.Path).Type is "" or "Microsoft.ResourceGraph/resources") return;
        string correlation = $"5a5a5a5a-0000-4000-8000-{++written:D12}";
        bool isDone = (int)answer.Status < 400;
        DateTimeOffset now = clock.GetUtcNow();
        string[] statuses = isDone ? ["Started", "Succeeded"] : ["Started", "Failed"];
        var caller = new JsonObject { ["caller"] = SandboxServer.Account, ["objectId"] = CallerRights.ObjectId, ["name"] = "Sandbox", ["ip"] = "198.51.100.1" };
        JsonObject? properties = isDone ? null : new JsonObject { ["statusCode"] = answer.Status.ToString(), ["statusMessage"] = answer.Body?.ToJsonString() };
        foreach (string status in statuses)
            events.Add(EventOf(action.Name, call.Path, correlation, now, status, status == "Failed" ? answer.Status.ToString() : "", caller, status == "Started" ? null : properties));
    }

    public Answer Respond(Call call, ResourcePath path)
    {
        if (call.Method != "GET") throw RefusedException.Method(call.Method);
        if (!call.Query.ContainsKey("$skiptoken") && quota.Refuse() is { } throttled) return throttled;
        string filter = call.Query.GetValueOrDefault("$filter", "");
        if (filter.Length == 0) throw RefusedException.Bad("The $filter parameter is required.");
        if (FilterForm().Match(filter) is not { Success: true } match) throw RefusedException.Bad($"The filter '{filter}' is not supported.");
        (DateTimeOffset from, DateTimeOffset to) = (TimeOf(match.Groups["from"].Value), TimeOf(match.Groups["to"].Value));
        if (from > to) throw RefusedException.Bad("The start time is after the end time.");
        if (from < clock.GetUtcNow() - Kept) throw RefusedException.Bad($"The start time is earlier than what is kept, which is {Kept.TotalDays} days.");
        string column = match.Groups["column"].Value;
        string value = match.Groups["value"].Value.Replace("''", "'", StringComparison.Ordinal);
        return Answer.List(events
            .Where(one => Same((string?)one["subscriptionId"], path.SubscriptionId) && At(one) >= from && At(one) <= to && Fits(one, column, value))
            .OrderByDescending(At).Select(static one => one.DeepClone()));
    }

    private static bool Fits(JsonObject one, string column, string value) => column switch
    {
        "resourceGroupName" => Same((string?)one["resourceGroupName"], value),
        "resourceUri" => Same((string?)one["resourceId"], value),
        "resourceProvider" => Same((string?)one["resourceProviderName"]?["value"], value),
        "correlationId" => Same((string?)one["correlationId"], value),
        _ => true,
    };

    private static IEnumerable<JsonObject> EventsOf(JsonObject operation, JsonObject callers, IReadOnlyDictionary<string, string> subscriptions)
    {
        string name = (string)operation["operation"]!;
        string target = EstateReader.Long((string)operation["target"]!, subscriptions);
        string correlation = (string)operation["correlationId"]!;
        DateTimeOffset at = TimeOf((string)operation["at"]!);
        string last = (string?)operation["status"] ?? "Succeeded";
        JsonObject caller = callers[(string)operation["by"]!]!.AsObject();
        int seconds = (int?)operation["seconds"] ?? 2;
        string[] statuses = [.. (operation["statuses"] as JsonArray)?.Select(static one => (string)one!) ?? ["Started", last]];
        for (int i = 0; i < statuses.Length; i++)
        {
            JsonObject? properties = (statuses[i] == "Started" ? operation["request"] : operation["answer"]) is JsonObject given ? Texts(given, subscriptions) : null;
            DateTimeOffset time = at - TimeSpan.FromSeconds(seconds * (statuses.Length - 1 - i));
            yield return EventOf(name, target, correlation, time, statuses[i], i == statuses.Length - 1 ? (string?)operation["sub"] ?? "" : "", caller, properties);
        }
    }

    // What a service writes beside an event is a text that holds JSON.
    private static JsonObject Texts(JsonObject given, IReadOnlyDictionary<string, string> subscriptions)
    {
        var made = new JsonObject();
        foreach ((string name, JsonNode? value) in given) made[name] = value is JsonObject nested ? EstateReader.LongIn(nested, subscriptions).ToJsonString() : (string?)value;
        return made;
    }

    private static JsonObject EventOf(string operation, string target, string correlation, DateTimeOffset at, string status, string subStatus, JsonObject caller, JsonObject? properties)
    {
        ResourcePath path = ResourcePath.Of(target);
        string tick = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);
        string id = $"{correlation[..^1]}{status[0]}-{at.UtcTicks.ToString(CultureInfo.InvariantCulture)}";
        var claims = new JsonObject { ["aud"] = "https://management.core.windows.net/", ["ipaddr"] = (string?)caller["ip"] };
        if ((string?)caller["objectId"] is { } objectId) claims["http://schemas.microsoft.com/identity/claims/objectidentifier"] = objectId;
        if ((string?)caller["app"] is { } app) claims["appid"] = app;
        if ((string?)caller["name"] is { } name) claims["name"] = name;
        if (((string)caller["caller"]!).Contains('@', StringComparison.Ordinal)) claims["http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn"] = (string)caller["caller"]!;
        return new JsonObject
        {
            ["authorization"] = new JsonObject { ["action"] = operation, ["scope"] = target },
            ["caller"] = (string?)caller["caller"],
            ["channels"] = "Operation",
            ["claims"] = claims,
            ["correlationId"] = correlation,
            ["description"] = "",
            ["eventDataId"] = id,
            ["eventName"] = Word(status == "Started" ? "BeginRequest" : "EndRequest"),
            ["category"] = Word("Administrative"),
            ["httpRequest"] = new JsonObject { ["clientRequestId"] = correlation, ["clientIpAddress"] = (string?)caller["ip"], ["method"] = operation.EndsWith("/delete", StringComparison.OrdinalIgnoreCase) ? "DELETE" : operation.EndsWith("/write", StringComparison.OrdinalIgnoreCase) ? "PUT" : "POST" },
            ["id"] = $"{target}/events/{id}/ticks/{at.UtcTicks.ToString(CultureInfo.InvariantCulture)}",
            ["level"] = status == "Failed" ? "Error" : "Informational",
            ["resourceGroupName"] = path.ResourceGroup,
            ["resourceProviderName"] = Word(operation.Split('/')[0]),
            ["resourceId"] = target,
            ["resourceType"] = Word(path.Type),
            ["operationId"] = correlation,
            ["operationName"] = Word(operation),
            ["properties"] = properties?.DeepClone() ?? new JsonObject(),
            ["status"] = Word(status),
            ["subStatus"] = Word(subStatus),
            ["eventTimestamp"] = tick,
            ["submissionTimestamp"] = tick,
            ["subscriptionId"] = path.SubscriptionId,
            ["tenantId"] = SandboxServer.TenantId,
        };
    }

    private static JsonObject Word(string value) => new() { ["value"] = value, ["localizedValue"] = value };

    private static DateTimeOffset At(JsonObject one) => TimeOf((string)one["eventTimestamp"]!);

    private static DateTimeOffset TimeOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : throw new RefusedException(HttpStatusCode.BadRequest, "BadRequest", $"'{text}' is no time.");

    private static bool Same(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        "^eventTimestamp ge '(?<from>[^']+)' and eventTimestamp le '(?<to>[^']+)'(?: and (?<column>resourceGroupName|resourceUri|resourceProvider|correlationId) eq '(?<value>(?:[^']|'')+)')?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex FilterForm();
}
