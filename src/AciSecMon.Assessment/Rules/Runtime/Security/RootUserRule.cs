using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>The container runs as root because the security context says so.</summary>
internal sealed class RootUserRule() : SecurityContextRule("ACI-RUN-003")
{
    protected override void JudgeContext(Value context, Place place, Container container, ContainerGroup group, Judgement judgement)
    {
        JudgeId(context["runAsUser"], place, "runAsUser", "user root", container, judgement);
        JudgeId(context["runAsGroup"], place, "runAsGroup", "group root", container, judgement);
        judgement.PassUnlessObjected(place, "The security context does not name root.");
    }

    private static void JudgeId(Value id, Place place, string property, string who, Container container, Judgement judgement)
    {
        if (id.IsMissing) return;
        if (id.AsWhole() is not { } number) judgement.Undecided(place.Of(property), id, $"Whether {ContainerText.Of(container)} runs as the {who} could not be decided: {ValueText.WhyOpen(id)}.", $"Write a number as {property}.");
        else if (number == 0) judgement.Fail(place.Of(property), id, $"{ContainerText.The(container)} runs as the {who}.", "A number other than 0");
    }
}

/// <summary>A container of a Confidential group names no user, so that the image decides, which mostly means root.</summary>
internal sealed class NoUserRule() : SecurityContextRule("ACI-RUN-004")
{
    protected override void JudgeContext(Value context, Place place, Container container, ContainerGroup group, Judgement judgement)
    {
        Place at = place.Of("runAsUser");
        Value user = context["runAsUser"];
        switch (user.IsSet())
        {
            case true:
                judgement.Pass(at, "The security context names a user.");
                break;
            case false:
                JudgeAbsent(user, place, container, group, judgement);
                break;
            default:
                judgement.Undecided(at, user, $"Whether {ContainerText.Of(container)} has a user of its own could not be decided: {ValueText.WhyOpen(user)}.", "Write a number as runAsUser.");
                break;
        }
    }

    protected override void JudgeAbsent(Value context, Place place, Container container, ContainerGroup group, Judgement judgement) => FailIfConfidential(
        group, place.Of("runAsUser"), context, "The container names no user, so that its image decides who it runs as.", "The number of a user other than root", judgement);
}
