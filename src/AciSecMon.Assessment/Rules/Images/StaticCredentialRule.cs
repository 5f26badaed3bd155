using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Images;

/// <summary>
/// A registry is reached with user name and password. An identity does without, but only Azure registries take one: for others, a password that stays in
/// Key Vault is the best there is.
/// </summary>
internal sealed class StaticCredentialRule() : GroupRule("ACI-IMG-006")
{
    private const string ExpectedIdentity = "A user-assigned identity with the role AcrPull as identity";
    private const string ExpectedReference = "A password in Key Vault through passwordReference, or a copy of the image in an Azure registry";

    public override void Judge(ContainerGroup group, Judgement judgement)
    {
        Place list = Place.Root.Of("imageRegistryCredentials");
        foreach (RegistryCredential credential in group.RegistryCredentials.Items) JudgeCredential(credential, judgement);
        if (group.RegistryCredentials.Rest is { } rest) ReportOpen(list, rest, "a registry", judgement);
        judgement.PassUnlessObjected(list, group.RegistryCredentials.Items.Count == 0 ? "The group has no registry credential." : "No registry is reached with a static password.");
    }

    private static void JudgeCredential(RegistryCredential credential, Judgement judgement)
    {
        Place place = credential.Place.Of("username");
        string server = ValueText.Of(credential.Server);
        Value userName = credential.UserName;
        bool? isStatic = userName.IsSet() | credential.Password.IsSet();
        if (isStatic == true) JudgeStatic(credential, place, server, judgement);
        else if (isStatic is null) ReportOpen(place, userName.IsSet() is null ? userName : credential.Password, server, judgement);
    }

    private static void JudgeStatic(RegistryCredential credential, Place place, string server, Judgement judgement)
    {
        bool? isAzure = credential.Server.AsText() is { } host ? RegistryHosts.IsAzureRegistry(CredentialLookup.RegistryOf(host)) : null;
        bool isInVault = credential.Password.IsSet() == false && !credential.PasswordReference.IsMissingOrEmpty();
        if (!credential.Identity.IsMissingOrEmpty())
        {
            if (credential.Identity.IsSet() == true) judgement.Fail(place, credential.UserName, $"The credential for {server} has a user name and password beside its identity.", "An identity alone", AciSeverity.Low);
            else ReportOpen(place, credential.Identity, server, judgement);
        }
        else if (!isInVault)
        {
            judgement.Fail(place, credential.UserName, $"The registry {server} is reached with user name and password.", isAzure == false ? ExpectedReference : ExpectedIdentity);
        }
        else if (isAzure == true)
        {
            judgement.Fail(place, credential.UserName, $"The registry {server} is reached with user name and a password from Key Vault, although it takes an identity.", ExpectedIdentity, AciSeverity.Low);
        }
        else if (isAzure is null)
        {
            ReportOpen(place, credential.Server, "a registry", judgement);
        }
    }

    private static void ReportOpen(Place place, Value value, string server, Judgement judgement) => judgement.Undecided(
        place, value, $"Whether {server} is reached with a static password could not be decided: {ValueText.WhyOpen(value)}.", "Write the registry's host as server, and a user-assigned identity as identity.");
}
