using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Tests.Support;

/// <summary>
/// A Resource Manager of a few resources: paths with JSON, faults on request, and a record of what was asked. A PUT stores what it was sent, as the service does.
/// </summary>
internal sealed class ScriptedArm : IArmClient
{
    private readonly ConcurrentDictionary<string, JsonNode> resources = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Func<Exception>> faults = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Requests in the order in which they came: method and path.</summary>
    public ConcurrentQueue<string> Sent { get; } = new();

    /// <summary>Requests that change something, whole.</summary>
    public ConcurrentQueue<ArmRequest> Writes { get; } = new();

    /// <summary>Queries that were asked.</summary>
    public ConcurrentQueue<GraphQuery> Queries { get; } = new();

    /// <summary>Rows that every query for container groups gives.</summary>
    public List<string> Rows { get; } = [];

    /// <summary>Rows that every query for workspaces gives.</summary>
    public List<string> WorkspaceRows { get; } = [];

    /// <summary>What queries fail with; null for nothing.</summary>
    public Func<Exception>? QueryFault { get; set; }

    /// <summary>Changes what a PUT stores; null to store what was sent.</summary>
    public Func<string, JsonNode, JsonNode>? Storing { get; set; }

    /// <summary>Puts a resource there.</summary>
    public void Put(string path, string json) => resources[path] = JsonNode.Parse(json)!;

    /// <summary>Takes a resource away.</summary>
    public void Remove(string path) => resources.TryRemove(path, out _);

    /// <summary>The JSON of a resource; null where it is not there.</summary>
    public JsonNode? At(string path) => resources.GetValueOrDefault(path);

    /// <summary>Answers a request with an error status.</summary>
    public void Fail(string method, string path, int status, string code = "Fault", string message = "It did not work.") =>
        faults[$"{method} {path}"] = () => Error(status, code, message);

    /// <summary>Ends a request with any exception.</summary>
    public void Throw(string method, string path, Func<Exception> fault) => faults[$"{method} {path}"] = fault;

    /// <summary>The error as the client would give it.</summary>
    public static AciServiceException Error(int status, string code, string message) => new(new AciProblem
    {
        Id = "AciAzure" + status,
        Kind = status switch { 401 or 403 => AciProblemKind.PermissionDenied, 404 => AciProblemKind.NotFound, 429 => AciProblemKind.Throttled, 409 => AciProblemKind.Conflict, _ => AciProblemKind.Unavailable },
        Message = $"{code}: {message}",
        Recommendation = "Try again.",
    })
    {
        Status = status,
        Code = code,
    };

    public Task<ArmResponse> SendAsync(ArmRequest request, IAciReporter reporter, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Record(request);
        if (request.Method == HttpMethod.Put)
        {
            JsonNode body = request.Body!.DeepClone();
            body["name"] = request.Path[(request.Path.LastIndexOf('/') + 1)..];
            resources[request.Path] = Storing?.Invoke(request.Path, body) ?? body;
        }
        else if (request.Method == HttpMethod.Delete)
        {
            resources.TryRemove(request.Path, out _);
            return Task.FromResult(new ArmResponse(200, string.Empty, null));
        }

        return resources.TryGetValue(request.Path, out JsonNode? found)
            ? Task.FromResult(new ArmResponse(200, found.ToJsonString(), null))
            : throw Error(404, "ResourceNotFound", "It is not there.");
    }

    public Task<ArmResponse> SendAndWaitAsync(ArmRequest request, IAciReporter reporter, CancellationToken cancellationToken) => SendAsync(request, reporter, cancellationToken);

    public async IAsyncEnumerable<ObjectValue> ListAsync(ArmRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        Record(request);
        foreach ((string path, JsonNode node) in resources.OrderBy(static pair => pair.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (path.StartsWith(request.Path + "/", StringComparison.OrdinalIgnoreCase)) yield return Read(node.ToJsonString());
        }
    }

    public async IAsyncEnumerable<GraphPage> QueryAsync(GraphQuery query, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.Yield();
        Queries.Enqueue(query);
        if (QueryFault is not null) throw QueryFault();
        List<string> rows = query.Text.Contains("workspaces", StringComparison.Ordinal) ? WorkspaceRows : Rows;
        yield return new GraphPage([.. rows.Select(Read)]);
    }

    private void Record(ArmRequest request)
    {
        string line = $"{request.Method.Method} {request.Path}";
        Sent.Enqueue(line);
        if (request.Method != HttpMethod.Get) Writes.Enqueue(request);
        if (faults.TryGetValue(line, out Func<Exception>? fault)) throw fault();
    }

    private static ObjectValue Read(string json) => (ObjectValue)JsonDocumentReader.Read(new SourceFile(null, "test"), json).Root;
}
