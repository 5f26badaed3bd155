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
        JudgeVersion(subject, place, judgement);
        judgement.PassUnlessObjected(Place.Root, VaultOf(subject, estate) is null ? $"{name} is enabled, current and rotated; its vault was not seen." : $"{name} is in order.");
    }

    private static void JudgeRotation(NeighbourSubject subject, string name, Judgement judgement)
    {
        Value actions = subject.Properties["rotationPolicy"]["lifetimeActions"];
        Place place = Place.Root.Of("rotationPolicy");
        if (actions.Items.Any(static a => a["action"]["type"].Is("rotate"))) return;
        if (actions.IsUnresolved || actions.Rest is not null || actions.Items.Any(static a => a["action"]["type"].IsUnresolved)) Flags.Open(judgement, place, actions.Rest ?? actions, "A policy that rotates the key");
        else judgement.Fail(place, actions, $"{name} is never rotated.", "A policy that rotates the key", AciSeverity.Medium);
    }

    // The key says of its newest version whether it is enabled and when it ends; a group may use another one.
    private static void JudgeVersion(NeighbourSubject subject, Place place, Judgement judgement)
    {
        if (subject.Properties["keyUriWithVersion"].AsText() is not { } newest) return;
        string current = ResourceIds.LastSegment(newest);
        GroupLink other = subject.Groups.SelectMany(static g => g.Links)
            .FirstOrDefault(l => ReferenceEquals(l.Reference, subject.Reference) && l.Detail is { } used && !string.Equals(used, current, StringComparison.OrdinalIgnoreCase));
        if (other.Detail is null) return;
        judgement.Unknown(
            place, new UnresolvedCause(CauseKind.NotCarried, $"version {other.Detail} of key {subject.Name}"),
            $"A group uses version {other.Detail} of {NeighbourWords.NameOf(subject)}, and only its newest version {current} was judged.");
    }

    private static ObjectValue? VaultOf(NeighbourSubject subject, NeighbourEstate estate) =>
        estate.Find(new NeighbourReference(Facet.Vaults, null, subject.Name[..subject.Name.IndexOf('/', StringComparison.Ordinal)]));

    private static void JudgePurge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (VaultOf(subject, estate) is not { } vault)
        {
            if (estate.IsLive && !judgement.HasObjection) judgement.Unknown(Place.Root.Of("vault"), new UnresolvedCause(CauseKind.NotCarried, $"the vault of key {subject.Name}"), $"Whether the vault of {subject.Name} can be purged is not known.");
            return;
        }

        Flags.FailIf(
            judgement, Place.Root.Of("vault").Of("enablePurgeProtection"), vault["properties"]["enablePurgeProtection"], bad: false, whenMissing: false,
            $"The vault of {subject.Name} can be purged, and the key with it.", "true");
    }
}
