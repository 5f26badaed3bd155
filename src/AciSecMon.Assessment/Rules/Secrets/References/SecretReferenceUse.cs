using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A place that refers to one of the group's secret references by name.</summary>
/// <param name="Place">The place.</param>
/// <param name="Name">The name.</param>
/// <param name="What">What refers to it, in a sentence.</param>
internal sealed record SecretReferenceUse(Place Place, Value Name, string What)
{
    public static IEnumerable<SecretReferenceUse> Of(ContainerGroup group)
    {
        foreach (Container container in group.Containers.Items)
        {
            foreach (EnvironmentVariable variable in container.EnvironmentVariables.Items)
            {
                yield return new(variable.Place.Of("secureValueReference"), Own(variable.Whole, "secureValueReference"), SecretWords.Of(variable, container));
            }
        }

        foreach (RegistryCredential credential in group.RegistryCredentials.Items)
        {
            yield return new(credential.Place.Of("passwordReference"), Own(credential.Whole, "passwordReference"), $"the credential for the registry '{DisplayName.Of(credential.Key)}'");
        }

        foreach (Volume volume in group.Volumes.Items)
        {
            yield return new(volume.Place.Of("azureFile").Of("storageAccountKeyReference"), Own(volume.AzureFile, "storageAccountKeyReference"), SecretWords.Of(volume));
            if (volume.SecretReference is not ObjectValue files) continue;
            foreach (Property file in files.Properties)
            {
                string name = DisplayName.Of(file.Name);
                yield return new(volume.Place.Of("secretReference", name), file.Value, $"the file '{name}' of {SecretWords.Of(volume)}");
            }
        }
    }

    /// <summary>What is said there; what is only not known to be absent is no use.</summary>
    private static Value Own(Value holder, string name) => (holder as ObjectValue)?.Find(name) ?? MissingValue.Instance;
}
