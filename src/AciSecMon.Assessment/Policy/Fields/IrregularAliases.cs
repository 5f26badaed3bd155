using System.Collections.Frozen;

namespace AciSecMon.Assessment.Policy;

/// <summary>
/// Aliases that do not say the way to their property. Source: the alias list of microsoft/regorus, tests/azure_policy (names and default paths as the service lists them). Some hold
/// for several types of a provider, and go different ways on each.
/// </summary>
internal static class IrregularAliases
{
    private const string Machines = "Microsoft.Compute/virtualMachines";
    private const string ScaleSets = "Microsoft.Compute/virtualMachineScaleSets";

    private static readonly FrozenDictionary<(string Type, string Alias), string> Ways = new (string Type, string Alias, string Way)[]
    {
        (Machines, "Microsoft.Compute/licenseType", "properties.licenseType"),
        (Machines, "Microsoft.Compute/virtualMachines/sku.name", "properties.hardwareProfile.vmSize"),
        (Machines, "Microsoft.Compute/virtualMachines/osDisk.uri", "properties.storageProfile.osDisk.vhd.uri"),
        (Machines, "Microsoft.Compute/imageId", "properties.storageProfile.imageReference.id"),
        (Machines, "Microsoft.Compute/imagePublisher", "properties.storageProfile.imageReference.publisher"),
        (Machines, "Microsoft.Compute/imageOffer", "properties.storageProfile.imageReference.offer"),
        (Machines, "Microsoft.Compute/imageSku", "properties.storageProfile.imageReference.sku"),
        (ScaleSets, "Microsoft.Compute/imageId", "properties.virtualMachineProfile.storageProfile.imageReference.id"),
        (ScaleSets, "Microsoft.Compute/imagePublisher", "properties.virtualMachineProfile.storageProfile.imageReference.publisher"),
        (ScaleSets, "Microsoft.Compute/imageOffer", "properties.virtualMachineProfile.storageProfile.imageReference.offer"),
        (ScaleSets, "Microsoft.Compute/imageSku", "properties.virtualMachineProfile.storageProfile.imageReference.sku"),
        (ScaleSets, "Microsoft.Compute/virtualMachineScaleSets/securityProfile.uefiSettings", "properties.virtualMachineProfile.securityProfile.uefiSettings"),
        (ScaleSets, "Microsoft.Compute/virtualMachineScaleSets/osDisk.vhdContainers", "properties.virtualMachineProfile.storageProfile.osDisk.vhdContainers"),
        (ScaleSets, "Microsoft.Compute/virtualMachineScaleSets/osDisk.imageUrl", "properties.virtualMachineProfile.storageProfile.osDisk.image.uri"),
        ("Microsoft.Storage/storageAccounts", "Microsoft.Storage/storageAccounts/enableBlobEncryption", "properties.encryption.services.blob.enabled"),
        ("Microsoft.Storage/storageAccounts", "Microsoft.Storage/storageAccounts/enableFileEncryption", "properties.encryption.services.file.enabled"),
    }.ToFrozenDictionary(static one => (one.Type.ToUpperInvariant(), one.Alias.ToUpperInvariant()), static one => one.Way);

    // What stands before the way: the name of the only child, the kind of a linked service, the kind of an input.
    private static readonly (string TypeEnd, string[] Before)[] Prefixes =
    [
        ("/throughputSettings", ["default."]),
        ("/inputs", ["Stream.", "Reference."]),
    ];

    /// <summary>The way of an alias on a resource of a type; null where it goes by the rule.</summary>
    /// <param name="type">The type.</param>
    /// <param name="alias">The alias.</param>
    public static string? WayOf(string type, string alias)
    {
        if (Ways.TryGetValue((type.ToUpperInvariant(), alias.ToUpperInvariant()), out string? way)) return way;
        if (!alias.StartsWith(type + "/", StringComparison.OrdinalIgnoreCase)) return null;
        string suffix = alias[(type.Length + 1)..];
        foreach ((string end, string[] before) in Prefixes)
        {
            if (type.EndsWith(end, StringComparison.OrdinalIgnoreCase) && Array.Find(before, one => suffix.StartsWith(one, StringComparison.OrdinalIgnoreCase)) is { } prefix) suffix = suffix[prefix.Length..];
        }

        // A kind, as in AzureStorage.typeProperties.sasUri or datasource.Microsoft-Storage-Blob.container, is none of the property's steps.
        string[] steps = [.. suffix.Split('.').Where((step, at) => !(at == 0 && IsLinkedService(type)) && !step.StartsWith("Microsoft-", StringComparison.OrdinalIgnoreCase))];
        string left = string.Join('.', steps);
        return left == alias[(type.Length + 1)..] ? null : "properties." + left;
    }

    /// <summary>True for an alias that belongs to a provider as a whole, such as Microsoft.Compute/imageId.</summary>
    public static bool IsOfProvider(string alias) => alias.Count(static letter => letter == '/') == 1;

    private static bool IsLinkedService(string type) => type.EndsWith("/linkedServices", StringComparison.OrdinalIgnoreCase);
}
