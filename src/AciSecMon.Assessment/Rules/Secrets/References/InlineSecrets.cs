using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>Secrets that are given to a group by value although a reference to Key Vault can stand in their place.</summary>
internal static class InlineSecrets
{
    /// <summary>What they are for, in sentences. In what the service answers, a secure slot is empty, and what is left of it tells.</summary>
    public static IReadOnlyList<string> Of(ContainerGroup group) => group.IsAuthored ? OfAuthored(group) : OfLive(group);

    private static List<string> OfAuthored(ContainerGroup group) =>
        [.. SecureSlots.Of(group).Items.Where(static s => s.TakesReference && !s.Value.IsMissingOrEmpty()).Select(static s => s.What)];

    private static List<string> OfLive(ContainerGroup group)
    {
        var found = new List<string>();
        foreach (Container container in group.Containers.Items)
        {
            foreach (EnvironmentVariable variable in container.EnvironmentVariables.Items)
            {
                if (variable.Whole is ObjectValue { Rest: null } && variable.Value.IsMissing && variable.SecureValueReference.IsMissing) found.Add(SecretWords.Of(variable, container));
            }
        }

        foreach (RegistryCredential credential in group.RegistryCredentials.Items)
        {
            if (credential.Whole is ObjectValue { Rest: null } && !credential.UserName.IsMissingOrEmpty() && credential.PasswordReference.IsMissing && credential.Identity.IsMissingOrEmpty())
            {
                found.Add($"the password for the registry '{DisplayName.Of(credential.Key)}'");
            }
        }

        foreach (Volume volume in group.Volumes.Items)
        {
            if (volume.AzureFile is ObjectValue { Rest: null } share && share["storageAccountKeyReference"].IsMissing && share["userAssignedIdentityClientId"].IsMissing)
            {
                found.Add($"the storage account key of {SecretWords.Of(volume)}");
            }
            else if (volume.Secret is ObjectValue && volume.AzureFile.IsMissing && volume.GitRepo.IsMissing && volume.Whole["emptyDir"].IsMissing && volume.SecretReference.IsMissing)
            {
                found.Add($"the files of {SecretWords.Of(volume)}");
            }
        }

        return found;
    }
}
