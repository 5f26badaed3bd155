using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>The parameters that the expressions of a template name. Reads the text, evaluates nothing.</summary>
internal sealed class ParameterUses
{
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly ExpressionCache expressions;
    private bool isAnyUsed;

    private ParameterUses(ExpressionCache expressions) => this.expressions = expressions;

    public static ParameterUses In(TemplateScope scope)
    {
        var uses = new ParameterUses(scope.Session.Expressions);
        foreach (Property section in scope.Template.Properties)
        {
            // A user function's parameters are its own.
            if (!string.Equals(section.Name, "functions", StringComparison.OrdinalIgnoreCase)) uses.Read(section.Value);
        }

        return uses;
    }

    public bool Contains(string parameter) => isAnyUsed || names.Contains(parameter);

    private void Read(Value value)
    {
        switch (value)
        {
            case StringValue text:
                Read(text.Text);
                break;
            case ArrayValue array:
                foreach (Value item in array.Items) Read(item);
                break;
            case ObjectValue obj when IsInnerDeployment(obj):
                foreach (Property property in obj.Properties)
                {
                    if (!string.Equals(property.Name, "template", StringComparison.OrdinalIgnoreCase)) Read(property.Value);
                }

                break;
            case ObjectValue obj:
                foreach (Property property in obj.Properties)
                {
                    Read(property.Name);
                    Read(property.Value);
                }

                break;
        }
    }

    private void Read(string text)
    {
        if (text.Length < 2 || !ExpressionParser.IsExpression(text)) return;
        if (!text.Contains("parameters", StringComparison.OrdinalIgnoreCase)) return;
        if (expressions.Parse(text).Root is { } root) Read(root);
    }

    private void Read(Expression expression)
    {
        switch (expression)
        {
            case FunctionCall { Arguments: [TextLiteral literal] } call when IsParameters(call):
                names.Add(literal.Text);
                break;
            case FunctionCall call:
                // A name that is put together may be any.
                isAnyUsed |= IsParameters(call);
                foreach (Expression argument in call.Arguments) Read(argument);
                break;
            case AccessChain chain:
                Read(chain.Target);
                foreach (Accessor step in chain.Steps)
                {
                    if (step.Index is not null) Read(step.Index);
                }

                break;
        }
    }

    private static bool IsParameters(FunctionCall call) => string.Equals(call.Name, "parameters", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for the properties of a deployment whose template has parameters of its own.</summary>
    private static bool IsInnerDeployment(ObjectValue properties) =>
        properties.Find("template") is ObjectValue && properties["expressionEvaluationOptions"]["scope"].Is("inner");
}
