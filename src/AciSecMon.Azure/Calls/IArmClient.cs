using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Azure.Calls;

/// <summary>
/// Speaks to Resource Manager. Every failure is an <see cref="AciServiceException"/>; retries, throttling, tokens and statistics are its affair. Calls may run in
/// parallel.
/// </summary>
internal interface IArmClient
{
    /// <summary>The api-versions that requests are sent with.</summary>
    ApiVersionTable Versions => ApiVersionTable.Usual;

    /// <summary>Sends one request and gives the answer, whatever the success status.</summary>
    /// <exception cref="AciServiceException">The service answered with an error, or not at all.</exception>
    Task<ArmResponse> SendAsync(ArmRequest request, IAciReporter reporter, CancellationToken cancellationToken);

    /// <summary>Sends a request that may start a long-running operation, and waits for its end.</summary>
    /// <exception cref="AciServiceException">The request or the operation failed.</exception>
    Task<ArmResponse> SendAndWaitAsync(ArmRequest request, IAciReporter reporter, CancellationToken cancellationToken);

    /// <summary>The items of a list, page by page.</summary>
    /// <exception cref="AciServiceException">A page could not be read; the items before it have been given.</exception>
    IAsyncEnumerable<ObjectValue> ListAsync(ArmRequest request, IAciReporter reporter, CancellationToken cancellationToken);

    /// <summary>The rows of a Resource Graph query, page by page.</summary>
    /// <exception cref="AciServiceException">A page could not be read; the pages before it have been given.</exception>
    IAsyncEnumerable<GraphPage> QueryAsync(GraphQuery query, IAciReporter reporter, CancellationToken cancellationToken);
}

/// <summary>A request to Resource Manager.</summary>
/// <param name="Method">Method.</param>
/// <param name="Path">Path from the root, such as <c>/subscriptions/{id}/providers/...</c>, or a whole address that the service gave.</param>
/// <param name="ApiVersion">Usual version, in whose place that of the connection is sent; null where <paramref name="Path"/> is an address that has its own.</param>
internal sealed record ArmRequest(HttpMethod Method, string Path, string? ApiVersion)
{
    /// <summary>Further query parameters.</summary>
    public IReadOnlyList<(string Name, string Value)> Query { get; init; } = [];

    /// <summary>Body; null for none.</summary>
    public JsonNode? Body { get; init; }

    /// <summary>What the caller prefers (RFC 7240), such as <c>wait=180</c>; null for nothing.</summary>
    public string? Prefer { get; init; }

    /// <summary>True where sending it twice does no harm though its method does not say so, such as a query.</summary>
    public bool IsRead { get; init; }

    /// <summary>A GET.</summary>
    public static ArmRequest Get(string path, string apiVersion) => new(HttpMethod.Get, path, apiVersion);

    /// <summary>A PUT.</summary>
    public static ArmRequest Put(string path, string apiVersion, JsonNode body) => new(HttpMethod.Put, path, apiVersion) { Body = body };

    /// <summary>A DELETE.</summary>
    public static ArmRequest Delete(string path, string apiVersion) => new(HttpMethod.Delete, path, apiVersion);
}

/// <summary>An answer of Resource Manager.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Text">Content; empty where there is none.</param>
/// <param name="RequestId">Id of the request at the service.</param>
internal sealed record ArmResponse(int Status, string Text, string? RequestId)
{
    private Value? body;

    /// <summary>The content as a value for reading; missing where there is none.</summary>
    public Value Body => body ??= Text.Length == 0 ? MissingValue.Instance : JsonDocumentReader.Read(new SourceFile(null, "response"), Text).Root;

    /// <summary>The content as a tree for merging; null where there is none.</summary>
    public JsonNode? ToJson() => Text.Length == 0 ? null : JsonNode.Parse(Text);
}

/// <summary>A Resource Graph query.</summary>
/// <param name="Text">The query: <c>table | where ... | project id, ... | order by id asc</c>.</param>
internal sealed record GraphQuery(string Text)
{
    /// <summary>Subscriptions to ask; empty for all that can be read, or those of the management group.</summary>
    public IReadOnlyList<string> SubscriptionIds { get; init; } = [];

    /// <summary>Management group to ask; null for none.</summary>
    public string? ManagementGroup { get; init; }

    /// <summary>True where assignments above the scope count too (<c>AtScopeAboveAndBelow</c>).</summary>
    public bool IncludesAbove { get; init; }
}

/// <summary>A page of rows.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Unread">Why there may be more than was given; null where all is well.</param>
internal sealed record GraphPage(IReadOnlyList<ObjectValue> Rows, AciServiceException? Unread = null);
