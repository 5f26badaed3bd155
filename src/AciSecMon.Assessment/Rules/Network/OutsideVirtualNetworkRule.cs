using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Network;

/// <summary>The group is not in a virtual network.</summary>
internal sealed class OutsideVirtualNetworkRule() : GroupRule("ACI-NET-002")
{
    private const string Expected = "A subnet that is delegated to Microsoft.ContainerInstance/containerGroups";

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place place = Place.Root.Of("subnetIds");
        if (group.Kind == AciSubjectType.ContainerGroupProfile)
        {
            judgement.NotApplicable(place, "A profile names no subnet; the group or NGroup that uses it does.");
            return;
        }

        VirtualNetwork network = VirtualNetwork.Of(group);
        switch (network.IsPresent)
        {
            case true:
                judgement.Pass(place, "The group is in a virtual network.");
                break;
            case null:
                judgement.Undecided(
                    place, network.Deciding, $"Whether the group is in a virtual network could not be decided: {ValueText.WhyOpen(network.Deciding)}.",
                    "Write the resource id of a subnet in subnetIds.");
                break;
            case false when Exposure.Of(group).IsPrivate == true && !group.IsAuthored:
                judgement.Unknown(
                    place, network.Deciding, "The group has a private IP address, but the source names no subnet.",
                    "Read the group from a source that carries its subnet, such as its Resource Manager response.");
                break;
            case false:
                judgement.Fail(place, network.Deciding, "The group is not in a virtual network.", Expected);
                break;
        }
    }
}
