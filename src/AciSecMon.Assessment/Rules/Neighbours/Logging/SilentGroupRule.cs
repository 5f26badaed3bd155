using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Rules.Neighbours.Logging;

/// <summary>The group runs, its logs are sent to a workspace, and none has arrived for a day.</summary>
internal sealed class SilentGroupRule() : NeighbourRule("ACI-LOG-007")
{
    private const string Expected = "A row of the group in its workspace within a day";

    private static readonly Place At = Place.Root.Of("diagnosticSettings");

    public override UnreadPart? UnreadFor(NeighbourSubject subject, NeighbourEstate estate) =>
        Of(subject, estate) is { Unread: { Reason: not UnreadReason.Gone } unread , IsFresh: false } ? unread : null;

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive) return;
        if (!subject.Groups[0].AreSettingsKnown) judgement.Unknown(At, new UnresolvedCause(CauseKind.NotCarried, "the diagnostic settings of the group"), "Where the diagnostic settings of the group send to could not be read.");
        else if (Of(subject, estate) is { } beat) Judge(beat, judgement);
        else judgement.NotApplicable(At, "The group sends no logs to a workspace.");
    }

    private static Heartbeat? Of(NeighbourSubject subject, NeighbourEstate estate) => subject.ResourceId is { } id ? estate.Heartbeats.GetValueOrDefault(id) : null;

    private static void Judge(Heartbeat beat, Judgement judgement)
    {
        if (beat.IsFresh) judgement.Pass(At, $"The last row ({beat.What}) came in at {Time(beat.Last!.Value)}.");
        else if (beat.Unread is not null) judgement.NotApplicable(At, "The workspace is not there, which ACI-LOG-004 says.");
        else if (beat.State is null) judgement.Unknown(At, new UnresolvedCause(CauseKind.NotCarried, "the state of the group"), "No logs of the group arrive, and whether it runs is not told.");
        else if (beat.State != Heartbeat.Running) judgement.NotApplicable(At, $"The group is {beat.State}: it has nothing to send.");
        else if (beat.IsYoung) judgement.Unknown(At, new UnresolvedCause(CauseKind.NeedsAnswer, "whether a group that has just started will send"), $"The group started at {Time(beat.StartedAt!.Value)}: nothing need have arrived yet.");
        else judgement.Fail(At, MissingValue.Instance, Message(beat), Expected);
    }

    private static string Message(Heartbeat beat) => beat.Last is { } last
        ? $"The group runs, and nothing of it has arrived in its workspace since {Time(last)} ({beat.What})."
        : string.Create(CultureInfo.InvariantCulture, $"The group runs, and nothing of it has arrived in its workspace within {Heartbeat.LookbackDays} days.");

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
