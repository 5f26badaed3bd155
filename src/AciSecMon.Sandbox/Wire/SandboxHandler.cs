using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AciSecMon.Sandbox.Wire;

/// <summary>The sandbox's end of the wire.</summary>
internal sealed class SandboxHandler(Func<Call, Answer> serve, Faults faults, Func<string, bool> isToken) : HttpMessageHandler
{
    private readonly List<string> log = [];
    private int count;

    /// <summary>The requests so far, as method and path with query.</summary>
    public IReadOnlyList<string> Log
    {
        get
        {
            lock (log) return [.. log];
        }
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string method = request.Method.Method;
        string path = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath).TrimEnd('/');
        lock (log) log.Add($"{method} {path}{request.RequestUri.Query}");
        string requestId = new Guid(Interlocked.Increment(ref count), 0, 0, new byte[8]).ToString("D", CultureInfo.InvariantCulture);
        if (faults.Take(method, path) is { } planned)
        {
            planned.RequestMessage = request;
            return planned;
        }

        string? text = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return Serve(request, method, path, text).ToMessage(request, requestId);
    }

    private Answer Serve(HttpRequestMessage request, string method, string path, string? text)
    {
        if (request.Headers.Authorization is not { Scheme: "Bearer", Parameter: { } token } || !isToken(token))
        {
            return Answer.Error(401, "InvalidAuthenticationToken", "The access token is missing or is not one of this service.");
        }

        Dictionary<string, string> query = QueryOf(request.RequestUri!);
        if (!query.ContainsKey("api-version")) return Answer.Error(400, "MissingApiVersionParameter", "The api-version query parameter (?api-version=) is required for all requests.");
        try
        {
            return serve(new Call(method, path, query, string.IsNullOrEmpty(text) ? null : JsonNode.Parse(text)));
        }
        catch (JsonException)
        {
            return Answer.Error(400, "InvalidRequestContent", "The request content was invalid and could not be deserialized.");
        }
    }

    private static Dictionary<string, string> QueryOf(Uri address)
    {
        var query = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at > 0) query[WebUtility.UrlDecode(pair[..at])] = WebUtility.UrlDecode(pair[(at + 1)..]);
        }

        return query;
    }
}
