using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Registries;

/// <summary>The registry has its admin account switched on: one shared password that can pull and push everything.</summary>
internal sealed class RegistryAdminRule() : NeighbourRule("ACI-IMG-007")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        Place place = Place.Root.Of("adminUserEnabled");
        Flags.FailIf(
            judgement, place, subject.Properties["adminUserEnabled"], bad: true, whenMissing: false, $"{NeighbourWords.NameOf(subject)} has its admin account switched on.", "false");
        judgement.PassUnlessObjected(place, $"{NeighbourWords.NameOf(subject)} has no admin account.");
    }
}
