using System.Globalization;
using System.Text;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>
/// A composite format string (<c>{0,5:N2}</c>) as the service's <c>format</c> takes it. Not the framework's own: that would make gigabytes of a few characters.
/// </summary>
internal sealed class CompositeFormat
{
    private const int WidthLimit = 10_000;
    private const int SpecifierLimit = 100;
    private readonly List<Part> parts = [];

    /// <summary>How writing ended.</summary>
    public enum Outcome
    {
        Written,
        Invalid,
        TooLarge,
    }

    /// <summary>Reads a format string; null where it is none.</summary>
    public static CompositeFormat? Parse(string pattern)
    {
        var format = new CompositeFormat();
        var literal = new StringBuilder();
        int i = 0;
        while (i < pattern.Length)
        {
            char c = pattern[i];
            bool isDoubled = i + 1 < pattern.Length && pattern[i + 1] == c;
            if (c is '{' or '}' && isDoubled)
            {
                literal.Append(c);
                i += 2;
            }
            else if (c == '{')
            {
                int end = pattern.IndexOf('}', i);
                if (end < 0 || ParseItem(pattern.AsSpan(i + 1, end - i - 1)) is not { } item) return null;
                format.parts.Add(item with { Literal = literal.ToString() });
                literal.Clear();
                i = end + 1;
            }
            else if (c == '}')
            {
                return null;
            }
            else
            {
                literal.Append(c);
                i++;
            }
        }

        format.parts.Add(new Part(literal.ToString(), -1, 0, null));
        return format;
    }

    /// <summary>Writes the format with values in it.</summary>
    public Outcome TryWrite(StringBuilder text, Value[] values, Budget budget)
    {
        foreach (Part part in parts)
        {
            if (!budget.TryMakeText(part.Literal.Length)) return Outcome.TooLarge;
            text.Append(part.Literal);
            if (part.Index < 0) continue;
            if (part.Index >= values.Length) return Outcome.Invalid;
            if (TextOf(values[part.Index], part.Specifier, budget) is not { } value) return budget.IsSpent ? Outcome.TooLarge : Outcome.Invalid;
            string padded = part.Width < 0 ? value.PadRight(-part.Width) : value.PadLeft(part.Width);
            if (!budget.TryMakeText(padded.Length)) return Outcome.TooLarge;
            text.Append(padded);
        }

        return Outcome.Written;
    }

    private static Part? ParseItem(ReadOnlySpan<char> item)
    {
        string? specifier = null;
        int colon = item.IndexOf(':');
        if (colon >= 0)
        {
            specifier = item[(colon + 1)..].ToString();
            item = item[..colon];
        }

        int width = 0;
        int comma = item.IndexOf(',');
        if (comma >= 0)
        {
            if (!int.TryParse(item[(comma + 1)..], NumberStyles.Integer, CultureInfo.InvariantCulture, out width) || Math.Abs((long)width) > WidthLimit) return null;
            item = item[..comma];
        }

        if (!int.TryParse(item, NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int index) || index < 0) return null;
        return specifier?.Length > SpecifierLimit ? null : new Part(string.Empty, index, width, specifier);
    }

    private static string? TextOf(Value value, string? specifier, Budget budget) => value switch
    {
        NumberValue { Whole: { } whole } => FormatNumber(whole, specifier),
        NumberValue number => FormatNumber(number.Real, specifier),
        LiteralValue literal => literal.Text,
        MissingValue => string.Empty,
        _ => JsonText.TryWrite(value, budget),
    };

    private static string? FormatNumber(IFormattable number, string? specifier)
    {
        // A precision (D8) is at most two digits here; the framework takes nine.
        if (specifier is { Length: > 3 } && char.IsAsciiLetter(specifier[0]) && specifier.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0) return null;
        try
        {
            return number.ToString(specifier, CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private sealed record Part(string Literal, int Index, int Width, string? Specifier);
}
