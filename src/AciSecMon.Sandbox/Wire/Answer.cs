using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace AciSecMon.Sandbox.Wire;

/// <summary>What the sandbox answers.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">Content; null for none.</param>
internal sealed record Answer(int Status, JsonNode? Body = null)
{
    /// <summary>Headers beside those that every answer has.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>200 with content.</summary>
    public static Answer Ok(JsonNode body) => new(200, body);

    /// <summary>An error as Resource Manager writes it (azure-facts, I.4).</summary>
    public static Answer Error(int status, string code, string message) =>
        new(status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } });

    /// <summary>A resource that is not there.</summary>
    public static Answer NotFound(string id) => Error(404, "ResourceNotFound", $"The Resource '{id}' was not found.");

    /// <summary>The HTTP message.</summary>
    public HttpResponseMessage ToMessage(HttpRequestMessage request, string requestId)
    {
        var message = new HttpResponseMessage((HttpStatusCode)Status) { RequestMessage = request };
        message.Headers.Add("x-ms-request-id", requestId);
        message.Headers.Add("x-ms-correlation-request-id", requestId);
        foreach ((string name, string value) in Headers) message.Headers.TryAddWithoutValidation(name, value);
        if (Body is not null) message.Content = new StringContent(Body.ToJsonString(), Encoding.UTF8, "application/json");
        return message;
    }
}

/// <summary>A request as the sandbox sees it.</summary>
/// <param name="Method">Method.</param>
/// <param name="Path">Path, without a slash at its end.</param>
/// <param name="Query">Query parameters.</param>
/// <param name="Body">Content; null for none.</param>
internal sealed record Call(string Method, string Path, IReadOnlyDictionary<string, string> Query, JsonNode? Body);
