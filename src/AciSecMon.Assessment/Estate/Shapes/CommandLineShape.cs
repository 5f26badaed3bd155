using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>
/// What <c>az container show</c> and <c>list</c> print: the resource with <c>properties</c> flattened away, for the group and for its containers.
/// Source: Azure CLI, command module container.
/// </summary>
internal static class CommandLineShape
{
    private static readonly string[] Nested = ["containers", "initContainers", "extensions"];

    public static ObjectValue ToCanonical(ObjectValue record, AciSubjectType kind)
    {
        List<Property> envelope = [];
        List<Property> properties = [];
        foreach (Property property in record.Properties)
        {
            if (string.Equals(property.Name, "resourceGroup", StringComparison.OrdinalIgnoreCase)) continue;
            if (Envelope.IsPart(property.Name)) envelope.Add(property);
            else properties.Add(IsNested(property.Name) ? property with { Value = WithProperties(property.Value) } : property);
        }

        envelope.Add(new("properties", new ObjectValue(properties, location: record.Location)));
        return Envelope.ToCanonical(new ObjectValue(envelope, location: record.Location), kind);
    }

    /// <summary>True where the items of the list are containers without <c>properties</c> of their own.</summary>
    public static bool HasFlatItems(Value containers) =>
        containers.Items.OfType<ObjectValue>().FirstOrDefault() is { } first && first.Find("properties") is null && first.Find("image") is not null;

    private static bool IsNested(string name) => Nested.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static Value WithProperties(Value list) => list is not ArrayValue array
        ? list
        : new ArrayValue([.. array.Items.Select(WithOwnProperties)], array.Rest, array.Location, array.Origins);

    private static Value WithOwnProperties(Value item)
    {
        if (item is not ObjectValue flat || flat.Find("properties") is not null) return item;
        var properties = new ObjectValue([.. flat.Properties.Where(static p => !IsName(p))], location: flat.Location);
        return new ObjectValue([.. flat.Properties.Where(IsName), new("properties", properties)], location: flat.Location);
    }

    private static bool IsName(Property property) => string.Equals(property.Name, "name", StringComparison.OrdinalIgnoreCase);
}
