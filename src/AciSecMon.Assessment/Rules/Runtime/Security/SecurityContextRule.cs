using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>
/// A rule on <c>securityContext</c>. Only the sku Confidential takes all of it (Azure CLI pull request 26273, Terraform provider pull request 23034), so that its
/// absence elsewhere says nothing; what is written and weak counts everywhere.
/// </summary>
internal abstract class SecurityContextRule(string id) : ContainerRule(id)
{
    public sealed override void Judge(Container container, ContainerGroup group, Judgement judgement)
    {
        Value context = Lists.ObjectOrUnknown(container.SecurityContext, "securityContext");
        Place place = container.Place.Of("securityContext");
        if (context is ObjectValue) JudgeContext(context, place, container, group, judgement);
        else if (context.IsMissing) JudgeAbsent(context, place, container, group, judgement);
        else judgement.Undecided(place, context, $"The security context of {ContainerText.Of(container)} could not be judged: {ValueText.WhyOpen(context)}.", "Write securityContext as an object.");
    }

    protected abstract void JudgeContext(Value context, Place place, Container container, ContainerGroup group, Judgement judgement);

    protected virtual void JudgeAbsent(Value context, Place place, Container container, ContainerGroup group, Judgement judgement) =>
        judgement.NotApplicable(place, "The container has no security context.");

    /// <summary>Fails where the group is Confidential, for something that is missing and that only such a group takes.</summary>
    protected static void FailIfConfidential(ContainerGroup group, Place place, Value missing, string message, string expected, Judgement judgement)
    {
        switch (Sku.IsConfidential(group))
        {
            case true:
                judgement.Fail(place, missing, message, expected);
                break;
            case false:
                judgement.NotApplicable(place, "Only a group of the sku Confidential takes this.");
                break;
            default:
                Value sku = Sku.Of(group);
                judgement.Undecided(place, sku, $"Whether this concerns the group could not be decided: its sku is needed, and {ValueText.WhyOpen(sku)}.", "Write Standard, Dedicated or Confidential as sku.");
                break;
        }
    }
}
