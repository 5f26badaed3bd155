using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Rules.Neighbours.Vaults;

/// <summary>
/// The vault behind secret references or the customer-managed key can be reached from every network, or its content can be lost for good. Properties: vaults of
/// Microsoft.KeyVault, VaultProperties of the template reference (learn.microsoft.com/azure/templates/microsoft.keyvault/vaults).
/// </summary>
internal sealed class OpenVaultRule() : NeighbourRule("ACI-NET-019")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        string name = NeighbourWords.NameOf(subject);
        Flags.FailIfOpen(judgement, subject.Properties, "networkAcls", name);
        Flags.FailIf(judgement, Place.Root.Of("enableSoftDelete"), subject.Properties["enableSoftDelete"], bad: false, whenMissing: true, $"{name} loses for good what is deleted.", "true");
        Flags.FailIf(judgement, Place.Root.Of("enablePurgeProtection"), subject.Properties["enablePurgeProtection"], bad: false, whenMissing: false, $"{name} can be purged, so that what it holds is lost at once.", "true");
        judgement.PassUnlessObjected(Place.Root, $"{name} is closed to other networks and keeps what is deleted.");
    }
}

/// <summary>The group's customer-managed key lies in another subscription or region.</summary>
internal sealed class DistantVaultRule() : NeighbourRule("ACI-DAT-011")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        Place place = Place.Root.Of("encryptionProperties").Of("vaultBaseUrl");
        GroupNode group = subject.Groups[0];
        NeighbourReference? reference = group.Links.Where(static l => l.Reference.Facet == Facet.Vaults && l.Detail == LinkDetails.CustomerKey).Select(static l => l.Reference).FirstOrDefault();
        if (reference is null)
        {
            judgement.NotApplicable(place, "The group has no customer-managed key.");
            return;
        }

        if (estate.Find(reference) is not { } vault)
        {
            if (estate.IsLive) judgement.Unknown(place, new UnresolvedCause(CauseKind.NotCarried, $"the vault {reference.Name} is not among what this connection can read"), $"Where the vault {reference.Name} lies is not known.");
            return;
        }

        string? subscription = ResourceIds.SegmentAfter(vault["id"].AsText(), "subscriptions");
        string? region = vault["location"].AsText();
        if (subscription is not null && group.SubscriptionId is { } own && !string.Equals(subscription, own, StringComparison.OrdinalIgnoreCase))
        {
            judgement.Fail(place, vault["id"], $"The group's key lies in the vault {reference.Name} of another subscription.", "A vault of the group's subscription, or a reason for the other one");
        }
        else if (region is not null && group.Region is { } here && !string.Equals(Plain(region), Plain(here), StringComparison.Ordinal))
        {
            judgement.Fail(place, vault["location"], $"The group's key lies in the vault {reference.Name} of another region.", "A vault of the group's region");
        }
        else if ((region is null || group.Region is null) && !(vault["location"] is UnresolvedValue open && group.OpenRegion?.IsSameAs(open) == true))
        {
            judgement.Unknown(place, new UnresolvedCause(CauseKind.NotCarried, $"the region of the vault {reference.Name} or of the group"), $"Whether the vault {reference.Name} lies in the group's region is not known.");
        }
        else
        {
            judgement.Pass(place, "The group's key lies beside it.");
        }
    }

    // "West Europe" and "westeurope" are the same to the service.
    private static string Plain(string region) => region.Replace(" ", string.Empty, StringComparison.Ordinal).ToUpperInvariant();
}
