using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>Truth values in three-valued logic: what is not known stays so only where it decides.</summary>
internal static class LogicalFunctions
{
    private static readonly FunctionDefinition AndKnown = new("and", 1, FunctionDefinition.Unlimited, static (a, call) => Fold(a, call, decisive: false))
    {
        Arguments = ArgumentMode.Any, Flow = OriginFlow.None,
    };

    private static readonly FunctionDefinition OrKnown = new("or", 1, FunctionDefinition.Unlimited, static (a, call) => Fold(a, call, decisive: true))
    {
        Arguments = ArgumentMode.Any, Flow = OriginFlow.None,
    };

    public static FunctionDefinition[] All { get; } =
    [
        new("true", 0, 0, static (_, _) => new BooleanValue(true)),
        new("false", 0, 0, static (_, _) => new BooleanValue(false)),
        new("bool", 1, 1, Bool),
        new("not", 1, 1, Not) { Arguments = ArgumentMode.Any, Flow = OriginFlow.None },
        new("and", 2, FunctionDefinition.Unlimited, static (Evaluator e, FunctionCall call, in EvaluationContext context) => Lazily(AndKnown, false, e, call, context)),
        new("or", 2, FunctionDefinition.Unlimited, static (Evaluator e, FunctionCall call, in EvaluationContext context) => Lazily(OrKnown, true, e, call, context)),
        new("if", 3, 3, If),
    ];

    private static BooleanValue? Bool(Value[] arguments, Invocation invocation) => arguments[0] switch
    {
        NumberValue number => new BooleanValue(number.Real > 0),
        Value value when value.AsBoolean() is { } isTrue => new BooleanValue(isTrue),
        _ => null,
    };

    private static Value? Not(Value[] arguments, Invocation invocation) => arguments[0] switch
    {
        UnresolvedValue unresolved => invocation.Negation(unresolved),
        Value value when value.AsBoolean() is { } isTrue => new BooleanValue(!isTrue),
        _ => null,
    };

    /// <summary>Evaluates arguments until one decides.</summary>
    private static Value Lazily(FunctionDefinition function, bool decisive, Evaluator evaluator, FunctionCall call, in EvaluationContext context)
    {
        var arguments = new List<Value>(call.Arguments.Length);
        foreach (Expression argument in call.Arguments)
        {
            Value value = evaluator.EvaluateWhole(argument, context);
            if (value.AsBoolean() == decisive) return new BooleanValue(decisive);
            arguments.Add(value);
        }

        return evaluator.Apply(function, [.. arguments], call, context);
    }

    private static Value? Fold(Value[] arguments, Invocation invocation, bool decisive)
    {
        var open = new List<Value>();
        foreach (Value argument in arguments)
        {
            if (argument.AsBoolean() == decisive) return new BooleanValue(decisive);
            if (argument.AsBoolean() is not null) continue;
            if (!argument.IsUnresolved) return null;
            open.Add(argument);
        }

        // Where one alone is not known, it is the answer: it stays the same condition.
        return open.Count switch
        {
            0 => new BooleanValue(!decisive),
            1 => open[0],
            _ => invocation.Undecided([.. open]),
        };
    }

    private static Value If(Evaluator evaluator, FunctionCall call, in EvaluationContext context)
    {
        EvaluationContext captured = context;
        Value? whenTrue = null;
        Value? whenFalse = null;
        return Decide(evaluator.EvaluateWhole(call.Arguments[0], context));

        Value True() => whenTrue ??= evaluator.Evaluate(call.Arguments[1], captured);
        Value False() => whenFalse ??= evaluator.Evaluate(call.Arguments[2], captured);
        Value Decide(Value condition) => condition switch
        {
            ChoiceValue choice => Choices.Make(choice.Condition, Decide(choice.WhenTrue), Decide(choice.WhenFalse)),
            UnresolvedValue unresolved => Conditions.Choose(unresolved, call.Arguments[0], captured, True(), False()),
            _ when condition.AsBoolean() is { } isTrue => isTrue ? True() : False(),
            _ => evaluator.Invalid(call, captured),
        };
    }
}
