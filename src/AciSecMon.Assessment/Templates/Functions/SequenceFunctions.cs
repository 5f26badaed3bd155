using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>Functions that take a text or an array alike. Of an open array only what its known items decide is answered.</summary>
internal static class SequenceFunctions
{
    public static FunctionDefinition[] All { get; } =
    [
        new("length", 1, 1, Length) { Flow = OriginFlow.None, NeedsExactText = true },
        new("empty", 1, 1, Empty) { Flow = OriginFlow.None },
        new("contains", 2, 2, Contains) { Arguments = ArgumentMode.Any, Flow = OriginFlow.None },
        new("first", 1, 1, First) { Flow = OriginFlow.Structural },
        new("last", 1, 1, Last) { Flow = OriginFlow.Structural },
        new("take", 2, 2, Take) { Flow = OriginFlow.Structural, NeedsExactText = true },
        new("skip", 2, 2, Skip) { Flow = OriginFlow.Structural, NeedsExactText = true },
        new("indexOf", 2, 2, IndexOf) { Flow = OriginFlow.None, NeedsExactText = true },
        new("lastIndexOf", 2, 2, LastIndexOf) { Flow = OriginFlow.None, NeedsExactText = true },
        new("indexFromEnd", 2, 2, static (a, call) => FromEnd(a, call, isSafe: false)) { Flow = OriginFlow.Structural },
        new("tryIndexFromEnd", 2, 2, static (a, call) => FromEnd(a, call, isSafe: true)) { Flow = OriginFlow.Structural },
    ];

    private static Value? Length(Value[] arguments, Invocation invocation) => arguments[0] switch
    {
        { Rest: { } rest } => invocation.Undecided(rest),
        StringValue text => new NumberValue(text.Text.Length),
        ArrayValue or ObjectValue => new NumberValue(ValueParts.CountOf(arguments[0])),
        _ => null,
    };

    private static Value? Empty(Value[] arguments, Invocation invocation) => arguments[0] switch
    {
        MissingValue => new BooleanValue(true),
        StringValue text => new BooleanValue(text.Text.Length == 0),
        ArrayValue or ObjectValue when ValueParts.CountOf(arguments[0]) > 0 => new BooleanValue(false),
        { Rest: { } rest } => invocation.Undecided(rest),
        ArrayValue or ObjectValue => new BooleanValue(true),
        _ => null,
    };

    private static Value? Contains(Value[] arguments, Invocation invocation)
    {
        (Value container, Value item) = (arguments[0], arguments[1]);
        return container switch
        {
            UnresolvedValue or RedactedValue => invocation.Undecided(container, item),
            ArrayValue array => ContainsItem(array, item, invocation),
            LiteralValue or ObjectValue when item is UnresolvedValue or RedactedValue => invocation.Undecided(item),
            LiteralValue text when item.AsText() is { } part => ContainsText(text.Text, part, invocation),
            ObjectValue obj when item.AsText() is { } name => ContainsName(obj, name, invocation),
            _ => null,
        };
    }

    private static Value ContainsText(string text, string part, Invocation invocation)
    {
        bool isFound = text.Contains(part, StringComparison.Ordinal);
        if (!isFound && Placeholder.IsIn(text)) return invocation.Undecided(new StringValue(text));
        return new BooleanValue(isFound);
    }

    private static Value ContainsName(ObjectValue obj, string name, Invocation invocation)
    {
        if (obj.Find(name) is not null) return new BooleanValue(true);
        return obj.Rest is { } rest ? invocation.Undecided(rest) : new BooleanValue(false);
    }

    private static Value ContainsItem(ArrayValue array, Value item, Invocation invocation)
    {
        bool isDecided = array.Rest is null;
        foreach (Value candidate in array.Items)
        {
            bool? isEqual = Equality.AreEqual(candidate, item, invocation.Budget);
            if (isEqual is true) return new BooleanValue(true);
            isDecided &= isEqual is not null;
        }

        return isDecided ? new BooleanValue(false) : invocation.Undecided(array, item);
    }

    private static Value? First(Value[] arguments, Invocation invocation) => arguments[0] switch
    {
        StringValue { Text: var text } => new StringValue(text.Length == 0 ? string.Empty : text[..1]),
        ArrayValue { Rest: { } rest } => invocation.Unresolved(rest),
        ArrayValue array => array.Items.Count == 0 ? MissingValue.Instance : array.Items[0],
        _ => null,
    };

    private static Value? Last(Value[] arguments, Invocation invocation) => arguments[0] switch
    {
        StringValue { Text: var text } => new StringValue(text.Length == 0 ? string.Empty : text[^1..]),
        ArrayValue { Rest: { } rest } => invocation.Unresolved(rest),
        ArrayValue array => array.Items.Count == 0 ? MissingValue.Instance : array.Items[^1],
        _ => null,
    };

    private static Value? Take(Value[] arguments, Invocation invocation)
    {
        if (arguments[1].AsWhole() is not { } count) return null;
        return arguments[0] switch
        {
            LiteralValue text => new StringValue(text.Text[..Clamp(count, text.Text.Length)]),
            ArrayValue { Rest: { } rest } => new ArrayValue([], rest),
            ArrayValue array => Slice(array, 0, Clamp(count, array.Items.Count), invocation),
            _ => null,
        };
    }

    private static Value? Skip(Value[] arguments, Invocation invocation)
    {
        if (arguments[1].AsWhole() is not { } count) return null;
        return arguments[0] switch
        {
            LiteralValue text => new StringValue(text.Text[Clamp(count, text.Text.Length)..]),
            ArrayValue { Rest: { } rest } => new ArrayValue([], rest),
            ArrayValue array => Slice(array, Clamp(count, array.Items.Count), array.Items.Count, invocation),
            _ => null,
        };
    }

    private static Value Slice(ArrayValue array, int start, int end, Invocation invocation)
    {
        if (!invocation.Budget.TryMakeParts(end - start)) return invocation.TooLarge();
        return new ArrayValue([.. array.Items.Skip(start).Take(end - start)]);
    }

    private static int Clamp(long count, int length) => (int)Math.Clamp(count, 0, length);

    private static Value? IndexOf(Value[] arguments, Invocation invocation)
    {
        if (arguments[0] is not ArrayValue array) return Search(arguments, static (text, part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase));
        for (int i = 0; array.Rest is null && i < array.Items.Count; i++)
        {
            bool? isEqual = Equality.AreEqual(array.Items[i], arguments[1], invocation.Budget);
            if (isEqual is true) return new NumberValue(i);
            if (isEqual is null) return invocation.Undecided(array);
        }

        return array.Rest is { } rest ? invocation.Undecided(rest) : new NumberValue(-1);
    }

    private static Value? LastIndexOf(Value[] arguments, Invocation invocation)
    {
        if (arguments[0] is not ArrayValue array) return Search(arguments, static (text, part) => text.LastIndexOf(part, StringComparison.OrdinalIgnoreCase));
        for (int i = array.Items.Count - 1; array.Rest is null && i >= 0; i--)
        {
            bool? isEqual = Equality.AreEqual(array.Items[i], arguments[1], invocation.Budget);
            if (isEqual is true) return new NumberValue(i);
            if (isEqual is null) return invocation.Undecided(array);
        }

        return array.Rest is { } rest ? invocation.Undecided(rest) : new NumberValue(-1);
    }

    private static NumberValue? Search(Value[] arguments, Func<string, string, int> search) =>
        arguments[0].AsText() is { } text && arguments[1].AsText() is { } part ? new NumberValue(search(text, part)) : null;

    private static Value? FromEnd(Value[] arguments, Invocation invocation, bool isSafe)
    {
        if (arguments[0] is not ArrayValue array || arguments[1].AsWhole() is not { } back) return null;
        if (array.Rest is { } rest) return invocation.Unresolved(rest);
        if (back >= 1 && back <= array.Items.Count) return array.Items[^(int)back];
        return isSafe ? MissingValue.Instance : null;
    }
}
