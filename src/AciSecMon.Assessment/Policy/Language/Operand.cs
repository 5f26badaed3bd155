using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Policy;

/// <summary>A value of a rule: known once and for all, or made of the resource.</summary>
internal sealed class Operand
{
    // Most expressions within counts are nothing but current('name'), and are judged for each member of each list.
    private readonly string? counted;
    private readonly Expression? expression;

    private Operand(Value source, Value? known, Expression? expression)
    {
        (Source, Known, this.expression) = (source, known, expression);
        if (expression is FunctionCall { Arguments: [TextLiteral name] } call && call.Name.Equals("current", StringComparison.OrdinalIgnoreCase)) counted = name.Text;
    }

    /// <summary>The value; null where it differs from resource to resource.</summary>
    public Value? Known { get; }

    /// <summary>As it is written, to be shown.</summary>
    public Value Source { get; }

    /// <summary>A value that is the same for every resource.</summary>
    /// <param name="written">As it is written.</param>
    /// <param name="value">The value.</param>
    public static Operand Constant(Value written, Value value) => new(written, value, null);

    /// <summary>A value whose expressions are evaluated for each resource.</summary>
    /// <param name="value">The value as it is written.</param>
    /// <param name="expression">The expression that it is; null for a list or an object with expressions in it.</param>
    public static Operand OfResource(Value value, Expression? expression) => new(value, null, expression);

    /// <summary>The value for a resource.</summary>
    public Value For(PolicyRun run)
    {
        if (Known is not null) return Known;
        if (counted is not null && CountedMember.Called(run.Counted, counted) is { } one) return one.Member;
        return expression is null ? run.Evaluate(Source) : run.Evaluate(expression, Source);
    }
}
