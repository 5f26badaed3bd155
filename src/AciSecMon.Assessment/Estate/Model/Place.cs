namespace AciSecMon.Assessment.Estate;

/// <summary>
/// A canonical path within a container group, keyed by names: <c>containers[web].environmentVariables[DB_PASSWORD].value</c>. The same in every shape.
/// </summary>
internal sealed class Place
{
    private readonly Place? parent;
    private readonly string name;
    private readonly string? key;
    private string? text;

    private Place(Place? parent, string name, string? key)
    {
        this.parent = parent;
        this.name = name;
        this.key = key;
    }

    /// <summary>The group as a whole.</summary>
    public static Place Root { get; } = new(null, string.Empty, null);

    /// <summary>A property of this place.</summary>
    public Place Of(string property) => new(this, property, null);

    /// <summary>An item of a list of this place, by its name.</summary>
    public Place Of(string list, string itemKey) => new(this, list, itemKey);

    public override string ToString() => text ??= Build();

    private string Build()
    {
        string own = key is null ? name : $"{name}[{key}]";
        string above = parent?.ToString() ?? string.Empty;
        return above.Length == 0 ? own : own.Length == 0 ? above : $"{above}.{own}";
    }
}
