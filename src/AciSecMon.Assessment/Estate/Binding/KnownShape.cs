using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>The property names that a model of a resource knows at one level, and what stands below them.</summary>
internal sealed class KnownShape
{
    private readonly Dictionary<string, KnownShape?> properties = new(StringComparer.OrdinalIgnoreCase);

    private KnownShape()
    {
    }

    /// <summary>How items are keyed where this stands in a list; null where it does not.</summary>
    public Func<Value, string>? KeyOf { get; private init; }

    /// <summary>An object with these properties, below which nothing is looked at.</summary>
    public static KnownShape Of(params ReadOnlySpan<string> names) => new KnownShape().And(names);

    /// <summary>The same shape as item of a list.</summary>
    public KnownShape ListBy(Func<Value, string> keyOf)
    {
        var list = new KnownShape { KeyOf = keyOf };
        foreach ((string name, KnownShape? below) in properties) list.properties[name] = below;
        return list;
    }

    /// <summary>Adds properties, below which nothing is looked at.</summary>
    public KnownShape And(params ReadOnlySpan<string> names)
    {
        foreach (string name in names) properties[name] = null;
        return this;
    }

    /// <summary>Adds a property of known shape.</summary>
    public KnownShape With(string name, KnownShape below)
    {
        properties[name] = below;
        return this;
    }

    /// <summary>True where the name is known; <paramref name="below"/> is null where nothing below it is looked at.</summary>
    public bool Knows(string name, out KnownShape? below) => properties.TryGetValue(name, out below);
}
