using System.Collections.Frozen;

namespace AciSecMon.Assessment.Policy;

/// <summary>What a field names.</summary>
internal enum FieldKind
{
    /// <summary>A property of the resource itself, such as <c>name</c> or <c>identity.type</c>.</summary>
    Root,

    /// <summary>All tags.</summary>
    Tags,

    /// <summary>One tag.</summary>
    Tag,

    /// <summary>An alias: a property by the name that the resource provider gives it.</summary>
    Alias,
}

/// <summary>
/// A field as a rule writes it (azure-facts-2, D.4.1): <c>type</c>, <c>tags['env']</c>, <c>Microsoft.ContainerInstance/containerGroups/containers[*].image</c>.
/// </summary>
internal sealed class FieldReference
{
    private const string Star = "[*]";

    private static readonly FrozenSet<string> RootNames = new[] { "name", "fullName", "kind", "type", "location", "id", "apiVersion" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Resources mostly come many of one type: what the alias meant last is most often what it means next.
    private LastMeaning? last;

    private FieldReference(string text, FieldKind kind, string name, string[] arrays)
    {
        (Text, Kind, Name, Arrays) = (text, kind, name, arrays);
        if (kind != FieldKind.Root) return;
        Parts = name.Split('.');
        IsName = name.Equals("name", StringComparison.OrdinalIgnoreCase);
        IsFullName = name.Equals("fullName", StringComparison.OrdinalIgnoreCase);
        IsLocation = name.Equals("location", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The field as it is written.</summary>
    public string Text { get; }

    public FieldKind Kind { get; }

    /// <summary>The property, the tag, or the alias.</summary>
    public string Name { get; }

    /// <summary>What of an alias leads to each array that it opens, in lower case, with the brackets: two aliases go through one array where these are equal.</summary>
    public string[] Arrays { get; }

    /// <summary>True where it selects the members of an array.</summary>
    public bool IsCollection => Arrays.Length > 0;

    /// <summary>The way to a property of the resource itself; empty for other fields.</summary>
    public string[] Parts { get; } = [];

    /// <summary>True for <c>name</c>.</summary>
    public bool IsName { get; }

    /// <summary>True for <c>fullName</c>.</summary>
    public bool IsFullName { get; }

    /// <summary>True for <c>location</c>, whose values are compared without blanks.</summary>
    public bool IsLocation { get; }

    /// <summary>Reads a field; null where the text is none.</summary>
    public static FieldReference? Parse(string text)
    {
        string name = text.Trim();
        if (name.Length == 0) return null;
        if (RootNames.Contains(name) || name.StartsWith("identity.", StringComparison.OrdinalIgnoreCase)) return new FieldReference(text, FieldKind.Root, name, []);
        if (name.Equals("tags", StringComparison.OrdinalIgnoreCase)) return new FieldReference(text, FieldKind.Tags, name, []);
        if (TagOf(name) is { } tag) return new FieldReference(text, FieldKind.Tag, tag, []);
        return new FieldReference(text, FieldKind.Alias, name, ArraysOf(name));
    }

    /// <summary>What the alias names on resources of a type.</summary>
    public ResolvedAlias On(string type, AliasResolver aliases)
    {
        LastMeaning? known = last;
        if (known is null || !ReferenceEquals(known.Aliases, aliases) || !string.Equals(known.Type, type, StringComparison.OrdinalIgnoreCase))
            last = known = new LastMeaning(aliases, type, aliases.Resolve(type, Name));
        return known.Meaning;
    }

    public override string ToString() => Text;

    // tags.x, tags[x], tags['x'], and tags['''x'''] for a name with apostrophes of its own.
    private static string? TagOf(string name)
    {
        if (name.StartsWith("tags.", StringComparison.OrdinalIgnoreCase)) return name[5..];
        if (!name.StartsWith("tags[", StringComparison.OrdinalIgnoreCase) || !name.EndsWith(']')) return null;
        string inner = name[5..^1];
        return inner.Length >= 2 && inner[0] == '\'' && inner[^1] == '\'' ? inner[1..^1].Replace("''", "'", StringComparison.Ordinal) : inner;
    }

    private static string[] ArraysOf(string alias)
    {
        List<string> arrays = [];
        for (int at = alias.IndexOf(Star, StringComparison.Ordinal); at >= 0; at = alias.IndexOf(Star, at + Star.Length, StringComparison.Ordinal)) arrays.Add(alias[..(at + Star.Length)].ToLowerInvariant());
        return [.. arrays];
    }

    private sealed record LastMeaning(AliasResolver Aliases, string Type, ResolvedAlias Meaning);
}
