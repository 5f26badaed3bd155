using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>Functions that make objects and take them apart.</summary>
internal static class ObjectFunctions
{
    public static FunctionDefinition[] All { get; } =
    [
        new("createObject", 0, FunctionDefinition.Unlimited, CreateObject) { Arguments = ArgumentMode.Passed, Flow = OriginFlow.None },
        new("null", 0, 0, static (_, _) => MissingValue.Instance),
        new("items", 1, 1, Items) { Flow = OriginFlow.Structural },
        new("objectKeys", 1, 1, ObjectKeys),
        new("shallowMerge", 1, 1, ShallowMerge) { Flow = OriginFlow.Structural },
        new("tryGet", 2, FunctionDefinition.Unlimited, TryGet) { Names = NamePositions.FromSecond },
    ];

    private static Value? CreateObject(Value[] arguments, Invocation invocation)
    {
        if (arguments.Length % 2 != 0) return null;
        if (!invocation.Budget.TryMakeParts(arguments.Length / 2)) return invocation.TooLarge();
        UnresolvedValue? rest = null;
        var properties = new List<Property>(arguments.Length / 2);
        for (int i = 0; i < arguments.Length; i += 2)
        {
            Value name = arguments[i];
            if (name.AsText() is { } known) properties.Add(new Property(known, arguments[i + 1]));
            else if (name.IsUnresolved || name is RedactedValue) rest = Merge.Rests(rest, invocation.Unresolved(name, arguments[i + 1]));
            else return null;
        }

        return new ObjectValue(properties, rest);
    }

    private static Value? Items(Value[] arguments, Invocation invocation)
    {
        if (arguments[0] is not ObjectValue obj) return null;
        if (!invocation.Budget.TryMakeParts(obj.Properties.Count * 3)) return invocation.TooLarge();
        Value[] items =
        [
            .. obj.Properties.OrderBy(static property => property.Name, StringComparer.OrdinalIgnoreCase)
                .Select(static property => new ObjectValue([new("key", new StringValue(property.Name)), new("value", property.Value)])),
        ];
        return new ArrayValue(items, obj.Rest);
    }

    private static Value? ObjectKeys(Value[] arguments, Invocation invocation)
    {
        if (arguments[0] is not ObjectValue obj) return null;
        if (!invocation.Budget.TryMakeParts(obj.Properties.Count)) return invocation.TooLarge();
        Value[] names = [.. obj.Properties.Select(static property => property.Name).Order(StringComparer.OrdinalIgnoreCase).Select(static name => new StringValue(name))];
        return new ArrayValue(names, obj.Rest);
    }

    private static Value? ShallowMerge(Value[] arguments, Invocation invocation)
    {
        if (arguments[0] is not ArrayValue array) return null;
        if (array.Rest is { } rest) return new ObjectValue([], rest);
        Value[] objects = [.. array.Items.Where(static item => !item.IsMissing)];
        if (objects.Length == 0) return ObjectValue.Empty;
        return Array.TrueForAll(objects, static item => item is ObjectValue || item.IsUnresolved) ? ObjectMerge.Shallow(objects, invocation) : null;
    }

    private static Value TryGet(Evaluator evaluator, FunctionCall call, in EvaluationContext context)
    {
        Value value = evaluator.Evaluate(call.Arguments[0], context);
        for (int i = 1; i < call.Arguments.Length; i++)
        {
            Value key = evaluator.EvaluateWhole(call.Arguments[i], context);
            value = evaluator.Step(value, key, isSafe: true, call, context);
        }

        return value;
    }
}
