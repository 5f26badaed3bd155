using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>An init container fetches from the internet what the others will use, or is root where they are not.</summary>
internal sealed class InitContainerRule() : ContainerRule("ACI-RUN-018")
{
    private static readonly string[] Traces = ["curl", "wget", "fetch", "aria2c", "clone", "iwr", "irm", "invoke-"];

    public override void Judge(Container container, ContainerGroup group, Judgement judgement)
    {
        if (!container.IsInit)
        {
            judgement.NotApplicable(container.Place, "The rule is on init containers.");
            return;
        }

        Place place = container.Place.Of("command");
        Value command = container.Command;
        if (CommandSteps.Mentions(command, Traces) && CommandSteps.Of(command).Exists(Downloads.FetchesFromInternet))
        {
            judgement.Fail(place, MissingValue.Instance, $"{ContainerText.The(container)} fetches from the internet what the group starts with.", "What it fetches in the image, or checked by its hash");
        }
        else if (CommandSteps.OpenPart(command, "curl", "wget", "git") is { } open)
        {
            judgement.Undecided(place, open, $"Whether {ContainerText.Of(container)} fetches from the internet could not be decided: {ValueText.WhyOpen(open)}.", "Write command as a list of strings.");
        }

        JudgeUser(container, group, judgement);
        judgement.PassUnlessObjected(container.Place, "The init container is no weaker than the others.");
    }

    private static void JudgeUser(Container container, ContainerGroup group, Judgement judgement)
    {
        Place place = container.Place.Of("securityContext").Of("runAsUser");
        Value own = UserOf(container);
        if (own.IsMissing || own.AsWhole() is not (null or 0)) return;
        Value? open = own.AsWhole() is null ? own : group.Containers.Rest;
        foreach (Container other in group.Containers.Items)
        {
            if (other.IsInit) continue;
            Value user = UserOf(other);
            if (user.IsMissing || user.AsWhole() == 0) return;
            if (user.AsWhole() is null) open ??= user;
        }

        if (open is null) judgement.Fail(place, own, $"{ContainerText.The(container)} runs as root, and the containers that it prepares do not.", "A number other than 0");
        else judgement.Undecided(place, open, $"Whether {ContainerText.Of(container)} is root where the others are not could not be decided: {ValueText.WhyOpen(open)}.", "Write a number as runAsUser.");
    }

    private static Value UserOf(Container container) => Lists.ObjectOrUnknown(container.SecurityContext, "securityContext") is var context && context is ObjectValue or MissingValue ? context["runAsUser"] : context;
}
