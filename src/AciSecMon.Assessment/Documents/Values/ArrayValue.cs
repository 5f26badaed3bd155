namespace AciSecMon.Assessment.Documents;

/// <summary>A list, known whole or open: known items and an unresolved rest.</summary>
internal sealed class ArrayValue(IReadOnlyList<Value> items, UnresolvedValue? rest = null, SourceLocation location = default, Origins? origins = null)
    : Value(location, origins ?? Origins.None)
{
    public override IReadOnlyList<Value> Items { get; } = items;

    public override UnresolvedValue? Rest { get; } = rest;

    public override Value WithOrigins(Origins origins) => new ArrayValue(Items, Rest, Location, origins);

    public override Value WithLocation(SourceLocation location) => new ArrayValue(Items, Rest, location, Origins);
}
