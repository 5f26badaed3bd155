using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>
/// Volumes of Az.ContainerInstance. Their getters of EmptyDir and Secret make an empty object where the volume has none, so that every volume seems to be
/// both; only what else it has tells. Source: Azure PowerShell, generated model Volume.
/// </summary>
internal static class AzModuleVolume
{
    private static readonly string[] Sources = ["emptyDir", "secret", "secretReference"];

    public static Value ToCanonical(ObjectValue flat)
    {
        List<Property> volume = [new("name", flat["Name"])];
        if (IsGiven(flat, "AzureFileShareName") || IsGiven(flat, "AzureFileStorageAccountName"))
        {
            volume.Add(new("azureFile", Part(flat, ("shareName", "AzureFileShareName"), ("storageAccountName", "AzureFileStorageAccountName"),
                ("storageAccountKey", "AzureFileStorageAccountKey"), ("storageAccountKeyReference", "AzureFileStorageAccountKeyReference"), ("readOnly", "AzureFileReadOnly"))));
        }
        else if (IsGiven(flat, "GitRepoRepository"))
        {
            volume.Add(new("gitRepo", Part(flat, ("repository", "GitRepoRepository"), ("directory", "GitRepoDirectory"), ("revision", "GitRepoRevision"))));
        }
        else if (Members(flat["Secret"]) is { } secret)
        {
            volume.Add(new("secret", secret));
        }
        else
        {
            bool areSourcesKnown = flat.Find("AzureFileShareName") is not null && flat.Find("GitRepoRepository") is not null;
            foreach (string source in Sources) volume.Add(Unknown(flat, source));
            if (!areSourcesKnown) volume.AddRange([Unknown(flat, "azureFile"), Unknown(flat, "gitRepo")]);
        }

        return new ObjectValue(volume, location: flat.Location);
    }

    private static bool IsGiven(ObjectValue flat, string name) => !flat[name].IsMissingOrEmpty();

    private static ObjectValue Part(ObjectValue flat, params ReadOnlySpan<(string Name, string From)> members)
    {
        List<Property> part = [];
        foreach ((string name, string from) in members)
        {
            if (IsGiven(flat, from)) part.Add(new(name, flat[from]));
        }

        return new ObjectValue(part, location: flat.Location);
    }

    private static ObjectValue? Members(Value map) => FlatReading.Read(map, new FlatEntry([], ["secret"], FlatKind.Map)) as ObjectValue;

    private static Property Unknown(ObjectValue flat, string name) =>
        new(name, NotCarried.Of(name, $"the Az.ContainerInstance object does not tell {name} volumes from others", flat.Location));
}
