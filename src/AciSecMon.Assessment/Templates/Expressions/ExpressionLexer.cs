using System.Globalization;
using System.Text;

namespace AciSecMon.Assessment.Templates.Expressions;

/// <summary>What a token of an expression is.</summary>
internal enum TokenKind
{
    End,
    Identifier,
    Text,
    Number,
    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    Comma,
    Dot,
    Question,

    /// <summary>A character that the language does not know, a string without end or a number beyond reach.</summary>
    Fault,
}

/// <summary>Cuts the inside of an expression's brackets into tokens, one at a time.</summary>
internal ref struct ExpressionLexer(string source, int start, int end)
{
    private int next = start;

    /// <summary>The token that the lexer stands on.</summary>
    public TokenKind Kind { get; private set; }

    /// <summary>Where the token begins, counted from the string's first character.</summary>
    public int Position { get; private set; }

    /// <summary>The identifier, or the string without its quotes.</summary>
    public string Text { get; private set; } = string.Empty;

    /// <summary>The whole number; null where it has a fraction.</summary>
    public long? Whole { get; private set; }

    public double Real { get; private set; }

    public void Advance()
    {
        while (next < end && char.IsWhiteSpace(source[next])) next++;
        Position = next;
        if (next >= end)
        {
            Kind = TokenKind.End;
            return;
        }

        char c = source[next];
        if (char.IsAsciiLetter(c) || c == '_') ReadIdentifier();
        else if (c == '\'') ReadText();
        else if (char.IsAsciiDigit(c) || c is '-' or '+') ReadNumber();
        else ReadSign(c);
    }

    private void ReadSign(char c)
    {
        next++;
        Kind = c switch
        {
            '(' => TokenKind.OpenParenthesis,
            ')' => TokenKind.CloseParenthesis,
            '[' => TokenKind.OpenBracket,
            ']' => TokenKind.CloseBracket,
            ',' => TokenKind.Comma,
            '.' => TokenKind.Dot,
            '?' => TokenKind.Question,
            _ => TokenKind.Fault,
        };
    }

    private void ReadIdentifier()
    {
        int from = next;
        while (next < end && (char.IsAsciiLetterOrDigit(source[next]) || source[next] is '_' or '$' or '#')) next++;
        Kind = TokenKind.Identifier;
        Text = source[from..next];
    }

    private void ReadText()
    {
        int from = ++next;
        StringBuilder? unescaped = null;
        while (true)
        {
            int quote = source.IndexOf('\'', next, end - next);
            if (quote < 0)
            {
                next = end;
                Kind = TokenKind.Fault;
                return;
            }

            bool isDoubled = quote + 1 < end && source[quote + 1] == '\'';
            if (!isDoubled)
            {
                Text = unescaped is null ? source[from..quote] : unescaped.Append(source, from, quote - from).ToString();
                next = quote + 1;
                Kind = TokenKind.Text;
                return;
            }

            unescaped = (unescaped ?? new StringBuilder()).Append(source, from, quote + 1 - from);
            next = from = quote + 2;
        }
    }

    private void ReadNumber()
    {
        int from = next++;
        while (next < end && (char.IsAsciiLetterOrDigit(source[next]) || source[next] == '.' || (source[next] is '-' or '+' && source[next - 1] is 'e' or 'E'))) next++;
        ReadOnlySpan<char> digits = source.AsSpan(from, next - from);
        Whole = null;
        if (long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
        {
            Whole = whole;
            Real = whole;
            Kind = TokenKind.Number;
        }
        else
        {
            bool isReal = double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) && double.IsFinite(real);
            Real = real;
            Kind = isReal ? TokenKind.Number : TokenKind.Fault;
        }
    }
}
