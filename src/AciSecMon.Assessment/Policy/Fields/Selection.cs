using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>What a field selects of a resource.</summary>
/// <param name="Values">The values: one of a plain field, which may be missing, and those of all members of a field with <c>[*]</c>.</param>
/// <param name="IsCollection">True for a field with <c>[*]</c>.</param>
/// <param name="Open">What keeps further members from being known; null where all are.</param>
internal readonly record struct Selection(IReadOnlyList<Value> Values, bool IsCollection, Value? Open)
{
    /// <summary>What <c>field()</c> gives: the value, an empty text where it is missing (POLDOC), or the members that are there.</summary>
    public Value AsValue()
    {
        if (!IsCollection) return Values[0].IsMissing ? new StringValue(string.Empty) : Values[0];
        Value[] present = [.. Values.Where(static value => !value.IsMissing)];
        return new ArrayValue(present, Open as UnresolvedValue ?? (Open is ChoiceValue choice ? choice.ToUnresolved() : null));
    }
}
