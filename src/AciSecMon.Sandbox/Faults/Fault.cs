using System.Globalization;
using System.Net;

namespace AciSecMon.Sandbox.Faults;

/// <summary>What goes wrong, and with which calls.</summary>
internal sealed class Fault
{
    /// <summary>Method of the calls; null for any.</summary>
    public string? Method { get; init; }

    /// <summary>A part of the path and query, ignoring case; empty for any.</summary>
    public string PathPart { get; init; } = "";

    /// <summary>The first of the fitting calls that goes wrong; the first of all is 1.</summary>
    public int Nth { get; init; } = 1;

    /// <summary>How many fitting calls in a row go wrong.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Status of the answer.</summary>
    public HttpStatusCode Status { get; init; } = HttpStatusCode.InternalServerError;

    /// <summary>Content of the answer.</summary>
    public string Body { get; init; } = "";

    /// <summary>Type of the content.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Headers of the answer.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Thrown in place of an answer; null for none.</summary>
    public Func<Exception>? Exception { get; init; }

    /// <summary>Put as <c>nextLink</c> into what is otherwise the right answer; null to answer with <see cref="Body"/>.</summary>
    public string? NextLink { get; init; }

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
    public static Fault ForeignNextLink(string pathPart, string nextLink, int nth = 1) => new() { PathPart = pathPart, NextLink = nextLink, Nth = nth };
}
