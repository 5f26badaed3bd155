using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Replaces parts of a value. Parts in which nothing is replaced are shared, not copied.</summary>
internal static class ValueMapping
{
    // Expansion can nest documents into each other, so that a value may be deeper than any document; the stack must hold all the same.
    private const int DepthLimit = 4 * DocumentLimits.Depth;

    /// <summary>The value with each part replaced by what the function gives for it, from the outside in; what it gives is looked into again.</summary>
    public static Value Map(Value value, Func<Value, Value> replace) => Map(value, replace, 0);

    private static Value Map(Value value, Func<Value, Value> replace, int depth)
    {
        Value replaced = replace(value);
        if (depth > DepthLimit && replaced is ObjectValue or ArrayValue or ChoiceValue) return TooDeep(replaced);
        return replaced switch
        {
            ChoiceValue choice => MapChoice(choice, replace, depth),
            ObjectValue known => MapObject(known, replace, depth),
            ArrayValue array => MapArray(array, replace, depth),
            _ => replaced,
        };
    }

    private static UnresolvedValue TooDeep(Value value) =>
        new("...", new UnresolvedCause(CauseKind.TooLarge, "a value that is nested too deep", value.Location), value.Location, value.Origins);

    private static ChoiceValue MapChoice(ChoiceValue choice, Func<Value, Value> replace, int depth)
    {
        Value whenTrue = Map(choice.WhenTrue, replace, depth + 1);
        Value whenFalse = Map(choice.WhenFalse, replace, depth + 1);
        return ReferenceEquals(whenTrue, choice.WhenTrue) && ReferenceEquals(whenFalse, choice.WhenFalse)
            ? choice
            : new ChoiceValue(choice.Condition, whenTrue, whenFalse, choice.Location);
    }

    private static ObjectValue MapObject(ObjectValue known, Func<Value, Value> replace, int depth)
    {
        Property[]? changed = null;
        for (int i = 0; i < known.Properties.Count; i++)
        {
            Value mapped = Map(known.Properties[i].Value, replace, depth + 1);
            if (ReferenceEquals(mapped, known.Properties[i].Value)) continue;
            changed ??= [.. known.Properties];
            changed[i] = changed[i] with { Value = mapped };
        }

        return changed is null ? known : new ObjectValue(changed, known.Rest, known.Location, known.Origins);
    }

    private static ArrayValue MapArray(ArrayValue array, Func<Value, Value> replace, int depth)
    {
        Value[]? changed = null;
        for (int i = 0; i < array.Items.Count; i++)
        {
            Value mapped = Map(array.Items[i], replace, depth + 1);
            if (ReferenceEquals(mapped, array.Items[i])) continue;
            changed ??= [.. array.Items];
            changed[i] = mapped;
        }

        return changed is null ? array : new ArrayValue(changed, array.Rest, array.Location, array.Origins);
    }
}
