using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A scalar, or what is not known, within a larger value.</summary>
/// <param name="Place">Its place by names; the items of a list share the list's.</param>
/// <param name="Name">Name of the property that holds it; null for a value that stands alone.</param>
/// <param name="Value">The value.</param>
internal readonly record struct ValuePart(Place Place, string? Name, Value Value);

/// <summary>Takes a value apart to its scalars, without recursion.</summary>
internal static class ValueParts
{
    private const int Most = 100_000;

    public static IEnumerable<ValuePart> Of(Place place, Value value, string? name = null)
    {
        var open = new Stack<ValuePart>();
        open.Push(new(place, name, value));
        for (int seen = 0; open.TryPop(out ValuePart part); seen++)
        {
            if (seen > Most)
            {
                yield return new(place, name, TooLarge(value));
                yield break;
            }

            switch (part.Value)
            {
                case ObjectValue thing:
                    if (thing.Rest is { } rest) open.Push(new(part.Place, part.Name, rest));
                    for (int i = thing.Properties.Count - 1; i >= 0; i--)
                    {
                        Property property = thing.Properties[i];
                        open.Push(new(part.Place.Of(DisplayName.Of(property.Name)), property.Name, property.Value));
                    }

                    break;
                case ArrayValue list:
                    if (list.Rest is { } more) open.Push(new(part.Place, part.Name, more));
                    for (int i = list.Items.Count - 1; i >= 0; i--) open.Push(part with { Value = list.Items[i] });
                    break;
                default:
                    if (!part.Value.IsMissing) yield return part;
                    break;
            }
        }
    }

    private static UnresolvedValue TooLarge(Value value) =>
        new("...", new UnresolvedCause(CauseKind.TooLarge, "a value of too many parts", value.Location), value.Location);
}
