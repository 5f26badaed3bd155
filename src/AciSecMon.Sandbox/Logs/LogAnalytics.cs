using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using AciSecMon.Sandbox.Access;
using AciSecMon.Sandbox.Http;
using AciSecMon.Sandbox.Store;
using AciSecMon.Sandbox.Time;

namespace AciSecMon.Sandbox.Logs;

/// <summary>
/// Queries of Log Analytics (azure-facts, B.6). It executes nothing: it answers from a record of questions and answers, and says of any other question that it is not recorded.
/// The forms of its errors are those of MicrosoftDocs/azure-monitor-docs (logs/api/errors), Azure/azure-cli-extensions issue 3914 (a workspace that is not there) and
/// Azure/azure-sdk-for-net pull request 37173 (no access). The service puts queries beyond five at once into a queue; here each waits for the one before it anyway.
/// </summary>
internal sealed partial class LogAnalytics(ResourceStore store, SandboxClock clock, CallerRights rights, RecordedLogs recorded)
{
    private const string WorkspaceType = "Microsoft.OperationalInsights/workspaces";
    private const int LongestWait = 600;

    private readonly LogQuota quota = new(clock);

    public Answer Respond(Call call)
    {
        if (PathForm().Match(call.Path) is not { Success: true } path) throw NoPath();
        if (call.Method != "POST") throw RefusedException.Method(call.Method);
        if (quota.Refuse() is { } throttled) return throttled;
        if (Find(path.Groups["id"].Value) is not { } workspace) throw NoPath();
        if (!rights.Allows(new ArmAction(WorkspaceType + "/query/read", (string)workspace["id"]!)))
            throw new RefusedException(HttpStatusCode.Forbidden, "InsufficientAccessError", "The provided credentials have insufficient access to perform the requested operation");

        JsonObject body = call.Body();
        if (call.Prefer is { } wish && !IsWait(wish)) throw Bad($"The preference '{wish}' is not valid.");
        if ((string?)body["query"] is not { Length: > 0 } query) throw Bad("The query is missing.");
        DateTimeOffset from = BeginOf((string?)body["timespan"]);
        return recorded.Of((string)workspace["name"]!)?.Answer(query, from) ?? NotRecorded();
    }

    /// <summary>The answer to a question that is not among those recorded. It must not look like one without rows.</summary>
    public static Answer NotRecorded() => new RefusedException(HttpStatusCode.BadRequest, "QueryNotRecorded", "The answer of this workspace to this question is not recorded.").ToAnswer();

    /// <summary>The answer to a query that names what is not there.</summary>
    public static Answer Unresolved(string name) => Invalid("SemanticError", "A semantic error occurred.", "SEM0100", $"'{name}': Failed to resolve table or column expression named '{name}'");

    private static Answer Invalid(string code, string message, string innerCode, string innerMessage) => new(HttpStatusCode.BadRequest, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["message"] = "The request had some invalid properties",
            ["code"] = "BadArgumentError",
            ["innererror"] = new JsonObject { ["code"] = code, ["message"] = message, ["innererror"] = new JsonObject { ["code"] = innerCode, ["message"] = innerMessage } },
        },
    });

    private JsonObject? Find(string customerId) =>
        store.Below("", WorkspaceType).FirstOrDefault(one => string.Equals((string?)one["properties"]?["customerId"], customerId, StringComparison.OrdinalIgnoreCase));

    private static bool IsWait(string wish) =>
        wish.Split(',').Select(static part => part.Trim().Split('=')).All(static pair => pair is not ["wait", var time]
            || (int.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is > 0 and <= LongestWait));

    // A duration back from now, or two points in time, or a point and a duration, with a slash between them.
    private DateTimeOffset BeginOf(string? timespan)
    {
        if (timespan is null) return DateTimeOffset.MinValue;
        try
        {
            return timespan.Split('/') is [var begin, _] ? XmlConvert.ToDateTimeOffset(begin) : clock.GetUtcNow() - XmlConvert.ToTimeSpan(timespan);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentOutOfRangeException or OverflowException)
        {
            throw Bad($"The timespan '{timespan}' is not valid.");
        }
    }

    private static RefusedException Bad(string message) => new(HttpStatusCode.BadRequest, "BadArgumentError", message);

    private static RefusedException NoPath() => new(HttpStatusCode.NotFound, "PathNotFoundError", "The requested path does not exist");

    [GeneratedRegex("^/v1/workspaces/(?<id>[0-9a-fA-F-]{36})/query$", RegexOptions.CultureInvariant)]
    private static partial Regex PathForm();
}
