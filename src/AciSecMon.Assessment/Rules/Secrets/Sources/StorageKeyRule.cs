using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>
/// A volume is mounted with a storage account key. The service never gives the key back: there, a share without a reference or an identity has one.
/// </summary>
internal sealed class StorageKeyRule() : GroupRule("ACI-SEC-016")
{
    private const string Expected = "storageAccountKeyReference, or a volume that needs no account key";

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place list = Place.Root.Of("volumes");
        bool any = false;
        foreach (Volume volume in group.Volumes.Items)
        {
            if (volume.AzureFile.IsMissing) continue;
            any = true;
            JudgeVolume(volume, group.IsAuthored, judgement);
        }

        if (group.Volumes.Rest is { } rest) judgement.Unknown(list, rest, $"Not every volume of the group is known: {ValueText.WhyOpen(rest)}.");
        else if (!any) judgement.NotApplicable(list, "The group mounts no Azure Files share.");
        else judgement.PassUnlessObjected(list, "No volume is mounted with a storage account key.");
    }

    private static void JudgeVolume(Volume volume, bool isAuthored, Judgement judgement)
    {
        Place place = volume.Place.Of("azureFile").Of("storageAccountKey");
        Value share = volume.AzureFile;
        Value key = share["storageAccountKey"];
        if (share is ObjectValue && key.IsSet() == true)
        {
            judgement.FailSecret(place, key, SecretKinds.StorageAccountKey, $"{Upper(volume)} is mounted with a key of the storage account, which gives full control of the account.", Expected);
            return;
        }

        Value reference = share["storageAccountKeyReference"];
        Value identity = share["userAssignedIdentityClientId"];
        if (share.IsUnresolved || key.IsUnresolved || reference.IsUnresolved || identity.IsUnresolved)
        {
            Value open = share.IsUnresolved ? share : key.IsUnresolved ? key : reference.IsUnresolved ? reference : identity;
            judgement.Unknown(place, open, $"Whether {SecretWords.Of(volume)} is mounted with a storage account key could not be decided: {ValueText.WhyOpen(open)}.");
        }
        else if (!isAuthored && reference.IsMissingOrEmpty() && identity.IsMissingOrEmpty())
        {
            judgement.Fail(place, MissingValue.Instance, $"{Upper(volume)} is mounted with a key of the storage account: there is no reference to Key Vault and no identity.", Expected);
        }
    }

    private static string Upper(Volume volume) => $"The volume '{DisplayName.Of(volume.Key)}'";
}
