// Names and shapes as the generated models of the Az modules have them, as far as binding looks at them.
namespace Microsoft.Azure.Stand.In;

/// <summary>A closed list as older generations write it: a structure that only knows its text.</summary>
public readonly struct OperatingSystem(string value)
{
    /// <inheritdoc/>
    public override string ToString() => value;
}

/// <summary>A model without JSON of its own.</summary>
public sealed class Group
{
    /// <summary>Name.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>Operating system.</summary>
    public OperatingSystem OSType { get; set; } = new("Linux");

    /// <summary>Zones.</summary>
    public List<string> Zone { get; set; } = ["a", "b"];
}

/// <summary>A model with JSON of its own.</summary>
public sealed class JsonGroup(string json)
{
    /// <summary>Its JSON, in Resource Manager's shape.</summary>
    public string ToJsonString() => json;
}
