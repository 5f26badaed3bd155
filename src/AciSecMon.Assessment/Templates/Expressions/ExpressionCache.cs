namespace AciSecMon.Assessment.Templates.Expressions;

/// <summary>The expressions of one template, each text parsed once. Compilers write the same expression many times.</summary>
/// <param name="translate">Gives the calls of a new expression the meaning that another language than that of templates has for them; null for none.</param>
/// <param name="longest">How many characters an expression may have.</param>
internal sealed class ExpressionCache(Action<Expression>? translate = null, int longest = ExpressionParser.LengthLimit)
{
    private readonly Dictionary<string, ParsedExpression> parsed = new(StringComparer.Ordinal);

    /// <summary>Reads a string of which <see cref="ExpressionParser.IsExpression"/> is true.</summary>
    public ParsedExpression Parse(string text)
    {
        if (parsed.TryGetValue(text, out ParsedExpression? expression)) return expression;
        expression = ExpressionParser.Parse(text, longest);
        if (expression.Root is { } root) translate?.Invoke(root);
        parsed.Add(text, expression);
        return expression;
    }
}
