using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>
/// What the list operation leaves out. Source: recorded list responses of Az.ContainerInstance's tests (2022-10-01-preview); azure-rest-api-specs issue 21280.
/// </summary>
internal static class ListShape
{
    private static readonly string[] LeftOut = ["ipAddress", "restartPolicy", "instanceView"];

    /// <summary>The resource with what a list response leaves out as not known. A record with an instance view was read by name and is whole.</summary>
    public static ObjectValue Complete(ObjectValue resource)
    {
        if (resource.Find("properties") is not ObjectValue properties || properties.Find("instanceView") is { IsMissing: false, IsUnresolved: false }) return resource;
        ObjectValue filled = NotCarried.Fill(properties, LeftOut, static name => $"list responses leave out {name}");
        return new ObjectValue(
            [.. resource.Properties.Select(p => ReferenceEquals(p.Value, properties) ? p with { Value = filled } : p)],
            resource.Rest, resource.Location, resource.Origins);
    }
}
