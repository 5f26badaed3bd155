namespace AciSecMon.Assessment.Templates.Expressions;

/// <summary>An expression, or why it is none.</summary>
/// <param name="Root">The expression; null where it does not parse.</param>
/// <param name="Fault">What is wrong, with the character where it is; never quotes the text. Null where nothing is.</param>
internal sealed record ParsedExpression(Expression? Root, string? Fault);

/// <summary>Reads template expressions: <c>[concat('a', parameters('b').c[0])]</c>.</summary>
internal ref struct ExpressionParser
{
    /// <summary>The service's limit (azure-resource-manager/templates/best-practices, "Template limits").</summary>
    public const int LengthLimit = 24_576;

    /// <summary>How deep calls may stand in each other. Compilers nest one level per operator of a chain; real templates stay below 20.</summary>
    public const int DepthLimit = 128;

    private ExpressionLexer lexer;
    private string? fault;
    private int depth;

    private ExpressionParser(string source) => lexer = new ExpressionLexer(source, 1, source.Length - 1);

    /// <summary>True where the service takes the string for an expression.</summary>
    public static bool IsExpression(string text) => text.Length >= 2 && text[0] == '[' && text[^1] == ']' && text[1] != '[';

    /// <summary>A string that is no expression as it is meant: a literal that begins with a bracket is written with two.</summary>
    public static string Unescape(string text) => text.Length >= 3 && text[0] == '[' && text[1] == '[' && text[^1] == ']' ? text[1..] : text;

    /// <summary>Reads a string of which <see cref="IsExpression"/> is true.</summary>
    /// <param name="text">The string.</param>
    /// <param name="longest">How many characters it may have.</param>
    public static ParsedExpression Parse(string text, int longest = LengthLimit)
    {
        if (text.Length > longest) return new(null, $"it is longer than {longest} characters");
        var parser = new ExpressionParser(text);
        parser.lexer.Advance();
        Expression? root = parser.ReadExpression();
        if (root is not null && parser.lexer.Kind != TokenKind.End) root = parser.Fail("nothing more was expected");
        return new(root, parser.fault);
    }

    private Expression? ReadExpression()
    {
        if (++depth > DepthLimit) return Fail($"calls stand in each other more than {DepthLimit} deep");
        Expression? primary = ReadPrimary();
        Expression? result = primary is null ? null : ReadSteps(primary);
        depth--;
        return result;
    }

    private Expression? ReadPrimary()
    {
        Expression literal;
        switch (lexer.Kind)
        {
            case TokenKind.Identifier:
                return ReadCall();
            case TokenKind.Text:
                literal = new TextLiteral(lexer.Text);
                break;
            case TokenKind.Number:
                literal = new NumberLiteral(lexer.Whole, lexer.Real);
                break;
            default:
                return Fail("a function, a string or a number was expected");
        }

        lexer.Advance();
        return literal;
    }

    private Expression? ReadCall()
    {
        string name = lexer.Text;
        lexer.Advance();
        while (lexer.Kind == TokenKind.Dot)
        {
            lexer.Advance();
            if (lexer.Kind != TokenKind.Identifier) return Fail("a name was expected");
            name = $"{name}.{lexer.Text}";
            lexer.Advance();
        }

        if (lexer.Kind != TokenKind.OpenParenthesis) return Fail("'(' was expected");
        lexer.Advance();
        if (lexer.Kind == TokenKind.CloseParenthesis)
        {
            lexer.Advance();
            return new FunctionCall(name, []);
        }

        var arguments = new List<Expression>(4);
        while (true)
        {
            if (ReadExpression() is not { } argument) return null;
            arguments.Add(argument);
            if (lexer.Kind == TokenKind.CloseParenthesis) break;
            if (lexer.Kind != TokenKind.Comma) return Fail("',' or ')' was expected");
            lexer.Advance();
        }

        lexer.Advance();
        return new FunctionCall(name, [.. arguments]);
    }

    private Expression? ReadSteps(Expression target)
    {
        List<Accessor>? steps = null;
        while (lexer.Kind is TokenKind.Dot or TokenKind.OpenBracket)
        {
            bool isProperty = lexer.Kind == TokenKind.Dot;
            lexer.Advance();
            bool isSafe = lexer.Kind == TokenKind.Question;
            if (isSafe) lexer.Advance();
            if (isProperty)
            {
                if (lexer.Kind != TokenKind.Identifier) return Fail("a property was expected");
                (steps ??= []).Add(new(lexer.Text, null, isSafe));
            }
            else
            {
                if (ReadExpression() is not { } index) return null;
                if (lexer.Kind != TokenKind.CloseBracket) return Fail("']' was expected");
                (steps ??= []).Add(new(null, index, isSafe));
            }

            lexer.Advance();
        }

        return steps is null ? target : new AccessChain(target, [.. steps]);
    }

    private Expression? Fail(string what)
    {
        fault ??= FormattableString.Invariant($"{what} at character {lexer.Position + 1}");
        return null;
    }
}
