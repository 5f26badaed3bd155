using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>Calls functions that a template declares: <c>functions: [{ namespace, members }]</c>.</summary>
internal static class UserFunctions
{
    /// <summary>Calls the template's function of that name; unresolved where nobody knows it.</summary>
    public static Value Call(Evaluator evaluator, FunctionCall call, in EvaluationContext context)
    {
        var arguments = new Value[call.Arguments.Length];
        for (int i = 0; i < arguments.Length; i++) arguments[i] = evaluator.EvaluateWhole(call.Arguments[i], context);
        if (context.Scope.FindFunction(call.Name) is not { } function) return Unknown(evaluator, call, arguments, context);

        IReadOnlyList<Value> parameters = function["parameters"].Items;
        Value output = function["output"]["value"];
        if (parameters.Count != arguments.Length || output.IsMissing) return evaluator.Invalid(call, context);

        var bound = new Dictionary<string, Value>(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < arguments.Length; i++)
        {
            if (parameters[i]["name"].AsText() is not { } name) return evaluator.Invalid(call, context);
            bound[name] = arguments[i];
        }

        return evaluator.EvaluateDocument(output, context with { Locals = new FunctionBinding(call, bound, context.Locals) });
    }

    private static UnresolvedValue Unknown(Evaluator evaluator, FunctionCall call, Value[] arguments, in EvaluationContext context)
    {
        Origins origins = Origins.None;
        foreach (Value argument in arguments) origins = origins.Union(ValueParts.OriginsOf(argument, evaluator.Budget));
        var cause = new UnresolvedCause(CauseKind.UnknownFunction, call.Name, context.Site);
        return new UnresolvedValue(new EvaluatedExpression(call, context), [cause], context.Site, origins);
    }
}
