using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Network;

/// <summary>The group has a public IP address.</summary>
internal sealed class PublicAddressRule() : GroupRule("ACI-NET-001")
{
    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place place = group.IpAddress.Place.Of("type");
        Exposure exposure = Exposure.Of(group);
        switch (exposure.Kind)
        {
            case ExposureKind.Public:
                judgement.Fail(place, exposure.Deciding, "The group has a public IP address.", "Private, or no ipAddress");
                break;
            case ExposureKind.Private:
                judgement.Pass(place, "The group's IP address is private.");
                break;
            case ExposureKind.None:
                judgement.Pass(place, "The group offers no IP address.");
                break;
            case ExposureKind.Undecided:
                judgement.Undecided(place, exposure.Deciding, $"Whether the group has a public IP address could not be decided: {ValueText.WhyOpen(exposure.Deciding)}.", Exposure.Expected);
                break;
        }
    }
}
