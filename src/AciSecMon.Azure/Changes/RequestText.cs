using System.Text.Json.Nodes;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Changes;

/// <summary>A request as a person is shown it before approving it.</summary>
internal static class RequestText
{
    /// <summary>Method, path and body.</summary>
    public static string Of(ArmRequest request)
    {
        string line = $"{request.Method.Method} {request.Path}?api-version={request.ApiVersion}";
        return request.Body is JsonNode body ? line + "\n" + JsonText.Indented(body) : line;
    }
}
