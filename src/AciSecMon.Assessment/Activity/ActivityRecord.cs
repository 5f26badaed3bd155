using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Activity;

/// <summary>One operation, folded of the events that a call left: the same correlation id, operation and resource (azure-facts, F).</summary>
internal sealed class ActivityRecord
{
    private readonly List<ActivityEvent> events = [];

    /// <summary>The operation.</summary>
    public required ActivityOperation Operation { get; init; }

    public required string CorrelationId { get; init; }

    public required string ResourceId { get; init; }

    /// <summary>The events in the order of their times.</summary>
    public IReadOnlyList<ActivityEvent> Events => events;

    public DateTimeOffset Started => events[0].At;

    public DateTimeOffset At => events[^1].At;

    /// <summary>True where the log has its begin.</summary>
    public bool HasBegin => events[0].Status == ActivityStatus.Started;

    public ActivityTarget Target => ActivityTarget.Of(ResourceId);

    public AciActivityKind Kind => Operation.Kind;

    public string Caller => First(static one => one.Caller) ?? string.Empty;

    public string? IpAddress => First(static one => one.IpAddress);

    public ActivityCaller Who => events.Find(static one => one.Who.Kind != AciCallerKind.Unknown)?.Who ?? events[0].Who;

    public string Source => events[0].Source;

    /// <summary>What came of it.</summary>
    public AciActivityOutcome Outcome => Deciding.Status switch
    {
        ActivityStatus.Succeeded => AciActivityOutcome.Succeeded,
        ActivityStatus.Failed => IsRefusal(Deciding) ? AciActivityOutcome.Refused : AciActivityOutcome.Failed,
        _ => AciActivityOutcome.Unfinished,
    };

    /// <summary>What the service said of a failure; null for none. It may quote what the caller sent.</summary>
    public string? Reason => Deciding.Status == ActivityStatus.Failed ? ReasonOf(Deciding) : null;

    /// <summary>What makes it risky; empty for nothing.</summary>
    public IReadOnlyList<string> Risks =>
        Operation.Risk is { } risk ? [risk] : Kind == AciActivityKind.Write && GivesIdentity ? ["It gives the container group an identity, and so its code the rights of that."] : [];

    /// <summary>What a role assignment gives; null where the log does not tell. Neither may hold a secret.</summary>
    public (string? RoleId, string? PrincipalId, string? Scope)? Given
    {
        get
        {
            if (Kind != AciActivityKind.AssignRole) return null;
            foreach (Value body in events.SelectMany(static one => Bodies(one.Properties)))
            {
                Value given = body["properties"];
                if (given["principalId"].AsText() is { Length: > 0 } principal) return (given["roleDefinitionId"].AsText(), principal, given["scope"].AsText() ?? ActivityTarget.ScopeOf(ResourceId));
            }

            return null;
        }
    }

    // Events of one call may have the same time: what tells more decides.
    private ActivityEvent Deciding => events.MaxBy(static one => (one.Status, one.At))!;

    private bool GivesIdentity => events.SelectMany(static one => RequestOf(one.Properties))
        .Any(static body => body["identity"]["type"].AsText() is { Length: > 0 } type && !type.Equals("None", StringComparison.OrdinalIgnoreCase));

    /// <summary>Adds an event of the same operation; false where it is there already.</summary>
    public bool Add(ActivityEvent added)
    {
        if (events.Exists(one => string.Equals(one.EventId, added.EventId, StringComparison.OrdinalIgnoreCase))) return false;
        int at = events.FindLastIndex(one => (one.At, one.Status).CompareTo((added.At, added.Status)) <= 0);
        events.Insert(at + 1, added);
        return true;
    }

    private static bool IsRefusal(ActivityEvent failed) =>
        failed.SubStatus.Contains("Forbidden", StringComparison.OrdinalIgnoreCase) || failed.SubStatus.Contains("Unauthorized", StringComparison.OrdinalIgnoreCase)
        || CodeOf(failed) is "AuthorizationFailed" or "LinkedAuthorizationFailed" or "AuthenticationFailed" or "RequestDisallowedByPolicy" or "DenyAssignmentAuthorizationFailed";

    private static string? ReasonOf(ActivityEvent failed)
    {
        Value error = ErrorOf(failed);
        return (CodeOf(failed), error["message"].AsText()) switch
        {
            ({ } code, { } said) => $"{code}: {said}",
            ({ } code, null) => code,
            (null, { } said) => said,
            _ => failed.SubStatus.Length > 0 ? failed.SubStatus : null,
        };
    }

    private static string? CodeOf(ActivityEvent failed) => ErrorOf(failed)["code"].AsText();

    // The answer of the service stands as a text within the properties.
    private static Value ErrorOf(ActivityEvent failed)
    {
        Value message = ActivityReading.Parsed(failed.Properties["statusMessage"]);
        return message["error"] is ObjectValue nested ? nested : message;
    }

    private static IEnumerable<Value> Bodies(Value properties) => [.. RequestOf(properties), ActivityReading.Parsed(properties["responseBody"])];

    private static IEnumerable<Value> RequestOf(Value properties) => [ActivityReading.Parsed(properties["requestbody"])];

    private string? First(Func<ActivityEvent, string?> read) => events.Select(read).FirstOrDefault(static text => !string.IsNullOrEmpty(text));
}
