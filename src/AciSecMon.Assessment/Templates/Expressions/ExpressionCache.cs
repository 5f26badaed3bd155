namespace AciSecMon.Assessment.Templates.Expressions;

/// <summary>The expressions of one template, each text parsed once. Compilers write the same expression many times.</summary>
internal sealed class ExpressionCache
{
    private readonly Dictionary<string, ParsedExpression> parsed = new(StringComparer.Ordinal);

    /// <summary>Reads a string of which <see cref="ExpressionParser.IsExpression"/> is true.</summary>
    public ParsedExpression Parse(string text)
    {
        if (!parsed.TryGetValue(text, out ParsedExpression? expression)) parsed.Add(text, expression = ExpressionParser.Parse(text));
        return expression;
    }
}
