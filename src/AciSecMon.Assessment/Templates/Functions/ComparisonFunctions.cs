using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>Functions that compare.</summary>
internal static class ComparisonFunctions
{
    public static FunctionDefinition[] All { get; } =
    [
        new("equals", 2, 2, AreEqual) { Arguments = ArgumentMode.Any, Flow = OriginFlow.None },
        new("greater", 2, 2, static (a, _) => Compare(a, static order => order > 0)) { Flow = OriginFlow.None, NeedsExactText = true },
        new("greaterOrEquals", 2, 2, static (a, _) => Compare(a, static order => order >= 0)) { Flow = OriginFlow.None, NeedsExactText = true },
        new("less", 2, 2, static (a, _) => Compare(a, static order => order < 0)) { Flow = OriginFlow.None, NeedsExactText = true },
        new("lessOrEquals", 2, 2, static (a, _) => Compare(a, static order => order <= 0)) { Flow = OriginFlow.None, NeedsExactText = true },
        new("coalesce", 1, FunctionDefinition.Unlimited, Coalesce),
    ];

    private static Value AreEqual(Value[] arguments, Invocation invocation) =>
        Equality.AreEqual(arguments[0], arguments[1], invocation.Budget) is { } areEqual ? new BooleanValue(areEqual) : invocation.Undecided(arguments);

    private static BooleanValue? Compare(Value[] arguments, Func<int, bool> test) => (arguments[0], arguments[1]) switch
    {
        (NumberValue { Whole: { } a }, NumberValue { Whole: { } b }) => new BooleanValue(test(a.CompareTo(b))),
        (NumberValue a, NumberValue b) => new BooleanValue(test(a.Real.CompareTo(b.Real))),
        (StringValue a, StringValue b) => new BooleanValue(test(string.Compare(a.Text, b.Text, StringComparison.OrdinalIgnoreCase))),
        _ => null,
    };

    /// <summary>The first argument that is not null. Later ones are evaluated only where it may be one of them.</summary>
    private static Value Coalesce(Evaluator evaluator, FunctionCall call, in EvaluationContext context)
    {
        EvaluationContext captured = context;
        return From(0);

        Value From(int index)
        {
            Value value = evaluator.Evaluate(call.Arguments[index], captured);
            if (index == call.Arguments.Length - 1) return value;
            Value? later = null;
            return Choices.Map(value, alternative => alternative switch
            {
                MissingValue => later ??= From(index + 1),
                UnresolvedValue or RedactedValue => evaluator.Unresolved(call, captured, alternative, DeferredValue.Resolve(later ??= From(index + 1))),
                _ => alternative,
            });
        }
    }
}
