using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Networks;

/// <summary>The subnet of container groups has no network security group, so that whatever can reach the network can reach the groups.</summary>
internal sealed class SubnetGroupRule() : NeighbourRule("ACI-NET-012")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        Place place = Place.Root.Of("networkSecurityGroup");
        Value id = subject.Properties["networkSecurityGroup"]["id"];
        bool? isSet = id.IsSet();
        if (isSet == true) judgement.Pass(place, $"{NeighbourWords.NameOf(subject)} has a network security group.");
        else if (isSet is null) Flags.Open(judgement, place, id, "The id of a network security group");
        else judgement.Fail(place, id, $"{NeighbourWords.NameOf(subject)} has no network security group.", "A network security group that lets in only what the groups serve");
    }
}
