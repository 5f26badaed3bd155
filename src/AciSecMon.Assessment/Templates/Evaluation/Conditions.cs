using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Evaluation;

/// <summary>Makes symbols of conditions that are not known.</summary>
internal static class Conditions
{
    /// <summary>One of two values by a condition that is not known. A condition and its negation are one symbol.</summary>
    public static Value Choose(UnresolvedValue condition, Expression node, in EvaluationContext context, Value whenTrue, Value whenFalse)
    {
        (IExpressionSource source, bool isNegated) = Normalize(condition.Source ?? new EvaluatedExpression(node, context));
        var symbol = new ConditionSymbol(source, condition.Causes);
        return isNegated ? Choices.Make(symbol, whenFalse, whenTrue) : Choices.Make(symbol, whenTrue, whenFalse);
    }

    private static (IExpressionSource Source, bool IsNegated) Normalize(IExpressionSource source)
    {
        bool isNegated = false;
        while (source is EvaluatedExpression { Negated: { } negated })
        {
            source = negated;
            isNegated = !isNegated;
        }

        return (source, isNegated);
    }
}
