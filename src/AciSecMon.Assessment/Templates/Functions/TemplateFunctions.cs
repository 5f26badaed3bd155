using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>Functions that read what the template itself declares.</summary>
internal static class TemplateFunctions
{
    public static FunctionDefinition[] All { get; } =
    [
        new("parameters", 1, 1, Parameter) { Names = NamePositions.All },
        new("variables", 1, 1, Variable) { Names = NamePositions.All },
        new("copyIndex", 0, 2, CopyIndex) { Names = NamePositions.All },
    ];

    private static Value Parameter(Evaluator evaluator, FunctionCall call, in EvaluationContext context)
    {
        if (NameOf(evaluator, call, context, out Value? other) is not { } name) return other;
        for (LocalBinding? local = context.Locals; local is not null; local = local.Outer)
        {
            if (local is FunctionBinding function) return function.Argument(name) ?? evaluator.Invalid(call, context);
        }

        return context.Scope.Parameter(name) ?? evaluator.Invalid(call, context);
    }

    private static Value Variable(Evaluator evaluator, FunctionCall call, in EvaluationContext context)
    {
        if (NameOf(evaluator, call, context, out Value? other) is not { } name) return other;
        return context.Scope.Variable(name) ?? evaluator.Invalid(call, context);
    }

    private static string? NameOf(Evaluator evaluator, FunctionCall call, in EvaluationContext context, out Value other)
    {
        other = MissingValue.Instance;
        if (call.Arguments[0] is TextLiteral literal) return literal.Text;
        Value name = evaluator.EvaluateWhole(call.Arguments[0], context);
        if (name is StringValue text) return text.Text;
        other = name.IsUnresolved ? evaluator.Unresolved(call, context, name) : evaluator.Invalid(call, context);
        return null;
    }

    private static Value CopyIndex(Evaluator evaluator, FunctionCall call, in EvaluationContext context)
    {
        Value[] arguments = new Value[call.Arguments.Length];
        for (int i = 0; i < arguments.Length; i++) arguments[i] = evaluator.EvaluateWhole(call.Arguments[i], context);
        string? loop = arguments is [StringValue name, ..] ? name.Text : null;
        Value offset = arguments.Length > (loop is null ? 0 : 1) ? arguments[^1] : new NumberValue(0);
        if (FindLoop(context.Locals, loop) is not { } binding) return evaluator.Invalid(call, context);
        if (binding.Index.IsUnresolved || offset.IsUnresolved) return evaluator.Unresolved(call, context, binding.Index, offset);
        return binding.Index.AsWhole() is { } index && offset.AsWhole() is { } added ? new NumberValue(index + added, context.Site) : evaluator.Invalid(call, context);
    }

    /// <summary>The number that a call of <c>copyIndex</c> with literal arguments stands for; null for every other call, and where it is not known.</summary>
    public static string? KnownIndex(FunctionCall call, LocalBinding? locals)
    {
        if (!call.Name.Equals("copyIndex", StringComparison.OrdinalIgnoreCase)) return null;
        long offset = call.Arguments is [.., NumberLiteral { Whole: { } added }] ? added : 0;
        CopyBinding? loop = FindLoop(locals, call.Arguments is [TextLiteral name, ..] ? name.Text : null);
        bool isPlain = Array.TrueForAll(call.Arguments, static argument => argument is TextLiteral or NumberLiteral);
        return isPlain && loop?.Index.AsWhole() is { } index ? (index + offset).ToString(CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The loop of that name; where none is named, the innermost loop of resources, or of anything.</summary>
    private static CopyBinding? FindLoop(LocalBinding? locals, string? name)
    {
        CopyBinding? innermost = null;
        for (LocalBinding? local = locals; local is { IsBarrier: false }; local = local.Outer)
        {
            if (local is not CopyBinding copy) continue;
            if (name is null ? copy.IsResource : string.Equals(copy.Name, name, StringComparison.OrdinalIgnoreCase)) return copy;
            innermost ??= copy;
        }

        return name is null ? innermost : null;
    }
}
