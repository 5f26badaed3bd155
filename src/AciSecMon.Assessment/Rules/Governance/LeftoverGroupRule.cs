using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Governance;

/// <summary>
/// The group does nothing any more and still holds its identity, secrets and place in the network: it is stopped, failed or done (states: Microsoft Learn,
/// container-state).
/// </summary>
internal sealed class LeftoverGroupRule() : GroupRule("ACI-GOV-005")
{
    private const string Expected = "A group that runs, or none";

    private static readonly Place At = Place.Root.Of("instanceView").Of("state");

    private static readonly UnresolvedCause NotSeen = new(CauseKind.NotCarried, "instanceView");

    private static readonly string[] Alive = ["Running", "Pending", "Waiting", "Starting", "Creating", "Repairing", "Updating", "Restarting"];

    private static readonly string[] Ended = ["Stopped", "Terminated", "Failed", "Succeeded"];

    // What ended a moment ago somebody may still be looking at.
    private static readonly TimeSpan Grace = TimeSpan.FromDays(7);

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        if (group.IsAuthored || group.Kind != AciSubjectType.ContainerGroup)
        {
            judgement.NotApplicable(At, "This is no group that runs.");
            return;
        }

        Value view = Lists.ObjectOrUnknown(group.Properties["instanceView"], "instanceView");
        Value state = view is ObjectValue or MissingValue ? view["state"] : view;
        Value provisioning = group.Properties["provisioningState"];
        DateTimeOffset? end = EndOf(group);
        if (end is { } ended && judgement.Now is { } now && now - ended < Grace && Array.Exists(Ended, state.Is)) judgement.Pass(At, "The group ended less than a week ago.");
        else if (state.Is("Stopped") || state.Is("Terminated")) judgement.Fail(At, state, $"The group is stopped and was not deleted{Since(end)}.", Expected, SeverityOf(end));
        else if (state.Is("Failed")) judgement.Fail(At, state, $"The group has failed and was not deleted{Since(end)}.", Expected, SeverityOf(end));
        else if (state.Is("Succeeded")) judgement.Fail(At, state, $"The group is done with its work and was not deleted{Since(end)}.", Expected, AciSeverity.Informational);
        else if (provisioning.Is("Failed")) judgement.Fail(Place.Root.Of("provisioningState"), provisioning, "The group could not be provisioned and was not deleted.", Expected);
        else if (Array.Exists(Alive, state.Is)) judgement.Pass(At, "The group runs or is about to.");
        else if (state.IsMissing) judgement.Unknown(At, NotSeen, "Whether the group is left over could not be decided: its instance view is not known.");
        else judgement.Undecided(At, state, $"Whether the group is left over could not be decided: {ValueText.WhyOpen(state)}.", "Read the group with its instance view.");
    }

    // How long it has been so is only known of containers that tell when they finished.
    private static AciSeverity? SeverityOf(DateTimeOffset? end) => end is null ? AciSeverity.Informational : null;

    private static string Since(DateTimeOffset? end) => end is { } known ? string.Create(CultureInfo.InvariantCulture, $" since {known:yyyy-MM-dd}") : string.Empty;

    private static DateTimeOffset? EndOf(ContainerGroup group)
    {
        DateTimeOffset? last = null;
        foreach (Container container in group.Containers.Items)
        {
            string? text = container.Properties["instanceView"]["currentState"]["finishTime"].AsText();
            if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset finished)) return null;
            if (last is null || finished > last) last = finished;
        }

        return last;
    }
}
