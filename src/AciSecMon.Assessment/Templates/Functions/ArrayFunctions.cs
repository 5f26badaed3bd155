using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>Functions that make arrays, and the set functions of arrays and objects.</summary>
internal static class ArrayFunctions
{
    /// <summary>The service's limit (template-functions-array, "range").</summary>
    private const int RangeLimit = 10_000;

    public static FunctionDefinition[] All { get; } =
    [
        new("array", 1, 1, static (a, _) => a[0] is ArrayValue ? a[0] : new ArrayValue([a[0]])) { Flow = OriginFlow.Structural },
        new("createArray", 0, FunctionDefinition.Unlimited, CreateArray) { Arguments = ArgumentMode.Passed, Flow = OriginFlow.None },
        new("range", 2, 2, Range),
        new("flatten", 1, 1, Flatten) { Flow = OriginFlow.Structural },
        new("distinct", 1, 1, static (a, call) => a[0] is ArrayValue ? Distinct(a, call) : null) { Flow = OriginFlow.Structural },
        new("union", 2, FunctionDefinition.Unlimited, Union) { Arguments = ArgumentMode.Any, Flow = OriginFlow.Structural },
        new("intersection", 2, FunctionDefinition.Unlimited, Intersection) { Flow = OriginFlow.Structural },
    ];

    private static Value CreateArray(Value[] arguments, Invocation invocation) =>
        invocation.Budget.TryMakeParts(arguments.Length) ? new ArrayValue(arguments) : invocation.TooLarge();

    private static Value? Range(Value[] arguments, Invocation invocation)
    {
        if (arguments[0].AsWhole() is not { } start || arguments[1].AsWhole() is not { } count) return null;
        if (count < 0 || start is > int.MaxValue or < int.MinValue || start + count > (long)int.MaxValue + 1) return null;
        if (count > RangeLimit || !invocation.Budget.TryMakeParts((int)count)) return invocation.TooLarge();
        var items = new Value[count];
        for (int i = 0; i < items.Length; i++) items[i] = new NumberValue(start + i);
        return new ArrayValue(items);
    }

    private static Value? Flatten(Value[] arguments, Invocation invocation)
    {
        if (arguments[0] is not ArrayValue outer) return null;
        UnresolvedValue? rest = outer.Rest;
        var items = new List<Value>();
        foreach (Value inner in outer.Items)
        {
            if (inner is not ArrayValue && !inner.IsUnresolved) return null;
            if (!invocation.Budget.TryMakeParts(inner.Items.Count)) return invocation.TooLarge();
            items.AddRange(inner.Items);
            rest = Merge.Rests(rest, inner.Rest);
        }

        return new ArrayValue(items, rest);
    }

    private static Value? Union(Value[] arguments, Invocation invocation)
    {
        // Null arguments are passed over; where all that is known are objects, what is not known is one too.
        Value[] given = Array.FindAll(arguments, static argument => !argument.IsMissing);
        if (given.Length == 0) return MissingValue.Instance;
        if (Array.TrueForAll(given, static argument => argument is UnresolvedValue)) return invocation.Unresolved(given);
        if (Array.TrueForAll(given, static argument => argument is ObjectValue or UnresolvedValue)) return ObjectMerge.Deep(given, invocation);
        return Array.TrueForAll(given, static argument => argument is ArrayValue or UnresolvedValue) ? Distinct(given, invocation) : null;
    }

    private static Value Distinct(Value[] arrays, Invocation invocation)
    {
        var items = new List<Value>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        UnresolvedValue? rest = null;
        foreach (Value array in arrays)
        {
            rest = Merge.Rests(rest, array.Rest);
            foreach (Value item in array.Items)
            {
                bool isNew = item is StringValue text ? seen.Add(text.Text) : !items.Exists(other => Equality.AreEqual(other, item, invocation.Budget) is true);
                if (!isNew) continue;
                if (!invocation.Budget.TryMakeParts(1)) return invocation.TooLarge();
                items.Add(item);
            }
        }

        return new ArrayValue(items, rest);
    }

    private static Value? Intersection(Value[] arguments, Invocation invocation)
    {
        Value result = arguments[0];
        for (int i = 1; i < arguments.Length; i++)
        {
            if (arguments[i].Rest is { } rest) return invocation.Unresolved(rest);
            Value? next = (result, arguments[i]) switch
            {
                (ArrayValue left, ArrayValue right) => Intersect(left, right, invocation),
                (ObjectValue left, ObjectValue right) => Intersect(left, right, invocation),
                _ => null,
            };
            if (next is null or UnresolvedValue) return next;
            result = next;
        }

        return result.Rest is { } open ? invocation.Unresolved(open) : result;
    }

    private static Value Intersect(ArrayValue left, ArrayValue right, Invocation invocation)
    {
        var items = new List<Value>();
        foreach (Value item in left.Items)
        {
            bool? isIn = false;
            foreach (Value other in right.Items)
            {
                bool? isEqual = Equality.AreEqual(item, other, invocation.Budget);
                if (isEqual is false) continue;
                isIn = isEqual;
                if (isEqual is true) break;
            }

            if (isIn is null) return invocation.Unresolved(left, right);
            if (isIn is true) items.Add(item);
        }

        return invocation.Budget.TryMakeParts(items.Count) ? new ArrayValue(items) : invocation.TooLarge();
    }

    private static Value Intersect(ObjectValue left, ObjectValue right, Invocation invocation)
    {
        var properties = new List<Property>();
        foreach (Property property in left.Properties)
        {
            if (right.Find(property.Name) is not { } other) continue;
            bool? isEqual = Equality.AreEqual(property.Value, other, invocation.Budget);
            if (isEqual is null) return invocation.Unresolved(left, right);
            if (isEqual is true) properties.Add(property);
        }

        return new ObjectValue(properties);
    }
}
