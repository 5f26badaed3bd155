using System.Text.Json.Nodes;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Changes;

/// <summary>A request as a person is shown it before approving it.</summary>
internal static class RequestText
{
    /// <summary>Method, path and body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="versions">The api-versions that it is sent with.</param>
    public static string Of(ArmRequest request, ApiVersionTable versions)
    {
        string? version = request.ApiVersion is { } usual ? versions.For(request.Path, usual) : null;
        string line = $"{request.Method.Method} {request.Path}?api-version={version}";
        return request.Body is JsonNode body ? line + "\n" + JsonText.Indented(body) : line;
    }
}
