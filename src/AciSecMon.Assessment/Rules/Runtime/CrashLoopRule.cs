using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>
/// The container was restarted often, or waits to be: Waiting with a detail status about a crash loop (Microsoft Learn, container-state). Exit codes above 128
/// name the signal that ended the process: 137 is SIGKILL, 139 SIGSEGV, 143 SIGTERM.
/// </summary>
internal sealed class CrashLoopRule() : ContainerRule("ACI-RUN-020")
{
    private const string Expected = "A container that keeps running, or that ends with exit code 0";

    private static readonly UnresolvedCause NotSeen = new(CauseKind.NotCarried, "instanceView");

    public override void Judge(Container container, ContainerGroup group, Judgement judgement)
    {
        Place place = container.Place.Of("instanceView");
        Value view = container.Properties["instanceView"];
        if (group.IsAuthored || group.Kind != AciSubjectType.ContainerGroup)
        {
            judgement.NotApplicable(place, "This is no running container.");
        }
        else if (view.IsMissing)
        {
            judgement.Unknown(place, NotSeen, $"Whether {ContainerText.Of(container)} keeps being restarted could not be decided: its instance view is not known.");
        }
        else if (view is not ObjectValue)
        {
            ReportOpen(place, view, container, judgement);
        }
        else
        {
            JudgeView(view, place, container, judgement);
        }
    }

    private static void JudgeView(Value view, Place place, Container container, Judgement judgement)
    {
        Value count = view["restartCount"];
        Value current = view["currentState"];
        Value detail = current["detailStatus"];
        long restarts = count.AsWhole() ?? 0;
        int threshold = judgement.Settings.RestartThreshold;
        string times = restarts == 1 ? "once" : string.Create(CultureInfo.InvariantCulture, $"{restarts} times");
        if (detail.AsText() is { } text && text.Contains("CrashLoop", StringComparison.OrdinalIgnoreCase))
        {
            judgement.Fail(place.Of("currentState").Of("detailStatus"), detail, $"{ContainerText.The(container)} is in a crash loop; it was restarted {times}.", Expected);
        }
        else if (restarts >= threshold)
        {
            judgement.Fail(place.Of("restartCount"), count, $"{ContainerText.The(container)} was restarted {times}{KilledBy(current, view["previousState"])}.", Expected);
        }
        else if (restarts >= 2 && KilledBy(current, view["previousState"]) is { Length: > 0 } kill)
        {
            judgement.Fail(place.Of("restartCount"), count, $"{ContainerText.The(container)} was restarted {times}{kill}.", Expected);
        }
        else if (count.AsWhole() is null && !count.IsMissing)
        {
            ReportOpen(place.Of("restartCount"), count, container, judgement);
        }
        else if (current.IsUnresolved || detail.IsUnresolved)
        {
            ReportOpen(place.Of("currentState"), current.IsUnresolved ? current : detail, container, judgement);
        }
        else if (count.IsMissing)
        {
            judgement.Unknown(place.Of("restartCount"), NotSeen, $"Whether {ContainerText.Of(container)} keeps being restarted could not be decided: its restart count is not known.");
        }
        else
        {
            judgement.Pass(place, "The container is not restarted again and again.");
        }
    }

    /// <summary>The signal that ended it last, as a part of a sentence; empty where none did.</summary>
    private static string KilledBy(Value current, Value previous) => (current["exitCode"].AsWhole() ?? previous["exitCode"].AsWhole()) switch
    {
        137 => "; it was killed last (exit code 137), for its memory or by somebody",
        139 => "; it ended last with a memory fault (exit code 139)",
        143 => "; it was told to end last (exit code 143)",
        _ => string.Empty,
    };

    private static void ReportOpen(Place place, Value open, Container container, Judgement judgement) => judgement.Undecided(
        place, open, $"Whether {ContainerText.Of(container)} keeps being restarted could not be decided: {ValueText.WhyOpen(open)}.", "Read the group with its instance view.");
}
