using System.Collections.Concurrent;

namespace AciSecMon.Assessment.Policy;

/// <summary>How an alias is meant on a resource.</summary>
/// <param name="Path">The way to it; null where there is none.</param>
/// <param name="IsKnown">False where the resource type has no such alias, as far as is known.</param>
internal readonly record struct ResolvedAlias(PropertyPath? Path, bool IsKnown)
{
    /// <summary>An alias of another type: this resource does not have the property.</summary>
    public static ResolvedAlias OfAnotherType { get; } = new(null, IsKnown: true);

    /// <summary>An alias that nobody knows.</summary>
    public static ResolvedAlias Unknown { get; } = new(null, IsKnown: false);
}

/// <summary>
/// Finds the property that an alias names: by the rule that an alias is the type and the property's way below <c>properties</c> (azure-facts-2, D.4.8: it holds for every alias
/// of container groups), and for container groups only where they have such an alias. Where the rule does not hold, <see cref="IrregularAliases"/> tells the way; one that belongs to a
/// provider as a whole and is not there is not known. A table decides where there is one.
/// </summary>
internal sealed class AliasResolver
{
    private readonly ConcurrentDictionary<(string Type, string Alias), ResolvedAlias> resolved = new(IgnoringCase.Instance);
    private readonly IReadOnlyDictionary<string, string>? table;
    private readonly bool isFlat;

    private AliasResolver(IReadOnlyDictionary<string, string>? table, bool isFlat) => (this.table, this.isFlat) = (table, isFlat);

    /// <summary>By the rule.</summary>
    public static AliasResolver ByRule { get; } = new(null, isFlat: false);

    /// <summary>Fields are the properties of the resource itself, by their own names: for tables of tests.</summary>
    public static AliasResolver Flat { get; } = new(null, isFlat: true);

    /// <summary>By a table of aliases and their ways.</summary>
    public static AliasResolver Of(IReadOnlyDictionary<string, string> table) => new(table, isFlat: false);

    /// <summary>What an alias names on a resource of a type.</summary>
    /// <param name="type">The type of the resource; empty where it is not known.</param>
    /// <param name="alias">The alias.</param>
    public ResolvedAlias Resolve(string type, string alias) => resolved.GetOrAdd((type, alias), static (key, self) => self.Find(key.Type, key.Alias), this);

    private ResolvedAlias Find(string type, string alias)
    {
        if (table is not null && table.TryGetValue(alias, out string? way)) return new ResolvedAlias(PropertyPath.Parse(way, isExact: true), IsKnown: true);
        if (isFlat) return new ResolvedAlias(PropertyPath.Parse(alias, isExact: true), IsKnown: true);
        if (!alias.Contains('/', StringComparison.Ordinal)) return ResolvedAlias.Unknown;
        if (type.Length > 0 && IrregularAliases.WayOf(type, alias) is { } irregular) return new ResolvedAlias(PropertyPath.Parse(irregular, isExact: true), IsKnown: true);
        if (IrregularAliases.IsOfProvider(alias)) return type.StartsWith(alias[..(alias.IndexOf('/', StringComparison.Ordinal) + 1)], StringComparison.OrdinalIgnoreCase) ? ResolvedAlias.Unknown : ResolvedAlias.OfAnotherType;
        if (type.Length == 0 || !alias.StartsWith(type + "/", StringComparison.OrdinalIgnoreCase)) return ResolvedAlias.OfAnotherType;
        string suffix = alias[(type.Length + 1)..];
        if (suffix.Contains('/', StringComparison.Ordinal)) return ResolvedAlias.OfAnotherType;
        return ContainerInstanceAliases.Knows(type, suffix) == false ? ResolvedAlias.Unknown : new ResolvedAlias(PropertyPath.Parse(suffix, isExact: false), IsKnown: true);
    }

    private sealed class IgnoringCase : IEqualityComparer<(string Type, string Alias)>
    {
        public static IgnoringCase Instance { get; } = new();

        public bool Equals((string Type, string Alias) x, (string Type, string Alias) y) =>
            string.Equals(x.Alias, y.Alias, StringComparison.OrdinalIgnoreCase) && string.Equals(x.Type, y.Type, StringComparison.OrdinalIgnoreCase);

        public int GetHashCode((string Type, string Alias) obj) =>
            HashCode.Combine(StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Type), StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Alias));
    }
}
