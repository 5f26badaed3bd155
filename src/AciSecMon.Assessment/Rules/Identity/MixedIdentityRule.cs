using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Identity;

/// <summary>The group has an identity of its own and assigned ones.</summary>
internal sealed class MixedIdentityRule() : GroupRule("ACI-IDN-002")
{
    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place place = group.Identity.Place.Of("type");
        AssignedIdentity identity = AssignedIdentity.Of(group);
        switch (identity.HasSystem & identity.HasUser)
        {
            case true:
                judgement.Fail(place, identity.Deciding, "The group has both a system-assigned identity and user-assigned identities.", "One kind of identity");
                break;
            case false when identity.HasAny == false:
                judgement.NotApplicable(place, "The group has no managed identity.");
                break;
            case false:
                judgement.Pass(place, "The group has one kind of managed identity.");
                break;
            case null:
                judgement.Undecided(
                    place, identity.Deciding, $"Whether the group has both kinds of managed identity could not be decided: {ValueText.WhyOpen(identity.Deciding)}.", AssignedIdentity.Expected);
                break;
        }
    }
}
