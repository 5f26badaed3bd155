using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>Says of a value and of all its parts that an input flowed into them.</summary>
internal static class Taint
{
    /// <summary>Adds origins to a value and to all its parts.</summary>
    public static Value Add(Value value, Origins origins, Budget budget)
    {
        if (origins.IsEmpty) return value;
        if (value is DeferredValue deferred) return Add(deferred.Resolve(), origins, budget);
        Origins own = value.Origins.Union(origins);
        if (value is not (ArrayValue or ObjectValue or ChoiceValue)) return ReferenceEquals(own, value.Origins) ? value : value.WithOrigins(own);

        if (!budget.TryMakeParts(ValueParts.CountOf(value)) || !budget.TryEnter()) return TooLarge(value, own);
        Value tainted = value switch
        {
            ArrayValue array => AddToItems(array, origins, own, budget),
            ObjectValue obj => AddToProperties(obj, origins, own, budget),
            ChoiceValue choice => new ChoiceValue(choice.Condition, Add(choice.WhenTrue, origins, budget), Add(choice.WhenFalse, origins, budget), choice.Location),
            _ => value,
        };
        budget.Leave();
        return tainted;
    }

    private static ArrayValue AddToItems(ArrayValue array, Origins origins, Origins own, Budget budget)
    {
        var items = new Value[array.Items.Count];
        for (int i = 0; i < items.Length; i++) items[i] = Add(array.Items[i], origins, budget);
        return new ArrayValue(items, AddToRest(array.Rest, origins), array.Location, own);
    }

    private static ObjectValue AddToProperties(ObjectValue obj, Origins origins, Origins own, Budget budget)
    {
        var properties = new Property[obj.Properties.Count];
        for (int i = 0; i < properties.Length; i++) properties[i] = obj.Properties[i] with { Value = Add(obj.Properties[i].Value, origins, budget) };
        return new ObjectValue(properties, AddToRest(obj.Rest, origins), obj.Location, own);
    }

    private static UnresolvedValue? AddToRest(UnresolvedValue? rest, Origins origins) => (UnresolvedValue?)rest?.WithOrigins(rest.Origins.Union(origins));

    private static UnresolvedValue TooLarge(Value value, Origins origins) =>
        new("...", new UnresolvedCause(CauseKind.TooLarge, "a value of too many parts", value.Location), value.Location, origins);
}
