using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Policy;

/// <summary>A value of a rule: known once and for all, or made of the resource.</summary>
internal sealed class Operand
{
    private readonly Value source;
    private readonly bool isConstant;
    private readonly string? counted;

    private Operand(Value source, bool isConstant, string? counted = null) => (this.source, this.isConstant, this.counted) = (source, isConstant, counted);

    /// <summary>A value that is the same for every resource.</summary>
    public static Operand Constant(Value value) => new(value, isConstant: true);

    /// <summary>A value whose expressions are evaluated for each resource.</summary>
    public static Operand OfResource(Value value) => new(value, isConstant: false, CountedBy(value));

    /// <summary>The value; null where it differs from resource to resource.</summary>
    public Value? Known => isConstant ? source : null;

    /// <summary>As it is written, to be shown.</summary>
    public Value Source => source;

    /// <summary>The value for a resource.</summary>
    public Value For(PolicyRun run)
    {
        if (isConstant) return source;
        return counted is not null && CountedMember.Called(run.Counted, counted) is { } one ? one.Member : run.Evaluate(source);
    }

    // Most expressions within counts are nothing but current('name'), and are judged for each member of each list.
    private static string? CountedBy(Value value)
    {
        if (value is not StringValue { Text: var text } || !ExpressionParser.IsExpression(text)) return null;
        return ExpressionParser.Parse(text).Root is FunctionCall { Arguments: [TextLiteral name] } call && call.Name.Equals("current", StringComparison.OrdinalIgnoreCase) ? name.Text : null;
    }
}
