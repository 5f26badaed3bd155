using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Activity;

/// <summary>One event of the activity log, whichever way it was read.</summary>
internal sealed record ActivityEvent
{
    public required DateTimeOffset At { get; init; }

    /// <summary>Id of the event; two readings of one event have the same.</summary>
    public required string EventId { get; init; }

    public required string Operation { get; init; }

    public required string CorrelationId { get; init; }

    /// <summary>Resource id that the log files it under.</summary>
    public required string ResourceId { get; init; }

    public required ActivityStatus Status { get; init; }

    /// <summary>Further status, such as <c>Forbidden</c> or <c>OK</c>; empty where there is none.</summary>
    public string SubStatus { get; init; } = string.Empty;

    public string Caller { get; init; } = string.Empty;

    public string? IpAddress { get; init; }

    public ActivityCaller Who { get; init; } = ActivityCaller.Nobody;

    /// <summary>What the service wrote beside it: answers, refusals, the body of the call. It may hold secrets.</summary>
    public Value Properties { get; init; } = MissingValue.Instance;

    /// <summary>Where it was read.</summary>
    public string Source { get; init; } = string.Empty;
}

/// <summary>How far an operation is. Later ones tell more.</summary>
internal enum ActivityStatus
{
    Started,
    Accepted,
    Succeeded,
    Failed,
}

/// <summary>Who called, by the claims of the token.</summary>
/// <param name="Kind">Kind, as far as the log tells.</param>
/// <param name="ObjectId">Object id; null where it is not known.</param>
/// <param name="Name">Name; null where it is not known.</param>
/// <param name="ApplicationId">Application; null where it is not known.</param>
internal sealed record ActivityCaller(AciCallerKind Kind, string? ObjectId, string? Name, string? ApplicationId)
{
    public static ActivityCaller Nobody { get; } = new(AciCallerKind.Unknown, null, null, null);
}
