using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Reads lists and objects of a resource so that what is not what it should be counts as not known, and never as empty.</summary>
internal static class Lists
{
    /// <summary>Binds the items of a list; null items are left out, as Resource Manager does.</summary>
    /// <param name="list">The list.</param>
    /// <param name="name">Its property name.</param>
    /// <param name="keyOf">The name of an item.</param>
    /// <param name="bind">Makes the model of an item from its key and value.</param>
    public static ModelList<T> Bind<T>(Value list, string name, Func<Value, string> keyOf, Func<string, Value, T> bind)
    {
        if (RestOf(list, name) is { } rest && list.Items.Count == 0) return new([], rest);
        if (list.Items.Count == 0) return ModelList<T>.Empty;
        var keys = new PlaceKeys();
        var bound = new List<T>(list.Items.Count);
        foreach (Value item in list.Items)
        {
            if (item.IsMissing) continue;
            Value whole = ObjectOrUnknown(item, name);
            bound.Add(bind(keys.Unique(keyOf(whole)), whole));
        }

        return new(bound, RestOf(list, name));
    }

    /// <summary>The unknown rest of a list; null where it is known whole. What is no list at all is all unknown rest.</summary>
    public static Value? RestOf(Value list, string name) => list switch
    {
        ArrayValue array => array.Rest,
        MissingValue => null,
        ChoiceValue choice => choice.ToUnresolved(),
        UnresolvedValue or RedactedValue => list,
        _ => NotA("list", name, list),
    };

    /// <summary>The value where it is an object, missing or not known; what is something else counts as not known.</summary>
    public static Value ObjectOrUnknown(Value value, string name) =>
        value is LiteralValue or ArrayValue ? NotA("object", name, value) : value;

    private static UnresolvedValue NotA(string what, string name, Value value) =>
        new(name, new UnresolvedCause(CauseKind.InvalidExpression, $"{name} is no {what}", value.Location), value.Location, value.Origins);
}
