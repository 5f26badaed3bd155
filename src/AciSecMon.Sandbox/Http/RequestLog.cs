namespace AciSecMon.Sandbox.Http;

/// <summary>A request that came in. The token itself is never kept.</summary>
/// <param name="Method">Method.</param>
/// <param name="Host">Host that it was sent to.</param>
/// <param name="PathAndQuery">Path and query, unescaped.</param>
/// <param name="HasToken">True where it carried a token.</param>
/// <param name="Body">Content; null for none.</param>
/// <param name="ClientRequestId"><c>x-ms-client-request-id</c>; null for none.</param>
/// <param name="UserAgent"><c>User-Agent</c>; empty for none.</param>
/// <param name="Status">Status of the answer; 0 where there was none.</param>
internal sealed record LoggedRequest(
    string Method, string Host, string PathAndQuery, bool HasToken, string? Body, string? ClientRequestId, string UserAgent, int Status);

/// <summary>Requests in the order in which they were answered.</summary>
internal sealed class RequestLog
{
    private readonly object gate = new();
    private readonly List<LoggedRequest> requests = [];

    /// <summary>What came in so far.</summary>
    public IReadOnlyList<LoggedRequest> Requests
    {
        get
        {
            lock (gate) return [.. requests];
        }
    }

    /// <summary>Adds a request.</summary>
    public void Add(LoggedRequest request)
    {
        lock (gate) requests.Add(request);
    }

    /// <summary>How many requests of a method have a part in their path or query, ignoring case.</summary>
    public int Count(string method, string pathPart) =>
        Requests.Count(request => string.Equals(request.Method, method, StringComparison.OrdinalIgnoreCase)
            && request.PathAndQuery.Contains(pathPart, StringComparison.OrdinalIgnoreCase));

    /// <summary>Forgets what came in.</summary>
    public void Clear()
    {
        lock (gate) requests.Clear();
    }
}
