using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Connection;

namespace AciSecMon.Azure.Logs;

/// <summary>Asks one workspace one question (azure-facts, B.6). What the service leaves out of an answer is told, never passed over.</summary>
internal sealed class LogClient(AzureSession session) : IDisposable
{
    /// <summary>Queries that the service runs at once for one user.</summary>
    public const int MostAtOnce = 5;

    /// <summary>Rows that the service gives at most.</summary>
    public const int MostRows = 500_000;

    private const string NotRecorded = "QueryNotRecorded";

    // The service gives a query ten minutes at most. It has to give up before the call does: its own words say more than a call without an answer.
    private static readonly TimeSpan LongestQuery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    private readonly LogRate rate = new(session.Clock);

    /// <summary>The answer, or the reason why there is none.</summary>
    /// <exception cref="AciProblemException">The address of Log Analytics is not known.</exception>
    public async Task<LogReply> AskAsync(Workspace workspace, string query, TimeSpan timespan, IAciReporter reporter, CancellationToken cancellationToken)
    {
        IArmClient client = session.Logs ?? throw new AciProblemException(NoAddress(session));
        await rate.EnterAsync(cancellationToken).ConfigureAwait(false);
        var request = new ArmRequest(HttpMethod.Post, $"/v1/workspaces/{workspace.CustomerId}/query", null)
        {
            Body = new JsonObject { ["query"] = query, ["timespan"] = XmlConvert.ToString(timespan) },
            IsRead = true,
            Prefer = string.Create(CultureInfo.InvariantCulture, $"wait={WaitSeconds}"),
        };
        try
        {
            ArmResponse answer = await client.SendAsync(request, reporter, cancellationToken).ConfigureAwait(false);
            return LogTable.Of(answer.Body) is { } table ? new LogReply(table, CutOf(answer.Body, table, workspace), null) : new LogReply(null, NoTable(workspace), null);
        }
        catch (AciServiceException fault)
        {
            return new LogReply(null, ProblemOf(fault, workspace), fault);
        }
    }

    public void Dispose() => rate.Dispose();

    private int WaitSeconds => (int)Math.Clamp((session.Deadline - Margin).TotalSeconds, 1, LongestQuery.TotalSeconds);

    private static AciProblem ProblemOf(AciServiceException fault, Workspace workspace) => fault switch
    {
        { Code: NotRecorded } => new AciProblem
        {
            Id = "AciLogNotRecorded",
            Kind = AciProblemKind.InvalidOperation,
            Message = $"What the workspace '{workspace.Name}' would say to this question is not recorded; that is no sign that there is nothing.",
            Target = workspace.Id,
            Recommendation = "A record answers here in the place of the service: it holds the detections with their defaults, and plain looks into tables, such as 'ContainerEvent | take 10'.",
        },

        // Log Analytics answers 403 to a token that is none for it.
        { Status: 401 } or { Code: "InvalidAuthenticationToken" or "InvalidAuthenticationTokenAudience" } => Adviced(fault, workspace, "Connect again; where tokens are given, one for Log Analytics is needed."),
        { Status: 403 } => Faults.On(fault, $"The logs of the workspace '{workspace.Name}' could not be searched", workspace.Id, Workspace.QueryAction),
        { Status: 404 } => new AciProblem
        {
            Id = "AciWorkspaceNotFound",
            Kind = AciProblemKind.NotFound,
            Message = $"Log Analytics knows no workspace {workspace.CustomerId}{(workspace.ResourceId is null ? string.Empty : $" ('{workspace.Name}')")}.",
            Target = workspace.Id,
            Recommendation = "Check the GUID; a workspace that was just made takes some minutes.",
        },
        { Status: 400 } => new AciProblem
        {
            Id = "AciLogQueryInvalid",
            Kind = AciProblemKind.InvalidArgument,
            Message = $"The workspace '{workspace.Name}' did not accept the query: {SaidOf(fault)}",
            Target = workspace.Id,
            Recommendation = "Check the names of tables and columns: a table that never took a row is not there. 'union isfuzzy=true' does without it.",
        },
        { Status: 413 } or { Status: 200, Problem.Id: "AciAzureInvalidAnswer" } => Adviced(fault, workspace, "Ask for less: fewer columns, summarize, take, or a shorter -Timespan."),
        { Status: 504 } or { Problem.Id: "AciAzureTimeout" } => Adviced(fault, workspace, "Ask for a shorter -Timespan, or connect with a longer -TimeoutSeconds."),
        _ => Adviced(fault, workspace, fault.Problem.Recommendation),
    };

    // The request is always the same one: what counts stands behind the code.
    private static string SaidOf(AciServiceException fault)
    {
        string said = fault.Problem.Message;
        int at = fault.Code is { } code ? said.IndexOf(code + ": ", StringComparison.Ordinal) : -1;
        return at < 0 ? said : said[(at + fault.Code!.Length + 2)..];
    }

    private static AciProblem Adviced(AciServiceException fault, Workspace workspace, string? advice) => new()
    {
        Id = fault.Problem.Id,
        Kind = fault.Problem.Kind,
        Message = $"The logs of the workspace '{workspace.Name}' could not be searched: {fault.Problem.Message}",
        Target = workspace.Id,
        Recommendation = advice,
    };

    // An answer of status 200 may hold an error beside its rows: then they are not all.
    private static AciProblem? CutOf(Value answer, LogTable table, Workspace workspace)
    {
        if (answer["error"] is ObjectValue error)
        {
            string[] said = [.. error["details"].Items.Prepend(error).SelectMany(Words).Distinct(StringComparer.Ordinal)];
            return Cut(workspace, SecretScrubber.Clean(string.Join(" ", said)));
        }

        return table.Rows.Count >= MostRows ? Cut(workspace, string.Create(CultureInfo.InvariantCulture, $"An answer holds {MostRows} rows at most.")) : null;
    }

    private static IEnumerable<string> Words(Value error)
    {
        for (Value one = error; one is ObjectValue; one = one["innererror"])
        {
            if (one["message"].AsText() is { Length: > 0 } said) yield return said.TrimEnd('.') + ".";
        }
    }

    private static AciProblem Cut(Workspace workspace, string why) => new()
    {
        Id = "AciLogResultPartial",
        Kind = AciProblemKind.LimitExceeded,
        Message = $"The workspace '{workspace.Name}' gave only a part of the answer: {why}",
        Target = workspace.Id,
        Recommendation = "Ask for a shorter -Timespan, or let the query summarize; what is missing may be what matters.",
    };

    private static AciProblem NoTable(Workspace workspace) => new()
    {
        Id = "AciAzureInvalidAnswer",
        Kind = AciProblemKind.Unavailable,
        Message = $"The workspace '{workspace.Name}' gave an answer without a table.",
        Target = workspace.Id,
        Recommendation = "Try again. If it stays so, a gateway on the way answers in the service's place.",
    };

    /// <summary>What there is to say where the address of Log Analytics is not known.</summary>
    public static AciProblem NoAddress(AzureSession session) => new()
    {
        Id = "AciLogAddressUnknown",
        Kind = AciProblemKind.InvalidOperation,
        Message = $"The address of Log Analytics in the cloud '{session.Name}' is not known.",
        Target = session.Name,
        Recommendation = "Connect with -Endpoint @{ LogAnalytics = 'https://...' } beside the other addresses.",
    };
}

/// <summary>What came of a question.</summary>
/// <param name="Table">The rows; null where there is no answer.</param>
/// <param name="Problem">Why there is no answer, or why it is not whole; null where it is.</param>
/// <param name="Fault">What the service said where it gave no answer.</param>
internal sealed record LogReply(LogTable? Table, AciProblem? Problem, AciServiceException? Fault)
{
    /// <summary>True where the workspace as a whole is out of reach, so that no other question need be put to it.</summary>
    public bool IsOutOfReach => Fault is { Status: 401 or 403 or 404 } or { Status: 0, Problem.Kind: AciProblemKind.Authentication or AciProblemKind.Connection };

    /// <summary>What of the workspace was not read; null where all was.</summary>
    public UnreadPart? UnreadOf(Workspace workspace, Facet facet) => Problem is null ? null : new UnreadPart(
        facet, workspace.Id, Fault is { Status: 401 or 403 } ? UnreadReason.Refused : UnreadReason.Incomplete, Problem, Fault is { Status: 403 } ? Workspace.QueryAction : null);
}
