using System.Globalization;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;
using AciSecMon.Assessment.Templates.Expansion;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Policy;

/// <summary>
/// Reads the values of one rule with the expressions in them (azure-facts-2, D.4.5). What does not differ from resource to resource is evaluated here, once.
/// </summary>
/// <param name="scope">The parameters.</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class OperandCompiler(TemplateScope scope, List<PolicyFault> faults)
{
    private int functions;

    /// <summary>A value of the rule.</summary>
    /// <param name="written">The value as it is written.</param>
    /// <param name="path">Where it stands.</param>
    /// <param name="count">The count that it stands in; null for none.</param>
    public Operand Compile(Value written, string path, CountScope? count = null)
    {
        if (Check(written, path, count)) return Operand.Constant(written, scope.Session.Evaluator.EvaluateDocument(written, scope.Context with { Locals = PolicyLocal.Early }));
        return Operand.OfResource(written, written is StringValue { Text: var text } ? scope.Session.Expressions.Parse(text).Root : null);
    }

    /// <summary>Checks a value whose expressions are evaluated later. True where it is the same for every resource. Names of properties are no expressions here.</summary>
    public bool Check(Value written, string path, CountScope? count = null)
    {
        bool isConstant = true;
        switch (written)
        {
            case StringValue { Text: var text } when ExpressionParser.IsExpression(text):
                ParsedExpression parsed = scope.Session.Expressions.Parse(text);
                if (parsed.Root is { } root) return CheckExpression(root, written, path, count);
                faults.Refuse(path, $"The expression cannot be used: it does not parse: {parsed.Fault}.", written);
                return true;
            case ArrayValue array:
                for (int at = 0; at < array.Items.Count; at++) isConstant &= Check(array.Items[at], string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]"), count);
                return isConstant;
            case ObjectValue obj:
                foreach (Property property in obj.Properties) isConstant &= Check(property.Value, $"{path}.{property.Name}", count);
                return isConstant;
            default:
                return true;
        }
    }

    private bool CheckExpression(Expression root, Value written, string path, CountScope? count)
    {
        int before = functions;
        functions += PolicyFunctions.CallsOf(root).Count();
        string? fault = PolicyFunctions.FaultOf(root) ?? PolicyFunctions.CallsOf(root).Select(call => FaultOfName(call, count)).FirstOrDefault(static one => one is not null);
        if (fault is not null) faults.Refuse(path, $"The expression cannot be used: {fault}.", written);
        else if (before <= RuleLimits.Functions && functions > RuleLimits.Functions) faults.Refuse(path, $"The rule has more than {RuleLimits.Functions} functions.", written);
        return PolicyFunctions.IsConstant(root);
    }

    // Names that are not written out are known with the resource alone.
    private string? FaultOfName(FunctionCall call, CountScope? count)
    {
        string? name = call.Arguments is [TextLiteral { Text: var text }] ? text : null;
        if (call.Name.Equals("parameters", StringComparison.OrdinalIgnoreCase)) return name is null || scope.Parameter(name) is not null ? null : $"there is no parameter '{DisplayName.Of(name)}'";
        if (!call.Name.Equals("current", StringComparison.OrdinalIgnoreCase)) return null;
        if (count is null) return "current has a meaning only within the where of a count";
        if (call.Arguments.Length == 0) return count.Outer is null ? null : "current needs a name in a count that stands in another";
        return name is null || count.Knows(name) ? null : $"there is no count '{DisplayName.Of(name)}' around it";
    }
}
