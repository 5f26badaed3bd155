using System.Buffers;
using System.Globalization;

namespace AciSecMon.Assessment.Documents;

/// <summary>Reads numbers as YAML 1.1 writes them: <c>0b1010</c>, <c>0644</c> (octal), <c>0xFF</c>, <c>1_000</c>, <c>1.5</c>, <c>.5</c>, <c>1.5e+3</c>.</summary>
internal static class YamlNumbers
{
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789_");

    /// <summary>The number; null where the text is none.</summary>
    public static NumberValue? Parse(string text, SourceLocation location)
    {
        ReadOnlySpan<char> body = text;
        int sign = 1;
        if (body is ['+' or '-', ..])
        {
            sign = body[0] == '-' ? -1 : 1;
            body = body[1..];
        }

        return body switch
        {
            ['0', 'b', ..] => Whole(body[2..], "01_", 2, sign, location),
            ['0', 'x', ..] => Whole(body[2..], "0123456789abcdefABCDEF_", 16, sign, location),
            _ when IsReal(body, isSigned: body.Length < text.Length) => Real(body, sign, location),
            ['0', _, ..] => Whole(body[1..], "01234567_", 8, sign, location),
            [>= '0' and <= '9', ..] => Whole(body, "0123456789_", 10, sign, location),
            _ => null,
        };
    }

    private static NumberValue? Whole(ReadOnlySpan<char> digits, string allowed, int radix, int sign, SourceLocation location)
    {
        if (digits.IsEmpty || digits.ContainsAnyExcept(allowed)) return null;
        string plain = digits.ToString().Replace("_", string.Empty, StringComparison.Ordinal);
        if (plain.Length == 0) return null;
        if (radix == 10)
        {
            if (sign < 0) plain = "-" + plain;
            return long.TryParse(plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long exact)
                ? new NumberValue(exact, location)
                : Finite(double.Parse(plain, CultureInfo.InvariantCulture), location);
        }

        long whole = 0;
        double real = 0;
        foreach (char digit in plain)
        {
            int value = char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
            whole = unchecked((whole * radix) + value);
            real = (real * radix) + value;
        }

        return real < long.MaxValue ? new NumberValue(sign * whole, location) : Finite(sign * real, location);
    }

    // Digits, a point, digits, and an exponent that must have a sign; digits may be missing on one side of the point.
    private static bool IsReal(ReadOnlySpan<char> body, bool isSigned)
    {
        int point = body.IndexOfAnyExcept(Digits);
        if (point < 0 || body[point] != '.') return false;
        ReadOnlySpan<char> rest = body[(point + 1)..];
        int end = rest.IndexOfAnyExcept(Digits);
        ReadOnlySpan<char> fraction = end < 0 ? rest : rest[..end];
        if (point == 0 ? isSigned || fraction is not [>= '0' and <= '9', ..] : body[0] == '_') return false;
        ReadOnlySpan<char> exponent = end < 0 ? [] : rest[end..];
        return exponent is [] || (exponent is ['e' or 'E', '+' or '-', _, ..] && !exponent[2..].ContainsAnyExceptInRange('0', '9'));
    }

    private static NumberValue? Real(ReadOnlySpan<char> body, int sign, SourceLocation location) =>
        Finite(sign * double.Parse(body.ToString().Replace("_", string.Empty, StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture), location);

    private static NumberValue? Finite(double real, SourceLocation location) => double.IsFinite(real) ? new NumberValue(real, location) : null;
}
