using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>Says whether a part of a template mentions container instances at all.</summary>
internal static class ContainerInstanceText
{
    private const string Provider = "containerinstance";

    /// <summary>True where the provider's name stands in any text of the value. Values of a document only: those are no deeper than its reader allows.</summary>
    public static bool IsIn(Value value) => value switch
    {
        StringValue text => text.Text.Contains(Provider, StringComparison.OrdinalIgnoreCase),
        ArrayValue array => array.Items.Any(IsIn),
        ObjectValue obj => obj.Properties.Any(static property => IsIn(property.Value)),
        _ => false,
    };
}
