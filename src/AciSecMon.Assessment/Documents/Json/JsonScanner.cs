using System.Buffers;
using System.Globalization;
using System.Text;

namespace AciSecMon.Assessment.Documents;

/// <summary>Reads the tokens of a JSON text and knows the line and column of each.</summary>
internal sealed class JsonScanner
{
    /// <summary>What <see cref="Peek"/> gives at the end of the text.</summary>
    public const int End = -1;

    private static readonly SearchValues<char> StringStops = SearchValues.Create("\"\\\n\r");

    private readonly SourceFile file;
    private readonly string text;
    private readonly TextCache cache;
    private readonly StringBuilder unescaped = new();
    private int position;
    private int line = 1;
    private int lineStart;

    public JsonScanner(SourceFile file, string text)
    {
        this.file = file;
        this.text = text;
        cache = new TextCache(text.Length);
        lineStart = position = text.StartsWith('\uFEFF') ? 1 : 0;
    }

    /// <summary>Where the next character stands.</summary>
    public SourceLocation Location => new(file, line, position - lineStart + 1);

    /// <summary>The character after white space and comments, without taking it.</summary>
    public int Peek()
    {
        while (position < text.Length)
        {
            char c = text[position];
            if (c > ' ' && c < 0x80 && c != '/') return c;
            if (c is '\n' or '\r') TakeLineEnd();
            else if (c == '/') SkipComment();
            else if (char.IsWhiteSpace(c)) position++;
            else return c;
        }

        return End;
    }

    /// <summary>Takes the character that <see cref="Peek"/> gave.</summary>
    public void Take() => position++;

    /// <summary>Takes a word such as <c>true</c>; false where another text stands there.</summary>
    public bool TryTake(string word)
    {
        if (!text.AsSpan(position).StartsWith(word, StringComparison.Ordinal)) return false;
        position += word.Length;
        return true;
    }

    /// <summary>Takes a string, from its opening to its closing quote. Line ends may stand in it, as in templates.</summary>
    public string TakeString()
    {
        SourceLocation start = Location;
        int from = ++position;
        bool isPlain = true;
        unescaped.Clear();
        while (true)
        {
            int length = text.AsSpan(position).IndexOfAny(StringStops);
            if (length < 0)
            {
                position = text.Length;
                throw DocumentException.At(start, "the string that begins here is not closed");
            }

            position += length;
            switch (text[position])
            {
                case '"' when isPlain:
                    return cache.Get(text.AsSpan(from, position++ - from));
                case '"':
                    unescaped.Append(text, from, position++ - from);
                    return unescaped.ToString();
                case '\\':
                    unescaped.Append(text, from, position - from);
                    isPlain = false;
                    TakeEscape();
                    from = position;
                    break;
                default:
                    TakeLineEnd();
                    break;
            }
        }
    }

    /// <summary>Takes a number.</summary>
    public NumberValue TakeNumber()
    {
        SourceLocation start = Location;
        int from = position;
        if (At('-')) position++;
        if (At('0')) position++;
        else TakeDigits();
        bool isWhole = true;
        if (At('.'))
        {
            isWhole = false;
            position++;
            TakeDigits();
        }

        if (At('e') || At('E'))
        {
            isWhole = false;
            position++;
            if (At('+') || At('-')) position++;
            TakeDigits();
        }

        ReadOnlySpan<char> digits = text.AsSpan(from, position - from);
        if (isWhole && long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)) return new NumberValue(whole, start);
        double real = double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(real) ? new NumberValue(real, start) : throw DocumentException.At(start, "a number of at most about 1.8e308 is expected");
    }

    /// <summary>The fault that something else was expected at the next character.</summary>
    /// <param name="what">What was expected.</param>
    /// <param name="open">Where what is not closed begins, for a text that ends too early.</param>
    public DocumentException Expected(string what, SourceLocation? open = null)
    {
        if (position < text.Length) return DocumentException.At(Location, $"{what} is expected");
        string unclosed = open is { } begin
            ? string.Create(CultureInfo.InvariantCulture, $"; what begins at line {begin.Line}, column {begin.Column} is not closed")
            : string.Empty;
        return DocumentException.At(Location, $"the text ends here, but {what} is expected{unclosed}");
    }

    private bool At(char c) => position < text.Length && text[position] == c;

    private void TakeDigits()
    {
        int from = position;
        while (position < text.Length && char.IsAsciiDigit(text[position])) position++;
        if (position == from) throw Expected("a digit");
    }

    private void TakeEscape()
    {
        SourceLocation start = Location;
        char c = position + 1 < text.Length ? text[position + 1] : '\0';
        position += 2;
        switch (c)
        {
            case '"' or '\\' or '/': unescaped.Append(c); break;
            case 'b': unescaped.Append('\b'); break;
            case 'f': unescaped.Append('\f'); break;
            case 'n': unescaped.Append('\n'); break;
            case 'r': unescaped.Append('\r'); break;
            case 't': unescaped.Append('\t'); break;
            case 'u' when position + 4 <= text.Length
                && ushort.TryParse(text.AsSpan(position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code):
                unescaped.Append((char)code);
                position += 4;
                break;
            default: throw DocumentException.At(start, "one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u with four hexadecimal digits is expected");
        }
    }

    private void TakeLineEnd()
    {
        if (text[position++] == '\r' && At('\n')) position++;
        line++;
        lineStart = position;
    }

    private void SkipComment()
    {
        SourceLocation start = Location;
        char kind = position + 1 < text.Length ? text[position + 1] : '\0';
        if (kind == '/')
        {
            int length = text.AsSpan(position).IndexOfAny('\n', '\r');
            position = length < 0 ? text.Length : position + length;
            return;
        }

        if (kind != '*') throw DocumentException.At(start, "a comment is expected to begin with // or /*");
        int end = text.IndexOf("*/", position + 2, StringComparison.Ordinal);
        if (end < 0) throw DocumentException.At(start, "the comment that begins here is not closed");
        while (position < end)
        {
            if (text[position] is '\n' or '\r') TakeLineEnd();
            else position++;
        }

        position = end + 2;
    }
}
