namespace AciSecMon.Assessment.Documents;

/// <summary>A property of an object. Name comparisons ignore case.</summary>
internal readonly record struct Property(string Name, Value Value, SourceLocation NameLocation = default);

/// <summary>An object, known whole or open: known properties and an unresolved rest. Keeps the order and, where a name stands twice, both.</summary>
internal sealed class ObjectValue(
    IReadOnlyList<Property> properties, UnresolvedValue? rest = null, SourceLocation location = default, Origins? origins = null)
    : Value(location, origins ?? Origins.None)
{
    private const int IndexFrom = 12;

    private Dictionary<string, Value>? index;

    /// <summary>The object without properties.</summary>
    public static ObjectValue Empty { get; } = new([]);

    public IReadOnlyList<Property> Properties { get; } = properties;

    public override UnresolvedValue? Rest { get; } = rest;

    public override Value this[string name] => Find(name) ?? (Value?)Rest ?? MissingValue.Instance;

    /// <summary>The value of the last property of that name, as Resource Manager reads it; null where there is none.</summary>
    public Value? Find(string name)
    {
        if (Properties.Count >= IndexFrom) return (index ??= BuildIndex()).GetValueOrDefault(name);
        for (int i = Properties.Count - 1; i >= 0; i--)
        {
            if (string.Equals(Properties[i].Name, name, StringComparison.OrdinalIgnoreCase)) return Properties[i].Value;
        }

        return null;
    }

    public override Value WithOrigins(Origins origins) => new ObjectValue(Properties, Rest, Location, origins);

    public override Value WithLocation(SourceLocation location) => new ObjectValue(Properties, Rest, location, Origins);

    private Dictionary<string, Value> BuildIndex()
    {
        var built = new Dictionary<string, Value>(Properties.Count, StringComparer.OrdinalIgnoreCase);
        foreach (Property property in Properties) built[property.Name] = property.Value;
        return built;
    }
}
