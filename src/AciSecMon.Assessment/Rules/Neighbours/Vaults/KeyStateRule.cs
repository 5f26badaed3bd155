using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Rules.Neighbours.Vaults;

/// <summary>
/// The customer-managed key is disabled, expired, never rotated, or can be purged with its vault: without it the group's data is lost. Properties: vaults/keys of
/// Microsoft.KeyVault (learn.microsoft.com/azure/templates/microsoft.keyvault/vaults/keys: attributes.enabled, attributes.exp in Unix seconds, rotationPolicy.lifetimeActions).
/// </summary>
internal sealed class KeyStateRule() : NeighbourRule("ACI-DAT-004")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        string name = NeighbourWords.NameOf(subject);
        Value attributes = subject.Properties["attributes"];
        Place place = Place.Root.Of("attributes");
        Flags.FailIf(judgement, place.Of("enabled"), attributes["enabled"], bad: false, whenMissing: true, $"{name} is disabled.", "true");
        Value expiry = attributes["exp"];
        if (expiry.AsWhole() is { } seconds)
        {
            if (seconds <= estate.Now.ToUnixTimeSeconds()) judgement.Fail(place.Of("exp"), expiry, $"{name} has expired.", "A time to come");
        }
        else if (!expiry.IsMissing)
        {
            Flags.Open(judgement, place.Of("exp"), expiry, "A time to come");
        }

        JudgeRotation(subject, name, judgement);
        JudgePurge(subject, estate, judgement);
        judgement.PassUnlessObjected(Place.Root, $"{name} is in order.");
    }

    private static void JudgeRotation(NeighbourSubject subject, string name, Judgement judgement)
    {
        Value actions = subject.Properties["rotationPolicy"]["lifetimeActions"];
        Place place = Place.Root.Of("rotationPolicy");
        if (actions.Items.Any(static a => a["action"]["type"].Is("rotate"))) return;
        if (actions.IsUnresolved || actions.Rest is not null || actions.Items.Any(static a => a["action"]["type"].IsUnresolved)) Flags.Open(judgement, place, actions.Rest ?? actions, "A policy that rotates the key");
        else judgement.Fail(place, actions, $"{name} is never rotated.", "A policy that rotates the key", AciSeverity.Medium);
    }

    private static void JudgePurge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        string vaultName = subject.Name[..subject.Name.IndexOf('/', StringComparison.Ordinal)];
        if (estate.Find(new NeighbourReference(Facet.Vaults, null, vaultName)) is not { } vault) return;
        Flags.FailIf(
            judgement, Place.Root.Of("vault").Of("enablePurgeProtection"), vault["properties"]["enablePurgeProtection"], bad: false, whenMissing: false,
            $"The vault of {subject.Name} can be purged, and the key with it.", "true");
    }
}
