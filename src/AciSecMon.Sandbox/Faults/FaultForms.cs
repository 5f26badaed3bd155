using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace AciSecMon.Sandbox.Faults;

/// <summary>The faults that a client meets, each in the form in which it meets them.</summary>
internal sealed partial class Fault
{
    /// <summary>Too many requests, with a <c>Retry-After</c> in seconds.</summary>
    public static Fault TooMany(string? method, string pathPart, int seconds, int nth = 1, int times = 1) => new()
    {
        Method = method,
        PathPart = pathPart,
        Nth = nth,
        Times = times,
        Status = HttpStatusCode.TooManyRequests,
        Headers = new Dictionary<string, string> { ["Retry-After"] = seconds.ToString(CultureInfo.InvariantCulture) },
        Body = """{"error":{"code":"TooManyRequests","message":"The request is being throttled."}}""",
    };

    /// <summary>An error as Resource Manager writes it.</summary>
    public static Fault Error(string? method, string pathPart, HttpStatusCode status, string code, int nth = 1, int times = 1) => new()
    {
        Method = method,
        PathPart = pathPart,
        Nth = nth,
        Times = times,
        Status = status,
        Body = "{\"error\":{\"code\":\"" + code + "\",\"message\":\"A fault of the plan.\"}}",
    };

    /// <summary>A page of a gateway in place of an answer.</summary>
    public static Fault Html(string? method, string pathPart, HttpStatusCode status = HttpStatusCode.BadGateway, int nth = 1, int times = 1) => new()
    {
        Method = method,
        PathPart = pathPart,
        Nth = nth,
        Times = times,
        Status = status,
        ContentType = "text/html",
        Body = "<html><head><title>Bad Gateway</title></head><body><h2>Our services aren't available right now</h2></body></html>",
    };

    /// <summary>A success whose content breaks off.</summary>
    public static Fault Malformed(string? method, string pathPart, int nth = 1, int times = 1) => new()
    {
        Method = method,
        PathPart = pathPart,
        Nth = nth,
        Times = times,
        Status = HttpStatusCode.OK,
        Body = "{\"value\":[{\"id\":\"/subscr",
    };

    /// <summary>No answer at all.</summary>
    public static Fault NoAnswer(string? method, string pathPart, int nth = 1, int times = 1) => new()
    {
        Method = method,
        PathPart = pathPart,
        Nth = nth,
        Times = times,
        Exception = static () => new HttpRequestException(HttpRequestError.ConnectionError, "The connection was reset."),
    };

    /// <summary>A right page whose link to the next one leads elsewhere.</summary>
    public static Fault ForeignNextLink(string pathPart, string nextLink, int nth = 1) => new()
    {
        PathPart = pathPart,
        Nth = nth,
        Change = (page, _) => page["nextLink"] = nextLink,
    };

    /// <summary>A list each page of which leads to another one, without end.</summary>
    /// <param name="pathPart">A part of the path of the list.</param>
    public static Fault EndlessPages(string pathPart)
    {
        int given = 0;
        return new Fault
        {
            PathPart = pathPart,
            Times = int.MaxValue,
            Change = (page, address) => page["nextLink"] = $"{address.AbsoluteUri.Split("&page=")[0]}&page={++given}",
        };
    }

    /// <summary>A query of Resource Graph whose pages go round in a circle.</summary>
    /// <param name="query">A part of the query.</param>
    public static Fault RepeatingSkipToken(string query) => OfQuery(query, static (page, _) => page["$skipToken"] = TokenOf(0));

    /// <summary>A query of Resource Graph each page of which leads to another one, without end.</summary>
    /// <param name="query">A part of the query.</param>
    public static Fault EndlessSkipToken(string query)
    {
        int given = 1_000_000;
        return OfQuery(query, (page, _) => page["$skipToken"] = TokenOf(++given));
    }

    /// <summary>A result of Resource Graph that was cut off: rows are missing, and there is no token to go on with (azure-facts I.1).</summary>
    /// <param name="query">A part of the query.</param>
    public static Fault Truncated(string query) => OfQuery(query, static (page, _) =>
    {
        if (page["data"] is JsonArray { Count: > 0 } rows) rows.RemoveAt(rows.Count - 1);
        page["resultTruncated"] = "true";
        page.Remove("$skipToken");
    });

    /// <summary>A right answer that is reset in the middle of its content.</summary>
    public static Fault Reset(string? method, string pathPart, int nth = 1, int times = 1) => new() { Method = method, PathPart = pathPart, Nth = nth, Times = times, BreaksAfter = 20 };

    /// <summary>An answer that does not come before the caller stops waiting.</summary>
    /// <param name="method">Method of the calls; null for any.</param>
    /// <param name="pathPart">A part of the path and query.</param>
    /// <param name="reached">Is called when the call has come in.</param>
    /// <param name="nth">The first of the fitting calls that hangs.</param>
    public static Fault Hanging(string? method, string pathPart, Action reached, int nth = 1) => new()
    {
        Method = method,
        PathPart = pathPart,
        Nth = nth,
        Times = int.MaxValue,
        Hangs = true,
        Reached = reached,
    };

    /// <summary>No name can be resolved.</summary>
    public static Fault UnknownHost() => new()
    {
        Times = int.MaxValue,
        Exception = static () => new HttpRequestException(HttpRequestError.NameResolutionError, "No such host is known."),
    };

    private static Fault OfQuery(string query, Action<JsonObject, Uri> change) => new()
    {
        Method = "POST",
        PathPart = "Microsoft.ResourceGraph",
        ContentPart = query,
        Times = int.MaxValue,
        Change = change,
    };

    // The form in which the index itself writes where a page begins.
    private static string TokenOf(int row) => Convert.ToBase64String(Encoding.ASCII.GetBytes("row:" + row.ToString(CultureInfo.InvariantCulture)));
}
