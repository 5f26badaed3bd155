using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Network;

/// <summary>Whether a group is in a virtual network: by a subnet, or by a network profile in API versions up to 2021-03-01.</summary>
/// <param name="IsPresent">Null where that is open.</param>
/// <param name="Deciding">The value that decided, or that left it open.</param>
internal readonly record struct VirtualNetwork(bool? IsPresent, Value Deciding)
{
    public static VirtualNetwork Of(ContainerGroup group)
    {
        Value? open = group.Subnets.Rest;
        foreach (SubnetReference subnet in group.Subnets.Items)
        {
            if (subnet.Id.IsSet() == true) return new(true, subnet.Id);
            if (!subnet.Id.IsMissingOrEmpty()) open ??= subnet.Id;
        }

        // What an NGroup calls its network profile is a load balancer or a gateway.
        Value profile = group.Kind == AciSubjectType.ContainerGroup ? group.Properties["networkProfile"]["id"] : MissingValue.Instance;
        if (profile.IsSet() == true) return new(true, profile);
        if (!profile.IsMissingOrEmpty()) open ??= profile;
        return open is null ? new(false, MissingValue.Instance) : new(null, open);
    }
}
