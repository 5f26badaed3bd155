using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Expressions;

namespace AciSecMon.Assessment.Templates.Expansion;

/// <summary>The parameters that the expressions of a template name. Reads the text, evaluates nothing.</summary>
internal sealed class ParameterUses
{
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly ExpansionSession session;
    private bool isAnyUsed;

    private ParameterUses(ExpansionSession session) => this.session = session;

    public static ParameterUses In(TemplateScope scope)
    {
        var uses = new ParameterUses(scope.Session);
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
        var open = new Stack<Value>();
        open.Push(value);
        while (open.TryPop(out Value? next))
        {
            // What was not read may use any of them.
            if (!session.Budget.TryTake(1)) isAnyUsed = true;
            if (isAnyUsed) return;
            if (next is StringValue text) Read(text.Text);
            foreach (Value item in next is ArrayValue array ? array.Items : []) open.Push(item);
            if (next is ObjectValue obj) Read(obj, open);
        }
    }

    private void Read(ObjectValue obj, Stack<Value> open)
    {
        bool isInner = IsInnerDeployment(obj);
        foreach (Property property in obj.Properties)
        {
            if (isInner && string.Equals(property.Name, "template", StringComparison.OrdinalIgnoreCase)) continue;
            Read(property.Name);
            open.Push(property.Value);
        }
    }

    private void Read(string text)
    {
        if (text.Length < 2 || !ExpressionParser.IsExpression(text)) return;
        if (!text.Contains("parameters", StringComparison.OrdinalIgnoreCase)) return;
        if (session.Expressions.Parse(text).Root is { } root) Read(root);
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
