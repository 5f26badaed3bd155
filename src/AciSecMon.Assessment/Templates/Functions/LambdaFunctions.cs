using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>
/// Functions that call a lambda for the items of an array. An open array gives an open result: what comes of its known items, and a rest.
/// </summary>
internal static class LambdaFunctions
{
    public static FunctionDefinition[] All { get; } =
    [
        new("lambda", 1, 5, Misplaced) { Names = NamePositions.AllButLast },
        new("lambdaVariables", 1, 1, Variable) { Names = NamePositions.All },
        new("map", 2, 2, Over<ArrayValue>(Map)),
        new("filter", 2, 2, Over<ArrayValue>(Filter)),
        new("reduce", 3, 3, Over<ArrayValue>(Reduce)),
        new("sort", 2, 2, Over<ArrayValue>(Sort)),
        new("toObject", 2, 3, Over<ArrayValue>(static (array, turn) => ByKey(array, turn, isGrouped: false))),
        new("groupBy", 2, 3, Over<ArrayValue>(static (array, turn) => ByKey(array, turn, isGrouped: true))),
        new("mapValues", 2, 2, Over<ObjectValue>(MapValues)),
    ];

    /// <summary>Evaluates the first argument and applies the function to each alternative of it.</summary>
    private static SpecialForm Over<TCollection>(Func<TCollection, LambdaCall, Value?> function)
        where TCollection : Value
    {
        return (Evaluator evaluator, FunctionCall call, in EvaluationContext context) =>
        {
            var lambda = new LambdaCall(evaluator, call, context);
            return Choices.Map(evaluator.EvaluateWhole(call.Arguments[0], context), value => value switch
            {
                TCollection collection => function(collection, lambda) ?? lambda.Invalid(),
                UnresolvedValue or RedactedValue => lambda.Unresolved(value),
                _ => lambda.Invalid(),
            });
        };
    }

    private static Value Misplaced(Evaluator evaluator, FunctionCall call, in EvaluationContext context) => evaluator.Invalid(call, context);

    private static Value Variable(Evaluator evaluator, FunctionCall call, in EvaluationContext context)
    {
        string? name = evaluator.EvaluateWhole(call.Arguments[0], context).AsText();
        for (LocalBinding? local = context.Locals; local is { IsBarrier: false }; local = local.Outer)
        {
            if (local is LambdaBinding binding && string.Equals(binding.Name, name, StringComparison.OrdinalIgnoreCase)) return binding.Value;
        }

        return evaluator.Invalid(call, context);
    }

    private static Value? Map(ArrayValue array, LambdaCall call)
    {
        if (!call.Budget.TryMakeParts(array.Items.Count)) return call.TooLarge();
        var items = new Value[array.Items.Count];
        for (int i = 0; i < items.Length; i++)
        {
            if (call.Turn(1, i, array.Items[i], Number(i)) is not { } item) return null;
            items[i] = item;
        }

        return new ArrayValue(items, array.Rest, origins: array.Origins);
    }

    private static Value? Filter(ArrayValue array, LambdaCall call)
    {
        UnresolvedValue? rest = array.Rest;
        var items = new List<Value>();
        for (int i = 0; i < array.Items.Count; i++)
        {
            if (call.Turn(1, i, array.Items[i], Number(i)) is not { } test) return null;
            if (test.IsUnresolved) rest = Merge.Rests(rest, call.Unresolved(test, array.Items[i]));
            else if (test.AsBoolean() is not { } isKept) return null;
            else if (isKept) items.Add(array.Items[i]);
        }

        return call.Budget.TryMakeParts(items.Count) ? new ArrayValue(items, rest, origins: array.Origins) : call.TooLarge();
    }

    private static Value? Reduce(ArrayValue array, LambdaCall call)
    {
        if (array.Rest is { } rest) return call.Unresolved(rest);
        Value? current = call.Argument(1);
        for (int i = 0; i < array.Items.Count && current is not null; i++) current = call.Turn(2, i, current, array.Items[i], Number(i));
        return current;
    }

    private static Value? Sort(ArrayValue array, LambdaCall call)
    {
        if (!call.Budget.TryMakeParts(array.Items.Count)) return call.TooLarge();
        Value[] items = [.. array.Items];
        UnresolvedValue? undecided = array.Rest;
        bool isInvalid = false;

        // Merge sort by hand: the order must be stable, and the framework's sort trusts a comparison that a template wrote.
        MergeSort.Sort(items, (left, right) =>
        {
            Value? test = call.Turn(1, 0, left, right);
            if (test is { IsUnresolved: true }) undecided = Merge.Rests(undecided, call.Unresolved(test));
            else isInvalid |= test?.AsBoolean() is null;
            return test?.AsBoolean() ?? false;
        });
        return isInvalid ? null : new ArrayValue(items, undecided, origins: array.Origins);
    }

    private static Value? ByKey(ArrayValue array, LambdaCall call, bool isGrouped)
    {
        if (!call.Budget.TryMakeParts(array.Items.Count)) return call.TooLarge();
        UnresolvedValue? rest = array.Rest;
        var order = new List<string>();
        var groups = new Dictionary<string, List<Value>>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < array.Items.Count; i++)
        {
            Value? key = call.Turn(1, i, array.Items[i], Number(i));
            Value? value = call.Count > 2 ? call.Turn(2, i, array.Items[i], Number(i)) : array.Items[i];
            if (key is null || value is null) return null;
            if (key.AsText() is { } name)
            {
                if (!groups.TryGetValue(name, out List<Value>? group))
                {
                    groups.Add(name, group = []);
                    order.Add(name);
                }

                group.Add(value);
            }
            else if (key.IsUnresolved) rest = Merge.Rests(rest, call.Unresolved(key, value));
            else return null;
        }

        // What is not known may stand under any of these names too: it joins a group, and takes the place of a single value.
        return new ObjectValue([.. order.Select(name => new Property(name, isGrouped ? new ArrayValue(groups[name], rest) : rest ?? groups[name][^1]))], rest, origins: array.Origins);
    }

    private static Value? MapValues(ObjectValue obj, LambdaCall call)
    {
        if (!call.Budget.TryMakeParts(obj.Properties.Count)) return call.TooLarge();
        var properties = new Property[obj.Properties.Count];
        for (int i = 0; i < properties.Length; i++)
        {
            if (call.Turn(1, i, obj.Properties[i].Value) is not { } value) return null;
            properties[i] = new Property(obj.Properties[i].Name, value);
        }

        return new ObjectValue(properties, obj.Rest, origins: obj.Origins);
    }

    private static NumberValue Number(int index) => new((long)index);

    /// <summary>A call of one of these functions.</summary>
    private sealed class LambdaCall(Evaluator evaluator, FunctionCall call, EvaluationContext context)
    {
        public Budget Budget => evaluator.Budget;

        public int Count => call.Arguments.Length;

        public Value Argument(int index) => evaluator.EvaluateWhole(call.Arguments[index], context);

        /// <summary>What a lambda gives for one turn; null where the argument is no lambda. It takes as many of the values as it names.</summary>
        public Value? Turn(int argument, int turn, params ReadOnlySpan<Value> values)
        {
            if (call.Arguments[argument] is not FunctionCall { Arguments.Length: > 0 } lambda || !lambda.Name.Equals("lambda", StringComparison.OrdinalIgnoreCase)) return null;
            int names = lambda.Arguments.Length - 1;
            if (names > values.Length) return null;
            LocalBinding? locals = context.Locals;
            for (int i = 0; i < names; i++)
            {
                if (lambda.Arguments[i] is not TextLiteral name) return null;
                locals = new LambdaBinding(name.Text, values[i], call, turn, locals);
            }

            return evaluator.EvaluateWhole(lambda.Arguments[^1], context with { Locals = locals });
        }

        public Value Invalid() => evaluator.Invalid(call, context);

        public UnresolvedValue TooLarge() => Evaluator.TooLarge(call, context);

        public UnresolvedValue Unresolved(params ReadOnlySpan<Value> inputs) => evaluator.Unresolved(call, context, inputs);
    }
}
