using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>The address of a repository volume carries the credentials for it.</summary>
internal sealed class RepositoryRule() : GroupRule("ACI-SEC-010")
{
    private const int LeastToken = 20;

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place list = Place.Root.Of("volumes");
        bool any = false;
        foreach (Volume volume in group.Volumes.Items)
        {
            Value address = volume.GitRepo["repository"];
            if (address.IsMissing) continue;
            any = true;
            JudgeAddress(address, volume, judgement);
        }

        if (group.Volumes.Rest is { } rest) judgement.Unknown(list, rest, $"Not every volume of the group is known: {ValueText.WhyOpen(rest)}.");
        else if (!any) judgement.NotApplicable(list, "The group has no repository volume.");
        else judgement.PassUnlessObjected(list, "No repository's address carries credentials.");
    }

    private static void JudgeAddress(Value address, Volume volume, Judgement judgement)
    {
        Place place = volume.Place.Of("gitRepo").Of("repository");
        string slot = $"the repository's address of {SecretWords.Of(volume)}";
        if (address.AsText() is { } text && ClearSecret.ByFlow(address) is null && ClearSecret.ByLook(address) is null && HasTokenAsUser(text))
        {
            judgement.FailSecret(place, address, SecretKinds.UrlWithCredentials, $"Everyone who can read the group can read {slot}: it carries a token in place of a user name.", "An address without credentials");
        }
        else
        {
            ClearSlots.Judge(judgement, place, address, slot);
        }
    }

    /// <summary>True for <c>https://token@host</c>. Organisations' names, as Azure Repos puts them there, are shorter and are words.</summary>
    private static bool HasTokenAsUser(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.UserInfo.Length < LeastToken || uri.UserInfo.Contains(':', StringComparison.Ordinal)) return false;
        return !Placeholders.IsSlot(uri.UserInfo) && uri.UserInfo.Any(char.IsAsciiDigit) && uri.UserInfo.Any(char.IsAsciiLetter);
    }
}
