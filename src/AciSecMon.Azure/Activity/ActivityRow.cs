using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Activity;
using AciSecMon.Assessment.Estate;
using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Activity;

/// <summary>Makes the object of an operation. Of what a call sent only role, principal and scope of an assignment are shown: the rest may hold secrets.</summary>
internal static class ActivityRow
{
    /// <summary>The object.</summary>
    public static AciActivity Of(ActivityRecord record, CallerNames names)
    {
        ActivityTarget target = record.Target;
        ActivityCaller who = names.Of(record.Who);
        string[] risks = [.. record.Risks];
        return new AciActivity
        {
            At = record.At,
            Started = record.Started,
            Kind = record.Kind,
            Operation = record.Operation.Name,
            What = record.Operation.Words,
            Outcome = record.Outcome,
            Reason = record.Reason is { } said ? SecretScrubber.Clean(said) : null,
            Caller = record.Caller,
            CallerName = who.Name,
            CallerId = who.ObjectId,
            CallerKind = who.Kind,
            ApplicationId = who.ApplicationId,
            IpAddress = record.IpAddress,
            Risky = risks.Length > 0,
            Risk = risks,
            ContainerGroupName = target.GroupName,
            ContainerName = target.Container,
            ResourceGroupName = ResourceIds.SegmentAfter(record.ResourceId, "resourceGroups"),
            SubscriptionId = ResourceIds.SegmentAfter(record.ResourceId, "subscriptions") ?? string.Empty,
            ResourceId = target.GroupId,
            TargetId = record.ResourceId,
            Detail = DetailOf(record, names),
            CorrelationId = record.CorrelationId,
            EventCount = record.Events.Count,
            Source = record.Source,
        };
    }

    private static string? DetailOf(ActivityRecord record, CallerNames names)
    {
        if (record.Given is not { } given) return null;
        string role = given.RoleId is { } id ? RoleNames.Of(id) : "a role that the log does not tell";
        string principal = given.PrincipalId is { } to ? names.NameOf(to) is { } name ? $"{name} ({to})" : to : "somebody";
        return $"{role} to {principal} at {given.Scope}";
    }
}
