using System.Globalization;
using AciSecMon.Assessment.Activity;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Activity;

/// <summary>The rules on who did what to container groups within the last week.</summary>
internal static class ActivityRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new CommandRule(),
        new ChangeRule(),
        new BlindingRule(),
        new RefusalRule(),
        new ChurnRule(),
        new RareOperationRule(),
    ];

    private static readonly TimeSpan Period = TimeSpan.FromDays(7);

    /// <summary>Operations of the period.</summary>
    public static IEnumerable<ActivityRecord> Recent(IEnumerable<ActivityRecord> records, NeighbourEstate estate) => records.Where(one => one.At > estate.Now - Period);

    /// <summary>Who did it, for messages.</summary>
    public static string Who(ActivityRecord record)
    {
        string name = record.Who.Name ?? (record.Caller.Length > 0 ? record.Caller : "somebody");
        return $"{(record.Who.Kind == AciCallerKind.Guest ? "the guest " : string.Empty)}{DisplayName.Of(name)}{(record.IpAddress is { Length: > 0 } address ? $" from {address}" : string.Empty)}";
    }

    /// <summary>True for an operation on container groups, or on what Container Instances have beside them.</summary>
    public static bool IsOnGroups(ActivityRecord record) => record.Target.GroupId is not null || record.Operation.Name.StartsWith("Microsoft.ContainerInstance/", StringComparison.OrdinalIgnoreCase);

    /// <summary>Fails for some groups, or for the subscription as a whole where none is named.</summary>
    public static void Fail(Judgement judgement, IReadOnlyCollection<string> groups, Place place, string message, string expected)
    {
        if (groups.Count > 0) judgement.FailFor(groups, place, message, expected);
        else judgement.Fail(place, MissingValue.Instance, message, expected);
    }

    /// <summary>A time to the minute.</summary>
    public static string At(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}

/// <summary>Somebody ran a command in a container of the group, or attached to one. What was typed nobody records.</summary>
internal sealed class CommandRule() : NeighbourRule("ACI-ACT-001")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        Place place = Place.Root.Of("activity");
        if (!estate.IsLive || subject.ResourceId is not { } id) return;
        IEnumerable<ActivityRecord> calls = ActivityRules.Recent(estate.Activity.On(id), estate)
            .Where(static one => one.Kind is AciActivityKind.Exec or AciActivityKind.Attach && one.Outcome is AciActivityOutcome.Succeeded or AciActivityOutcome.Unfinished);
        foreach (IGrouping<(string Caller, string? Container, AciActivityKind Kind), ActivityRecord> same in calls.GroupBy(static one => (one.Caller, one.Target.Container, one.Kind)))
        {
            ActivityRecord last = same.First();
            string what = same.Key.Kind == AciActivityKind.Exec ? "ran a command in" : "attached to";
            string often = same.Count() == 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", {same.Count()} times");
            judgement.Fail(
                place.Of(same.Key.Kind.ToString(), $"{same.Key.Caller} {same.Key.Container}".TrimEnd()), MissingValue.Instance,
                $"{Sentence(ActivityRules.Who(last))} {what} {(same.Key.Container is { } container ? $"container {container}" : "a container")} at {ActivityRules.At(last.At)}{often}.", "A change of the image or the definition instead",
                SeverityOf(last.Who.Kind));
        }

        judgement.PassUnlessObjected(place, "Nobody ran a command in the group within the last week.");
    }

    // A person of the house who looks into what is ill is daily work; a guest, or a program, is none.
    private static AciSeverity SeverityOf(AciCallerKind kind) => kind switch
    {
        AciCallerKind.User => AciSeverity.Low,
        AciCallerKind.Unknown => AciSeverity.Medium,
        _ => AciSeverity.High,
    };

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}

/// <summary>The group was changed or deleted by somebody, or at a time, that the settings do not expect.</summary>
internal sealed class ChangeRule() : NeighbourRule("ACI-ACT-002")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        Place place = Place.Root.Of("activity");
        if (!estate.IsLive || subject.ResourceId is not { } id) return;
        IReadOnlyList<string> callers = judgement.Settings.ChangeCallers;
        if (callers.Count == 0 && judgement.Settings.ChangeHours is null)
        {
            judgement.NotApplicable(place, "The settings name neither changeCallers nor changeHours.");
            return;
        }

        foreach (ActivityRecord one in ActivityRules.Recent(estate.Activity.On(id), estate).Where(static one => one.Kind is AciActivityKind.Write or AciActivityKind.Delete && one.Outcome != AciActivityOutcome.Refused))
        {
            bool isKnown = callers.Count == 0 || callers.Any(pattern => new[] { one.Caller, one.Who.Name, one.Who.ObjectId, one.Who.ApplicationId }.Any(text => text is not null && TextPattern.Fits(text, pattern, knowsOne: true)));
            bool isInTime = judgement.Settings.ChangeHours is not { } hours || hours.Holds(one.Started);
            if (isKnown && isInTime) continue;
            judgement.Fail(
                place.Of("change", one.CorrelationId), MissingValue.Instance,
                $"The group was {(one.Kind == AciActivityKind.Write ? "written" : "deleted")} at {ActivityRules.At(one.Started)} by {ActivityRules.Who(one)}{(isKnown ? ", outside of the hours of changes" : ", who is not among those that change groups")}.",
                "A change by changeCallers within changeHours");
        }

        judgement.PassUnlessObjected(place, "Within the last week the group was changed only by those, and when, the settings expect it.");
    }
}

/// <summary>Somebody removed what collects or tells: a diagnostic setting or an alert rule.</summary>
internal sealed class BlindingRule() : NeighbourRule("ACI-ACT-003")
{
    private const string Groups = "/providers/Microsoft.ContainerInstance/";

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        Place place = Place.Root.Of("activity");
        if (!estate.IsLive || subject.SubscriptionId is not { } id) return;
        foreach (ActivityRecord one in ActivityRules.Recent(estate.Activity.In(id), estate).Where(static one => one.Outcome == AciActivityOutcome.Succeeded && Concerns(one)))
        {
            string on = one.Target.GroupName is { } group ? $" of container group {group}" : string.Empty;
            ActivityRules.Fail(
                judgement, one.Target.GroupId is { } only ? [only] : [], place.Of("removed", one.CorrelationId),
                $"{(one.Kind == AciActivityKind.RemoveDiagnostics ? "The diagnostic setting" : "The alert rule")} {DisplayName.Of(ResourceIds.LastSegment(one.ResourceId))}{on} was removed at {ActivityRules.At(one.At)} by {ActivityRules.Who(one)}.",
                "What watches stays, or is replaced at once");
        }

        judgement.PassUnlessObjected(place, $"Nobody removed a diagnostic setting of container groups or an alert rule in {NeighbourWords.NameOf(subject)} within the last week.");
    }

    // Settings of other resources are no affair of container groups; that of the subscription itself is.
    private static bool Concerns(ActivityRecord one) => one.Kind switch
    {
        AciActivityKind.RemoveAlertRule => true,
        AciActivityKind.RemoveDiagnostics => one.ResourceId.Contains(Groups, StringComparison.OrdinalIgnoreCase) || ResourceIds.SegmentAfter(one.ResourceId, "resourceGroups") is null,
        _ => false,
    };
}

/// <summary>Somebody was refused again and again within an hour.</summary>
internal sealed class RefusalRule() : NeighbourRule("ACI-ACT-004")
{
    private const int Burst = 3;
    private static readonly TimeSpan Span = TimeSpan.FromHours(1);

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        Place place = Place.Root.Of("activity");
        if (!estate.IsLive || subject.SubscriptionId is not { } id) return;
        foreach (IGrouping<string, ActivityRecord> caller in ActivityRules.Recent(estate.Activity.In(id), estate).Where(static one => one.Outcome == AciActivityOutcome.Refused && ActivityRules.IsOnGroups(one)).GroupBy(static one => one.Caller, StringComparer.OrdinalIgnoreCase))
        {
            // Newest first: a burst are so many one after another that lie within the span.
            ActivityRecord[] refused = [.. caller];
            if (!Enumerable.Range(0, Math.Max(0, refused.Length - Burst + 1)).Any(at => refused[at].At - refused[at + Burst - 1].At <= Span)) continue;
            string[] kinds = [.. refused.Select(static one => one.Operation.Words).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
            ActivityRules.Fail(
                judgement, [.. refused.Select(static one => one.Target.GroupId).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)], place.Of("refused", caller.Key),
                string.Create(CultureInfo.InvariantCulture, $"{refused.Length} calls of {ActivityRules.Who(refused[0])} on container groups were refused, the last at {ActivityRules.At(refused[0].At)}: who {string.Join(", ", kinds)}."),
                "Nobody who tries what he may not");
        }

        judgement.PassUnlessObjected(place, $"Nobody was refused again and again on container groups of {NeighbourWords.NameOf(subject)} within the last week.");
    }
}

/// <summary>The group was started, stopped or restarted again and again within a day.</summary>
internal sealed class ChurnRule() : NeighbourRule("ACI-ACT-005")
{
    private const int Most = 4;
    private static readonly TimeSpan Span = TimeSpan.FromDays(1);

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        Place place = Place.Root.Of("activity");
        if (!estate.IsLive || subject.ResourceId is not { } id) return;
        ActivityRecord[] turns =
        [
            .. ActivityRules.Recent(estate.Activity.On(id), estate).Where(static one => one.Kind is AciActivityKind.Start or AciActivityKind.Stop or AciActivityKind.Restart && one.Outcome != AciActivityOutcome.Refused),
        ];
        if (Enumerable.Range(0, Math.Max(0, turns.Length - Most)).Any(at => turns[at].At - turns[at + Most].At <= Span))
        {
            judgement.Fail(
                place.Of("turns"), MissingValue.Instance,
                string.Create(CultureInfo.InvariantCulture, $"The group was started, stopped or restarted {turns.Length} times within the last week, more than {Most} times within a day, the last time at {ActivityRules.At(turns[0].At)} by {ActivityRules.Who(turns[0])}."),
                "A group that keeps running");
        }
        else
        {
            judgement.Pass(place, "The group was not started and stopped again and again within the last week.");
        }
    }
}

/// <summary>Somebody did what few have a reason for: a delegated identity refreshed, a link to a network deleted, the provider registered.</summary>
internal sealed class RareOperationRule() : NeighbourRule("ACI-ACT-006")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        Place place = Place.Root.Of("activity");
        if (!estate.IsLive || subject.SubscriptionId is not { } id) return;
        foreach (ActivityRecord one in ActivityRules.Recent(estate.Activity.In(id), estate).Where(static one => one.Kind == AciActivityKind.Rare && one.Outcome != AciActivityOutcome.Refused))
        {
            ActivityRules.Fail(
                judgement, one.Target.GroupId is { } only ? [only] : [], place.Of("rare", one.CorrelationId), $"{ActivityRules.At(one.At)}: {ActivityRules.Who(one)} {one.Operation.Words}.", "A reason that somebody can tell");
        }

        judgement.PassUnlessObjected(place, $"Nobody did anything rare with Container Instances in {NeighbourWords.NameOf(subject)} within the last week.");
    }
}
