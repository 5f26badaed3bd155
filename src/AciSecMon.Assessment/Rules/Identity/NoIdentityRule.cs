using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Identity;

/// <summary>The group has no managed identity.</summary>
internal sealed class NoIdentityRule() : GroupRule("ACI-IDN-001")
{
    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place place = group.Identity.Place.Of("type");
        if (group.Kind == AciSubjectType.ContainerGroupProfile)
        {
            judgement.NotApplicable(place, "A profile has no identity; the group or NGroup that uses it has.");
            return;
        }

        AssignedIdentity identity = AssignedIdentity.Of(group);
        if (identity.HasAny == true) judgement.Pass(place, "The group has a managed identity.");
        else if (identity.HasAny == false) judgement.Fail(place, identity.Deciding, "The group has no managed identity.", "SystemAssigned or UserAssigned");
        else judgement.Undecided(place, identity.Deciding, $"Whether the group has a managed identity could not be decided: {ValueText.WhyOpen(identity.Deciding)}.", AssignedIdentity.Expected);
    }
}
