using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>The envelope of a resource: what stands beside its <c>properties</c>, in each spelling.</summary>
internal static class Envelope
{
    // The names of Get-AzResource, and the hyphen that some published YAML files have.
    private static readonly Dictionary<string, string> Canonical = new(StringComparer.OrdinalIgnoreCase)
    {
        ["resourceId"] = "id",
        ["resourceName"] = "name",
        ["resourceType"] = "type",
        ["api-version"] = "apiVersion",
    };

    private static readonly HashSet<string> Kept =
        new(["id", "name", "type", "location", "apiVersion", "tags", "zones", "identity", "properties"], StringComparer.OrdinalIgnoreCase);

    /// <summary>True for what Resource Manager keeps beside <c>properties</c> of a container group.</summary>
    public static bool IsPart(string name) => Kept.Contains(name);

    /// <summary>The text of <c>type</c> in any spelling; null where it is not a known text.</summary>
    public static string? TypeOf(ObjectValue resource) => Find(resource, "type", "resourceType").AsText();

    /// <summary>The text of <c>id</c> in any spelling; null where it is not a known text.</summary>
    public static string? IdOf(ObjectValue resource) => Find(resource, "id", "resourceId").AsText();

    /// <summary>
    /// The resource with the envelope spelt as Resource Manager does, with a type, and with a name where its id has one.
    /// </summary>
    /// <param name="resource">The resource.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="onlyKnown">True to leave out whatever is no part of the envelope, where the source adds columns of its own.</param>
    public static ObjectValue ToCanonical(ObjectValue resource, AciSubjectType kind, bool onlyKnown = false)
    {
        List<Property> properties = new(resource.Properties.Count + 1);
        foreach (Property property in resource.Properties)
        {
            string name = Canonical.GetValueOrDefault(property.Name, property.Name);
            if (onlyKnown && !IsPart(name)) continue;
            if (name != property.Name && resource.Find(name) is { IsMissing: false }) continue;
            properties.Add(property with { Name = name });
        }

        var spelt = new ObjectValue(properties, resource.Rest, resource.Location, resource.Origins);
        if (spelt.Find("type") is null or MissingValue) Set(properties, "type", new StringValue(ResourceKinds.TypeOf(kind), resource.Location));
        if (spelt.Find("name") is null or MissingValue && spelt.Find("id") is StringValue { Text.Length: > 0 } id)
        {
            Set(properties, "name", new StringValue(ResourceIds.LastSegment(id.Text), id.Location));
        }

        return new ObjectValue(properties, resource.Rest, resource.Location, resource.Origins);
    }

    private static Value Find(ObjectValue resource, string name, string other) =>
        resource.Find(name) is { IsMissing: false } value ? value : resource.Find(other) ?? MissingValue.Instance;

    private static void Set(List<Property> properties, string name, Value value)
    {
        properties.RemoveAll(p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));
        properties.Add(new(name, value));
    }
}
