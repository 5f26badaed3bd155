namespace AciSecMon.Assessment.Estate;

/// <summary>Where in a source an object stands, which decides what it can be.</summary>
/// <param name="IsTop">True for the source itself and the items of its outermost list: there, less is asked of an object to be taken for a group.</param>
/// <param name="List">What kind of list it is an item of.</param>
internal readonly record struct Surroundings(bool IsTop, ListKind List);

/// <summary>Lists that hold resources.</summary>
internal enum ListKind
{
    /// <summary>None, or a list of no known kind.</summary>
    None,

    /// <summary><c>value</c> of a Resource Manager list response.</summary>
    Value,

    /// <summary><c>data</c> of a Resource Graph answer.</summary>
    Rows,
}
