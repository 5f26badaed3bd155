using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Registries;

/// <summary>
/// The registry gives out images that nobody has vouched for: it neither keeps pushed images back until they are checked nor takes signed tags only. Properties: registries of
/// Microsoft.ContainerRegistry, policies.quarantinePolicy.status and policies.trustPolicy.status (azure-facts-2, C.7.3).
/// </summary>
internal sealed class UnvettedImagesRule() : NeighbourRule("ACI-IMG-015")
{
    private const string Expected = "quarantinePolicy or trustPolicy enabled";

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        Place place = Place.Root.Of("policies");
        Value policies = subject.Properties["policies"];
        Value quarantine = policies["quarantinePolicy"]["status"];
        Value trust = policies["trustPolicy"]["status"];
        if (quarantine.Is("enabled") || trust.Is("enabled")) judgement.Pass(place, $"{NeighbourWords.NameOf(subject)} gives out images only after they were checked or signed.");
        else if (policies.IsUnresolved || quarantine.IsUnresolved || trust.IsUnresolved) Flags.Open(judgement, place, policies.IsUnresolved ? policies : quarantine.IsUnresolved ? quarantine : trust, Expected);
        else if (policies.IsMissing && estate.IsLive) judgement.Unknown(place, new UnresolvedCause(CauseKind.NotCarried, $"the policies of registry {subject.Name}"), $"Whether {NeighbourWords.NameOf(subject)} checks images before it gives them out is not known.");
        else judgement.Fail(place, MissingValue.Instance, $"{NeighbourWords.NameOf(subject)} gives out every image that is pushed, checked or not.", Expected);
    }
}
