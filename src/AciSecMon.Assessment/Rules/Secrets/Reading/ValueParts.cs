using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A scalar, or what is not known, within a larger value.</summary>
/// <param name="Place">Its place by names; the items of a list share the list's.</param>
/// <param name="Name">Name of the property that holds it; null for a value that stands alone.</param>
/// <param name="Value">The value.</param>
/// <param name="Choice">The choice that it is one side of; null where it is there under every condition.</param>
internal readonly record struct ValuePart(Place Place, string? Name, Value Value, ChoiceValue? Choice = null);

/// <summary>Takes a value apart to its scalars, under every condition, without recursion.</summary>
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
                    if (thing.Rest is { } rest) open.Push(part with { Value = rest });
                    for (int i = thing.Properties.Count - 1; i >= 0; i--)
                    {
                        Property property = thing.Properties[i];
                        open.Push(new(part.Place.Of(DisplayName.Of(property.Name)), property.Name, property.Value, part.Choice));
                    }

                    break;
                case ArrayValue list:
                    if (list.Rest is { } more) open.Push(part with { Value = more });
                    for (int i = list.Items.Count - 1; i >= 0; i--) open.Push(part with { Value = list.Items[i] });
                    break;
                case ChoiceValue choice:
                    open.Push(part with { Value = choice.WhenFalse, Choice = part.Choice ?? choice });
                    open.Push(part with { Value = choice.WhenTrue, Choice = part.Choice ?? choice });
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
