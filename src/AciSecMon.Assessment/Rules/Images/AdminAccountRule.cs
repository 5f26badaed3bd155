using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Images;

/// <summary>
/// The group signs in to an Azure registry as its admin account: by the user name, which is the registry's, or by a password that the template asks the registry for.
/// Each credential is told once, whichever gives it away.
/// </summary>
internal sealed class AdminAccountRule() : GroupRule("ACI-IMG-007")
{
    private const string Expected = "A user-assigned identity with the role AcrPull as identity";

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place list = Place.Root.Of("imageRegistryCredentials");
        foreach (RegistryCredential credential in group.RegistryCredentials.Items) JudgeCredential(credential, judgement);
        if (group.RegistryCredentials.Rest is { } rest) judgement.Undecided(list, rest, "Whether a registry is reached by its admin account could not be decided.", Expected);
        judgement.PassUnlessObjected(list, "No registry is reached by its admin account.");
    }

    private static void JudgeCredential(RegistryCredential credential, Judgement judgement)
    {
        Place place = credential.Place.Of("username");
        if (AsksForCredentials(credential.UserName) || AsksForCredentials(credential.Password))
        {
            judgement.Fail(place, credential.UserName, $"The password for {ValueText.Of(credential.Server)} is that of the registry's admin account.", Expected);
            return;
        }

        if (credential.UserName.IsMissingOrEmpty()) return;
        if (credential.Server.AsText() is not { } server)
        {
            if (!credential.Server.IsMissing) judgement.Undecided(place, credential.Server, "Whether a registry is reached by its admin account could not be decided: its host is not known.", Expected);
            return;
        }

        string host = CredentialLookup.RegistryOf(server);
        if (!RegistryHosts.IsAzureRegistry(host)) return;

        // A host with a domain name label carries a hash behind a hyphen, which no registry's name has.
        string name = host[..host.IndexOf('.', StringComparison.Ordinal)].Split('-')[0];
        if (credential.UserName is LiteralValue user)
        {
            if (string.Equals(user.Text, name, StringComparison.OrdinalIgnoreCase)) judgement.Fail(place, user, $"The group signs in to {host} as the registry's admin account.", Expected);
        }
        else
        {
            judgement.Undecided(place, credential.UserName, $"Whether {host} is reached by its admin account could not be decided: {ValueText.WhyOpen(credential.UserName)}.", Expected);
        }
    }

    // listCredentials of a registry gives the admin account's name and passwords, and nothing else.
    private static bool AsksForCredentials(Value value) => ValueText.ExpressionOf(value)?.Contains("listCredentials", StringComparison.OrdinalIgnoreCase) == true;
}
