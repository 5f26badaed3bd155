namespace AciSecMon.Assessment.Documents;

/// <summary>
/// A node of a document, or of what became of it: what is known of a property, where it stands and where it came from. Immutable.
/// </summary>
internal abstract class Value(SourceLocation location, Origins origins)
{
    /// <summary>Where it stands in a source.</summary>
    public SourceLocation Location { get; } = location;

    /// <summary>The parameters and functions that it was made from; says whether a secure input taints it.</summary>
    public Origins Origins { get; } = origins;

    /// <summary>True where the property is absent or null, which Resource Manager treats alike.</summary>
    public virtual bool IsMissing => false;

    /// <summary>True where nothing can be said of the value itself.</summary>
    public virtual bool IsUnresolved => false;

    /// <summary>The property of that name, ignoring case: missing where this is no object or has none, unresolved where that is not known.</summary>
    public virtual Value this[string name] => MissingValue.Instance;

    /// <summary>The items where this is an array; otherwise none.</summary>
    public virtual IReadOnlyList<Value> Items => [];

    /// <summary>Further items or properties of this array or object that are not known; null where it is known whole.</summary>
    public virtual UnresolvedValue? Rest => null;

    /// <summary>The same value with other origins.</summary>
    public abstract Value WithOrigins(Origins origins);

    /// <summary>The same value at another place of a source.</summary>
    public abstract Value WithLocation(SourceLocation location);
}
