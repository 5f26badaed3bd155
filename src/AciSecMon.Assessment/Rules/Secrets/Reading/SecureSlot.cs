using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Documents.Secrets;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A slot whose value the service never gives back.</summary>
/// <param name="Place">The slot.</param>
/// <param name="Value">What stands there, in a source that a person writes.</param>
/// <param name="What">What it is called in a sentence.</param>
/// <param name="Kind">Kind of secret.</param>
/// <param name="TakesReference">True where a reference to Key Vault can stand instead (API version 2025-09-01).</param>
/// <param name="IsVolumeFile">True for a file of a secret volume.</param>
internal sealed record SecureSlot(Place Place, Value Value, string What, string Kind, bool TakesReference = true, bool IsVolumeFile = false);

/// <summary>The secure slots of a group that hold something, and the lists that may hold more of them.</summary>
internal sealed class SecureSlots
{
    private readonly List<SecureSlot> slots = [];
    private readonly List<(Place Place, Value Value)> open = [];

    private SecureSlots()
    {
    }

    public IReadOnlyList<SecureSlot> Items => slots;

    /// <summary>Lists that are not known whole, with their places.</summary>
    public IReadOnlyList<(Place Place, Value Value)> Open => open;

    public static SecureSlots Of(ContainerGroup group)
    {
        var found = new SecureSlots();
        found.AddVariables(group);
        found.AddCredentials(group);
        found.AddVolumes(group);
        found.AddWorkspace(group);
        found.AddExtensions(group);
        return found;
    }

    /// <summary>Says Unknown for the lists that may hold more.</summary>
    public void ReportOpen(Judgement judgement)
    {
        foreach ((Place place, Value value) in open)
        {
            judgement.Unknown(place, value, $"Not every secret of the group is known: {ValueText.WhyOpen(value)}.");
        }
    }

    private void AddVariables(ContainerGroup group)
    {
        if (group.Containers.Rest is { } rest) open.Add((Place.Root.Of("containers"), rest));
        foreach (Container container in group.Containers.Items)
        {
            if (container.EnvironmentVariables.Rest is { } more) open.Add((container.Place.Of("environmentVariables"), more));
            foreach (EnvironmentVariable variable in container.EnvironmentVariables.Items)
            {
                Add(new(variable.Place.Of("secureValue"), variable.SecureValue, SecretWords.Of(variable, container), KindOf(variable)));
            }
        }
    }

    private void AddCredentials(ContainerGroup group)
    {
        if (group.RegistryCredentials.Rest is { } rest) open.Add((Place.Root.Of("imageRegistryCredentials"), rest));
        foreach (RegistryCredential credential in group.RegistryCredentials.Items)
        {
            Add(new(credential.Place.Of("password"), credential.Password, $"the password for the registry '{DisplayName.Of(credential.Key)}'", SecretKinds.Password));
        }
    }

    private void AddVolumes(ContainerGroup group)
    {
        if (group.Volumes.Rest is { } rest) open.Add((Place.Root.Of("volumes"), rest));
        foreach (Volume volume in group.Volumes.Items)
        {
            Place file = volume.Place.Of("azureFile").Of("storageAccountKey");
            Add(new(file, volume.AzureFile["storageAccountKey"], $"the storage account key of {SecretWords.Of(volume)}", SecretKinds.StorageAccountKey));
            AddSecretVolume(volume);
        }
    }

    private void AddSecretVolume(Volume volume)
    {
        Place place = volume.Place.Of("secret");
        if (volume.Secret is ObjectValue files)
        {
            foreach (Property file in files.Properties)
            {
                string name = DisplayName.Of(file.Name);
                Add(new(volume.Place.Of("secret", name), file.Value, $"the file '{name}' of {SecretWords.Of(volume)}", SecretKinds.Secret, IsVolumeFile: true));
            }

            if (files.Rest is { } rest) open.Add((place, rest));
        }
        else
        {
            Add(new(place, volume.Secret, $"the files of {SecretWords.Of(volume)}", SecretKinds.Secret, IsVolumeFile: true));
        }
    }

    private void AddWorkspace(ContainerGroup group) => Add(new(
        Place.Root.Of("diagnostics").Of("logAnalytics").Of("workspaceKey"), group.Properties["diagnostics"]["logAnalytics"]["workspaceKey"],
        "the key of the Log Analytics workspace", SecretKinds.Key, TakesReference: false));

    private void AddExtensions(ContainerGroup group)
    {
        if (group.Extensions.Rest is { } rest) open.Add((Place.Root.Of("extensions"), rest));
        foreach (Extension extension in group.Extensions.Items)
        {
            Place place = extension.Place.Of("properties").Of("protectedSettings");
            foreach (ValuePart part in ValueParts.Of(place, extension.Whole["properties"]["protectedSettings"]))
            {
                string what = part.Name is null ? "the protected settings" : $"the protected setting '{DisplayName.Of(part.Name)}'";
                Add(new(part.Place, part.Value, $"{what} of the extension '{DisplayName.Of(extension.Key)}'", SecretKinds.Secret, TakesReference: false));
            }
        }
    }

    private void Add(SecureSlot slot)
    {
        if (!slot.Value.IsMissing) slots.Add(slot);
    }

    private static string KindOf(EnvironmentVariable variable) =>
        variable.Name.AsText() is { } name && SecretNames.Classify(name) is { Strength: SecretNameStrength.Secret } says ? says.Kind : SecretKinds.Secret;
}
