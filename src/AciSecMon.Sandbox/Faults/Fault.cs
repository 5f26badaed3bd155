using System.Net;
using System.Text.Json.Nodes;

namespace AciSecMon.Sandbox.Faults;

/// <summary>What goes wrong, and with which calls.</summary>
internal sealed partial class Fault
{
    /// <summary>Method of the calls; null for any.</summary>
    public string? Method { get; init; }

    /// <summary>A part of the path and query, ignoring case; empty for any.</summary>
    public string PathPart { get; init; } = "";

    /// <summary>A part of the content that is sent, such as of a query, ignoring case; empty for any.</summary>
    public string ContentPart { get; init; } = "";

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

    /// <summary>Changes the content of what is otherwise the right answer, by the address that was asked; null to leave it.</summary>
    public Action<JsonObject, Uri>? Change { get; init; }

    /// <summary>After how many bytes of what is otherwise the right answer the connection is reset; null for never.</summary>
    public int? BreaksAfter { get; init; }

    /// <summary>True for an answer that does not come before the caller stops waiting.</summary>
    public bool Hangs { get; init; }

    /// <summary>True to give the right answer after all, so that <see cref="Reached"/> is all that happens.</summary>
    public bool IsHarmless { get; init; }

    /// <summary>Is called when such a call has come in, before it is answered.</summary>
    public Action? Reached { get; init; }

    /// <summary>True where the right answer is given, as far as this fault leaves it alone.</summary>
    public bool AnswersRightly => Change is not null || BreaksAfter is not null || IsHarmless;
}
