using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>Functions of whole numbers. What would not fit into 64 bits has no answer, and neither has a division by zero.</summary>
internal static class NumericFunctions
{
    public static FunctionDefinition[] All { get; } =
    [
        new("add", 2, 2, static (a, _) => Compute(a, static (x, y) => x + y)),
        new("sub", 2, 2, static (a, _) => Compute(a, static (x, y) => x - y)),
        new("mul", 2, 2, static (a, _) => Compute(a, static (x, y) => x * y)),
        new("div", 2, 2, static (a, _) => Compute(a, static (x, y) => y == 0 ? null : x / y)),
        new("mod", 2, 2, static (a, _) => Compute(a, static (x, y) => y == 0 ? null : x % y)),
        new("int", 1, 1, Int),
        new("float", 1, 1, static (a, _) => a[0].AsReal() is { } real ? new NumberValue(real) : null),
        new("min", 1, FunctionDefinition.Unlimited, static (a, call) => Extreme(a, call, static numbers => numbers.Min())) { Arguments = ArgumentMode.KnownThroughout },
        new("max", 1, FunctionDefinition.Unlimited, static (a, call) => Extreme(a, call, static numbers => numbers.Max())) { Arguments = ArgumentMode.KnownThroughout },
    ];

    private static NumberValue? Compute(Value[] arguments, Func<Int128, Int128, Int128?> compute)
    {
        if (arguments[0].AsWhole() is not { } left || arguments[1].AsWhole() is not { } right) return null;
        return compute(left, right) is { } result && result >= long.MinValue && result <= long.MaxValue ? new NumberValue((long)result) : null;
    }

    private static NumberValue? Int(Value[] arguments, Invocation invocation) => arguments[0] switch
    {
        NumberValue { Whole: { } whole } => new NumberValue(whole),
        NumberValue { Real: var real } when Math.Abs(real) < long.MaxValue => new NumberValue((long)real),
        StringValue text when long.TryParse(text.Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long whole) => new NumberValue(whole),
        _ => null,
    };

    private static NumberValue? Extreme(Value[] arguments, Invocation invocation, Func<IEnumerable<long>, long> choose)
    {
        IReadOnlyList<Value> values = arguments is [ArrayValue array] ? array.Items : arguments;
        long?[] numbers = [.. values.Select(static value => value is NumberValue number ? number.Whole : null)];
        return numbers.Length == 0 || Array.Exists(numbers, static number => number is null) ? null : new NumberValue(choose(numbers.Select(static number => number!.Value)));
    }
}
