using System.Net;
using System.Text.Json.Nodes;
using AciSecMon.Sandbox.Faults;

namespace AciSecMon.Azure.Tests.EndToEnd.Faults;

/// <summary>Which calls a fault is to hit.</summary>
/// <param name="Method">Method.</param>
/// <param name="PathPart">A part of the address.</param>
/// <param name="ContentPart">A part of the query; empty for calls without one.</param>
internal sealed record Target(string Method, string PathPart, string ContentPart)
{
    public override string ToString() => $"{Method} {PathPart}{(ContentPart.Length > 0 ? $" with {ContentPart}" : string.Empty)}";
}

/// <summary>The faults of the table, by name.</summary>
internal static class FaultKind
{
    private const int Always = int.MaxValue;
    private const int FewForms = 12;
    private const int Turns = 8;

    /// <summary>Faults that stay: what they hit is never read.</summary>
    public static IReadOnlyDictionary<string, Func<Target, Fault>> Lasting { get; } = new Dictionary<string, Func<Target, Fault>>(StringComparer.Ordinal)
    {
        ["no network"] = static t => Of(t, static () => new HttpRequestException(HttpRequestError.ConnectionError, "Network is unreachable")),
        ["no such name"] = static t => Of(t, static () => new HttpRequestException(HttpRequestError.NameResolutionError, "No such host is known.")),
        ["no secure connection"] = static t => Of(t, static () => new HttpRequestException(HttpRequestError.SecureConnectionError, "The SSL connection could not be established")),
        ["a reset in the middle"] = static t => new Fault { Method = t.Method, PathPart = t.PathPart, ContentPart = t.ContentPart, Times = Always, BreaksAfter = 20 },
        ["401"] = static t => Error(t, 401, "InvalidAuthenticationToken"),
        ["an expired token"] = static t => Error(t, 401, "ExpiredAuthenticationToken"),
        ["a token of another tenant"] = static t => Error(t, 401, "InvalidAuthenticationTokenTenant"),
        ["403"] = static t => Error(t, 403, "AuthorizationFailed"),
        ["404"] = static t => Error(t, 404, "ResourceNotFound"),
        ["409"] = static t => Error(t, 409, "Conflict"),
        ["409 that says to try again"] = static t => Error(t, 409, "RetryableErrorDueToAnotherOperation"),
        ["429 with a time to wait"] = static t => Error(t, 429, "TooManyRequests", ("Retry-After", "17")),
        ["429 with a time too long to wait"] = static t => Error(t, 429, "TooManyRequests", ("Retry-After", "86000")),
        ["429 without a time to wait"] = static t => Error(t, 429, "TooManyRequests"),
        ["500"] = static t => Error(t, 500, "InternalServerError"),
        ["503"] = static t => Error(t, 503, "ServerBusy", ("Retry-After", "5")),
        ["504"] = static t => Error(t, 504, "GatewayTimeout"),
        ["broken JSON"] = static t => Text(t, 200, "{\"value\":[{\"id\":\"/subscr", "application/json"),
        ["nothing"] = static t => Text(t, 200, "", "application/json"),
        ["null"] = static t => Text(t, 200, "null", "application/json"),
        ["an empty object"] = static t => Text(t, 200, "{}", "application/json"),
        ["a page of a gateway"] = static t => Text(t, 200, "<html><body>Sign in to the network</body></html>", "text/html"),
        ["a page of a gateway that fails"] = static t => Text(t, 502, "<html><body>Bad Gateway</body></html>", "text/html"),
        ["a redirection"] = static t => Error(t, 302, "Found", ("Location", "https://elsewhere.example/")),
        ["a link to a foreign host"] = static t => Changed(t, static (page, _) => page["nextLink"] = "https://elsewhere.example/next"),
        ["pages without end"] = static t => Endless(t),
        ["pages in a circle"] = static t => Changed(t, static (page, address) => page["nextLink"] = address.AbsoluteUri),
        ["a repeating skip token"] = static t => Changed(t, static (page, _) => page["$skipToken"] = "cm93OjA="),
        ["a result that was cut off"] = static t => Changed(t, static (page, _) =>
        {
            if (page["data"] is JsonArray { Count: > 0 } rows) rows.RemoveAt(rows.Count - 1);
            page["resultTruncated"] = "true";
            page.Remove("$skipToken");
        }),
    };

    /// <summary>Faults that pass: after them everything is as if nothing had been.</summary>
    public static IReadOnlyDictionary<string, Func<Target, Fault>> Passing { get; } = new Dictionary<string, Func<Target, Fault>>(StringComparer.Ordinal)
    {
        ["no network"] = static t => Once(Lasting["no network"](t)),
        ["a reset in the middle"] = static t => new Fault { Method = t.Method, PathPart = t.PathPart, ContentPart = t.ContentPart, BreaksAfter = 20 },
        ["an expired token"] = static t => Once(Lasting["an expired token"](t)),
        ["409 that says to try again"] = static t => Once(Lasting["409 that says to try again"](t)),
        ["429 with a time to wait"] = static t => Once(Lasting["429 with a time to wait"](t)),
        ["429 without a time to wait"] = static t => Once(Lasting["429 without a time to wait"](t)),
        ["500"] = static t => Once(Lasting["500"](t)),
        ["503"] = static t => Once(Lasting["503"](t)),
        ["a page of a gateway that fails"] = static t => Once(Lasting["a page of a gateway that fails"](t)),
    };

    // One of each way in which a call ends for who made it: no answer, no right, nothing there, later, a fault, no sense, pages that do not end or are cut off.
    private static readonly HashSet<string> Telling = new(StringComparer.Ordinal)
    {
        "no network", "a reset in the middle", "401", "403", "404", "429 with a time too long to wait", "500", "broken JSON", "an empty object", "pages without end", "a result that was cut off",
    };

    /// <summary>
    /// The calls of an operation that a fault is tried on. What makes faults of one way differ is decided by the client, in the same code for every call: of those, an operation with
    /// many kinds of calls tries each on a part of them, in turn, so that every kind of call meets every way, and every fault meets some calls of every operation.
    /// </summary>
    /// <param name="fault">The fault.</param>
    /// <param name="forms">All calls of the operation.</param>
    public static IEnumerable<Target> FormsFor(string fault, IReadOnlyList<Target> forms)
    {
        if (forms.Count <= FewForms || Telling.Contains(fault)) return forms;
        int turn = Lasting.Keys.Order(StringComparer.Ordinal).ToList().IndexOf(fault) % Turns;
        return forms.Where((_, at) => at % Turns == turn);
    }

    private static Fault Of(Target t, Func<Exception> exception) => new() { Method = t.Method, PathPart = t.PathPart, ContentPart = t.ContentPart, Times = Always, Exception = exception };

    private static Fault Changed(Target t, Action<JsonObject, Uri> change) => new() { Method = t.Method, PathPart = t.PathPart, ContentPart = t.ContentPart, Times = Always, Change = change };

    private static Fault Text(Target t, int status, string body, string type) =>
        new() { Method = t.Method, PathPart = t.PathPart, ContentPart = t.ContentPart, Times = Always, Status = (HttpStatusCode)status, Body = body, ContentType = type };

    private static Fault Error(Target t, int status, string code, params (string Name, string Value)[] headers) => new()
    {
        Method = t.Method,
        PathPart = t.PathPart,
        ContentPart = t.ContentPart,
        Times = Always,
        Status = (HttpStatusCode)status,
        Headers = headers.ToDictionary(static header => header.Name, static header => header.Value),
        Body = "{\"error\":{\"code\":\"" + code + "\",\"message\":\"A fault of the plan.\"}}",
    };

    private static Fault Endless(Target t)
    {
        int given = 0;
        return Changed(t, (page, address) =>
        {
            if (page["value"] is JsonArray) page["nextLink"] = $"{address.AbsoluteUri.Split("&page=")[0]}&page={++given}";
            else if (page["data"] is JsonArray) page["$skipToken"] = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"row:{1_000_000 + ++given}"));
        });
    }

    private static Fault Once(Fault fault) => new()
    {
        Method = fault.Method,
        PathPart = fault.PathPart,
        ContentPart = fault.ContentPart,
        Status = fault.Status,
        Body = fault.Body,
        ContentType = fault.ContentType,
        Headers = fault.Headers,
        Exception = fault.Exception,
    };
}
