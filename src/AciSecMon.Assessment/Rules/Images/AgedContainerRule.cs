using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Threats;

namespace AciSecMon.Assessment.Rules.Images;

/// <summary>The container has run since long, and so has its image: what was repaired meanwhile is not in it. The start is that of the instance view (azure-facts, A.5).</summary>
internal sealed class AgedContainerRule() : ContainerRule("ACI-IMG-013")
{
    private const int MostDays = 90;

    private static readonly UnresolvedCause NotSeen = new(CauseKind.NotCarried, "instanceView");

    public override void Judge(Container container, ContainerGroup group, Judgement judgement)
    {
        Place place = container.Place.Of("instanceView").Of("currentState").Of("startTime");
        Value view = container.Properties["instanceView"];
        Value state = view["currentState"];
        if (group.IsAuthored || group.Kind != AciSubjectType.ContainerGroup) judgement.NotApplicable(place, "This is no running container.");
        else if (view.IsMissing || view.IsUnresolved) judgement.Unknown(place, NotSeen, $"Since when {ImageSubject.NameOf(container)} runs is not known: its instance view is not known.");
        else if (!state["state"].Is("Running")) judgement.NotApplicable(place, "The container does not run.");
        else if (SecurityAlert.TimeOf(state["startTime"]) is not { } start || judgement.Now is not { } now) judgement.Unknown(place, NotSeen, $"Since when {ImageSubject.NameOf(container)} runs is not known.");
        else if ((now - start).TotalDays > MostDays)
            judgement.Fail(place, state["startTime"], string.Create(CultureInfo.InvariantCulture, $"The {ImageSubject.NameOf(container)} has run for {(int)(now - start).TotalDays} days on the image of then."), "A start within 90 days");
        else judgement.Pass(place, "The container was started within 90 days.");
    }
}
