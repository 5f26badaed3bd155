using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>What kind of group it is: <c>sku</c>, which is Standard where it is left out.</summary>
internal static class Sku
{
    private static readonly string[] Others = ["NotSpecified", "Standard", "Dedicated"];

    public static Place Place { get; } = Place.Root.Of("sku");

    public static Value Of(ContainerGroup group) => group.Properties["sku"];

    /// <summary>True for Confidential, null where that cannot be told.</summary>
    public static bool? IsConfidential(ContainerGroup group)
    {
        Value sku = Of(group);
        if (sku.Is("Confidential")) return true;
        return sku.IsMissingOrEmpty() || Array.Exists(Others, sku.Is) ? false : null;
    }
}
