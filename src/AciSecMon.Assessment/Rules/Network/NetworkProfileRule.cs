using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Network;

/// <summary>The group uses a network profile, which subnet ids replaced in API version 2021-07-01.</summary>
internal sealed class NetworkProfileRule() : GroupRule("ACI-NET-003")
{
    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place place = Place.Root.Of("networkProfile").Of("id");
        if (group.Kind != AciSubjectType.ContainerGroup)
        {
            judgement.NotApplicable(place, "Only a container group can have such a network profile.");
            return;
        }

        Value id = group.Properties["networkProfile"]["id"];
        if (id.IsMissingOrEmpty()) judgement.Pass(place, "The group uses no network profile.");
        else if (id.IsSet() == true) judgement.Fail(place, id, "The group uses a network profile, which is retired.", "subnetIds");
        else judgement.Undecided(place, id, $"Whether the group uses a network profile could not be decided: {ValueText.WhyOpen(id)}.", "Write the resource id of a subnet in subnetIds instead.");
    }
}
