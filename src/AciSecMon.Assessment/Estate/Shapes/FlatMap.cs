using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>How a flattened name is read.</summary>
internal enum FlatKind
{
    /// <summary>A string, number or truth value.</summary>
    Scalar,

    /// <summary>A list of scalars.</summary>
    List,

    /// <summary>A map, as an object or as a dictionary model with keys and values.</summary>
    Map,

    /// <summary>A list of objects that have a map of their own.</summary>
    Items,
}

/// <summary>A flattened name and the path that it stands for.</summary>
/// <param name="Names">The name, and its spellings in other generations.</param>
/// <param name="Path">Path in Resource Manager's form.</param>
/// <param name="Kind">How it is read.</param>
/// <param name="IsOptional">True where objects that lack the name altogether do not have the property: it belongs to another generation.</param>
/// <param name="Items">Turns an item of the list into Resource Manager's form.</param>
internal sealed record FlatEntry(string[] Names, string[] Path, FlatKind Kind, bool IsOptional = false, Func<ObjectValue, Value>? Items = null);

/// <summary>
/// A table from flattened names to paths. Names that the source lacks altogether lead to values that are not known; names without a value to absent ones.
/// </summary>
internal sealed class FlatMap
{
    private readonly List<FlatEntry> entries = [];
    private readonly HashSet<string> ignored = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Maps a scalar. Several names, of several generations, are separated by <c>|</c>; a final <c>?</c> makes it optional.</summary>
    public FlatMap Scalar(string names, string path) => Add(names, path, FlatKind.Scalar);

    public FlatMap List(string names, string path) => Add(names, path, FlatKind.List);

    public FlatMap Map(string names, string path) => Add(names, path, FlatKind.Map);

    public FlatMap Items(string names, string path, Func<ObjectValue, Value> item) => Add(names, path, FlatKind.Items, item);

    /// <summary>Adds the entries of another table.</summary>
    public FlatMap Merge(FlatMap other)
    {
        entries.AddRange(other.entries);
        return this;
    }

    /// <summary>Names that say nothing of the resource, or that another entry covers.</summary>
    public FlatMap Ignore(params ReadOnlySpan<string> names)
    {
        foreach (string name in names) ignored.Add(name);
        return this;
    }

    /// <summary>The source in Resource Manager's form.</summary>
    /// <param name="source">The flattened object.</param>
    /// <param name="unmapped">Path under which names that the table does not know are kept, so that they are reported.</param>
    public FlatTree Apply(ObjectValue source, string unmapped)
    {
        var tree = new FlatTree(source.Location);
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach (FlatEntry entry in entries)
        {
            foreach (string name in entry.Names) taken.Add(name);
            Value? value = null;
            foreach (string name in entry.Names)
            {
                if (source.Find(name) is not { } found) continue;
                value = found;
                if (!found.IsMissing) break;
            }

            if (value is not null) tree.Set(entry.Path, FlatReading.Read(value, entry));
            else if (!entry.IsOptional) tree.Set(entry.Path, null);
        }

        foreach (Property property in source.Properties)
        {
            if (property.Value.IsMissingOrEmpty() || taken.Contains(property.Name) || ignored.Contains(property.Name)) continue;
            string camel = char.ToLowerInvariant(property.Name.FirstOrDefault('?')) + property.Name[Math.Min(1, property.Name.Length)..];
            tree.Set([.. Split(unmapped), camel], property.Value);
        }

        return tree;
    }

    private static string[] Split(string path) => path.Length == 0 ? [] : path.Split('.');

    private FlatMap Add(string names, string path, FlatKind kind, Func<ObjectValue, Value>? item = null)
    {
        bool isOptional = names.EndsWith('?');
        entries.Add(new(names.TrimEnd('?').Split('|'), Split(path), kind, isOptional, item));
        return this;
    }
}
