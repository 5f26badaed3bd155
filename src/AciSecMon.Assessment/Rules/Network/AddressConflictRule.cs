using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Network;

/// <summary>Address, subnet and DNS name label that exclude each other, so that the service refuses the group or it is not what its author thinks.</summary>
internal sealed class AddressConflictRule() : GroupRule("ACI-NET-010")
{
    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        IpAddress address = group.IpAddress;
        Exposure exposure = Exposure.Of(group);
        VirtualNetwork network = VirtualNetwork.Of(group);
        bool? hasLabel = address.DnsNameLabel.IsSet();

        // Operators on three-valued booleans: false & unknown is false, true & unknown is unknown.
        bool? publicInNetwork = exposure.IsPublic & network.IsPresent;
        bool? labelOnPrivate = exposure.IsPrivate & hasLabel;
        bool? labelInNetwork = hasLabel & network.IsPresent;
        Place labelPlace = address.Place.Of("dnsNameLabel");
        if (publicInNetwork == true)
        {
            judgement.Fail(address.Place.Of("type"), exposure.Deciding, "The group has a public IP address and a subnet, which exclude each other.", "Private with a subnet, or Public without");
        }
        else if (labelOnPrivate == true)
        {
            judgement.Fail(labelPlace, address.DnsNameLabel, "The group has a DNS name label with a private IP address.", "A DNS name label with a public address only");
        }
        else if (labelInNetwork == true)
        {
            judgement.Fail(labelPlace, address.DnsNameLabel, "The group has a DNS name label and a subnet, which exclude each other.", "A DNS name label without a subnet only");
        }
        else if (publicInNetwork is null || labelOnPrivate is null || labelInNetwork is null)
        {
            ReportOpen(address, exposure, network, judgement);
        }
        else
        {
            judgement.Pass(address.Place, "Address, subnet and DNS name label agree.");
        }
    }

    private static void ReportOpen(IpAddress address, Exposure exposure, VirtualNetwork network, Judgement judgement)
    {
        Value open = exposure.Kind == ExposureKind.Undecided ? exposure.Deciding : network.IsPresent is null ? network.Deciding : address.DnsNameLabel;
        judgement.Undecided(
            address.Place, open, $"Whether address, subnet and DNS name label agree could not be decided: {ValueText.WhyOpen(open)}.", Exposure.Expected);
    }
}
