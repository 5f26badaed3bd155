using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AciSecMon.Sandbox.Http;

/// <summary>A request as the services see it.</summary>
/// <param name="Method">Method in capital letters.</param>
/// <param name="Path">Path, unescaped, without a slash at its end.</param>
/// <param name="Query">Parameters by name, ignoring case.</param>
/// <param name="Text">Content; empty for none.</param>
internal sealed record Call(string Method, string Path, IReadOnlyDictionary<string, string> Query, string Text)
{
    /// <summary>Host that it was sent to.</summary>
    public string Host { get; init; } = SandboxServer.ResourceManager.Host;

    /// <summary>The header <c>Prefer</c>; null where there is none.</summary>
    public string? Prefer { get; init; }

    /// <summary>The header <c>Accept</c>; null where there is none.</summary>
    public string? Accept { get; init; }

    /// <summary>The token of the header <c>Authorization</c>; null where there is none.</summary>
    public string? Token { get; init; }

    /// <summary>The content as an object.</summary>
    /// <exception cref="RefusedException">It is not one.</exception>
    public JsonObject Body()
    {
        try
        {
            if (JsonNode.Parse(Text) is JsonObject body) return body;
        }
        catch (JsonException fault)
        {
            throw new RefusedException(HttpStatusCode.BadRequest, "InvalidRequestContent", $"The request content was invalid and could not be deserialized: '{fault.Message}'.");
        }

        throw new RefusedException(HttpStatusCode.BadRequest, "InvalidRequestContent", "The request content was invalid: an object was expected.");
    }

    /// <summary>Takes a request's address apart.</summary>
    public static Call Of(string method, Uri address, string text)
    {
        var query = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string pair in address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int end = pair.IndexOf('=', StringComparison.Ordinal);
            string name = end < 0 ? pair : pair[..end];
            query[Uri.UnescapeDataString(name)] = end < 0 ? "" : Uri.UnescapeDataString(pair[(end + 1)..].Replace('+', ' '));
        }

        return new Call(method.ToUpperInvariant(), Uri.UnescapeDataString(address.AbsolutePath).TrimEnd('/'), query, text) { Host = address.Host };
    }
}

/// <summary>What a service answers.</summary>
/// <param name="Status">Status.</param>
/// <param name="Body">Content; null for none.</param>
internal sealed record Answer(HttpStatusCode Status, JsonNode? Body = null)
{
    /// <summary>Type of the content.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Headers beyond those that every answer has.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A success with content.</summary>
    public static Answer Ok(JsonNode body) => new(HttpStatusCode.OK, body);

    /// <summary>A list that has no further page.</summary>
    public static Answer List(IEnumerable<JsonNode> rows) => Ok(new JsonObject { ["value"] = new JsonArray([.. rows]) });

    /// <summary>Adds a header.</summary>
    public Answer With(string name, string value)
    {
        Headers[name] = value;
        return this;
    }
}

/// <summary>A request that a service refuses.</summary>
internal sealed class RefusedException(HttpStatusCode status, string code, string message) : Exception(message)
{
    /// <summary>The answer, written as Resource Manager writes errors (azure-facts, I.4).</summary>
    public Answer ToAnswer() => new(status, new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = Message } });

    /// <summary>Nothing is there.</summary>
    public static RefusedException NotFound(string type, string name, string group) => new(
        HttpStatusCode.NotFound, "ResourceNotFound",
        $"The Resource '{type}/{name}' under resource group '{group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix");

    /// <summary>The method is not known there.</summary>
    public static RefusedException Method(string method) => new(
        HttpStatusCode.MethodNotAllowed, "MethodNotAllowed", $"The http method '{method}' is not supported for this resource.");

    /// <summary>The request is wrong.</summary>
    public static RefusedException Bad(string message) => new(HttpStatusCode.BadRequest, "BadRequest", message);
}
