using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Changes;

/// <summary>A change that a person is asked about: the request, and how it and its ends are spoken of.</summary>
internal sealed class PlannedChange
{
    /// <summary>What it is done to, for the question.</summary>
    public required string Target { get; init; }

    /// <summary>What is done and what follows, for the question.</summary>
    public required string Action { get; init; }

    /// <summary>The request.</summary>
    public required ArmRequest Request { get; init; }

    /// <summary>What of the request's body a person is shown, where it holds a secret; all of it by default.</summary>
    public Func<JsonNode, JsonNode> Shown { get; init; } = static body => body;

    /// <summary>Path that the state is read back from; null for that of the request.</summary>
    public string? ReadPath { get; init; }

    /// <summary>Makes the object that a person sees, of the outcome, the message and the state after.</summary>
    public required Func<AciChangeResult, string, string?, AciChange> Make { get; init; }

    /// <summary>JSON of the state before; null where there was none.</summary>
    public required string? Before { get; init; }

    /// <summary>What would be done.</summary>
    public required string WouldSay { get; init; }

    /// <summary>What was done.</summary>
    public required string DidSay { get; init; }

    /// <summary>That it was not done, without a full stop.</summary>
    public required string Failure { get; init; }

    /// <summary>What may or may not be the state, a sentence.</summary>
    public required string InDoubt { get; init; }

    /// <summary>The command that shows the state.</summary>
    public required string Look { get; init; }

    /// <summary>Resource id that its problems are about.</summary>
    public required string ProblemTarget { get; init; }

    /// <summary>The action that reading the state needs.</summary>
    public required string ReadAction { get; init; }

    /// <summary>The action that the request needs.</summary>
    public required string WriteAction { get; init; }

    /// <summary>Explains why the service did not take the request.</summary>
    public required Func<AciServiceException, AciProblem> Explain { get; init; }

    /// <summary>Why the state that was read back, or its absence as null, is not as asked for; null where it is.</summary>
    public required Func<Value?, AciProblem?> Lacking { get; init; }

    /// <summary>The request as a person is shown it.</summary>
    public ArmRequest ShownRequest => Request.Body is { } body ? Request with { Body = Shown(body) } : Request;

    /// <summary>What a person is asked to approve.</summary>
    /// <param name="versions">The api-versions that the request is sent with.</param>
    public ChangeProposal ToProposal(ApiVersionTable versions) => new() { Target = Target, Action = Action, Request = RequestText.Of(ShownRequest, versions) };

    /// <summary>True where a person who approved the one has approved the other: both questions are the same word for word, the whole request included.</summary>
    public bool IsApprovedWith(PlannedChange other) =>
        string.Equals(Target, other.Target, StringComparison.Ordinal) && string.Equals(Action, other.Action, StringComparison.Ordinal)
        && string.Equals(RequestText.Of(Request, ApiVersionTable.Usual), RequestText.Of(other.Request, ApiVersionTable.Usual), StringComparison.Ordinal);
}

/// <summary>What a state calls for: a change, or an outcome without one.</summary>
internal sealed record NextStep
{
    private NextStep(PlannedChange? change, ChangeOutcome? outcome) => (Change, Outcome) = (change, outcome);

    /// <summary>The change; null where there is an outcome.</summary>
    public PlannedChange? Change { get; }

    /// <summary>The outcome; null where there is a change.</summary>
    public ChangeOutcome? Outcome { get; }

    public static implicit operator NextStep(PlannedChange change) => new(change, null);

    public static implicit operator NextStep(ChangeOutcome outcome) => new(null, outcome);
}
