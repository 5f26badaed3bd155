using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Registries;

/// <summary>
/// The registry that groups pull from can be reached from every network, or lets everybody pull. Properties: registries of Microsoft.ContainerRegistry, RegistryProperties
/// of the SDK's reference (arm-containerregistry: publicNetworkAccess, networkRuleSet, anonymousPullEnabled, adminUserEnabled).
/// </summary>
internal sealed class OpenRegistryRule() : NeighbourRule("ACI-NET-017")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        Flags.FailIfOpen(judgement, subject.Properties, "networkRuleSet", NeighbourWords.NameOf(subject));
        Flags.FailIf(
            judgement, Place.Root.Of("anonymousPullEnabled"), subject.Properties["anonymousPullEnabled"], bad: true, whenMissing: false,
            $"{NeighbourWords.NameOf(subject)} lets everybody pull without signing in.", "false");
        judgement.PassUnlessObjected(Place.Root, $"{NeighbourWords.NameOf(subject)} is closed to other networks.");
    }
}
