using System.Collections;
using System.Globalization;
using System.Text;

namespace AciSecMon.Assessment.Detections;

/// <summary>
/// Writes a value as a literal of the Kusto query language. The literal stands on one line, and whatever a text holds stays inside its quotes. Escapes are those that the
/// language and JSON have in common, since a dynamic literal is read as JSON. Source: MicrosoftDocs/dataexplorer-docs, kusto/query/scalar-data-types (string, dynamic,
/// timespan, datetime, real); checked against the language service in tests/Kql.
/// </summary>
internal static class KqlLiteral
{
    private const int Deepest = 32;

    /// <summary>The literal of a value; null where the value is none of that type.</summary>
    public static string? Of(KqlType type, object? value) => (type, value) switch
    {
        (KqlType.String, string text) => Quoted(text),
        (KqlType.Bool, bool truth) => truth ? "true" : "false",
        (KqlType.Int, _) when WholeOf(value) is { } whole and >= int.MinValue and <= int.MaxValue => $"int({Text(whole)})",
        (KqlType.Long, _) when WholeOf(value) is { } whole => $"long({Text(whole)})",
        (KqlType.Real, _) when RealOf(value) is { } real => Real(real),
        (KqlType.TimeSpan, _) when LengthOf(value) is { } length => $"timespan({length.ToString("c", CultureInfo.InvariantCulture)})",
        (KqlType.DateTime, _) when TimeOf(value) is { } time => $"datetime({time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)})",

        // A list of one is a scalar to a shell.
        (KqlType.Dynamic, string or bool) => Dynamic(new[] { value }),
        (KqlType.Dynamic, _) when RealOf(value) is not null => Dynamic(new[] { value }),
        (KqlType.Dynamic, IEnumerable) => Dynamic(value),
        _ => null,
    };

    /// <summary>A text as a string literal in double quotes. A half of a surrogate pair is kept by its number, as nothing else could carry it.</summary>
    public static string Quoted(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('"');
        for (int at = 0; at < text.Length; at++)
        {
            char unit = text[at];
            bool isPair = char.IsHighSurrogate(unit) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
            if (isPair && IsVisible(CharUnicodeInfo.GetUnicodeCategory(text, at))) literal.Append(unit).Append(text[++at]);
            else literal.Append(Escaped(unit));
        }

        return literal.Append('"').ToString();
    }

    private static string Escaped(char unit) => unit switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        ' ' => " ",
        _ when IsVisible(char.GetUnicodeCategory(unit)) => unit.ToString(),
        _ => "\\u" + ((int)unit).ToString("X4", CultureInfo.InvariantCulture),
    };

    // Line ends, control and format characters (those that turn the direction of text among them) are never written as such.
    private static bool IsVisible(UnicodeCategory category) => category
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    private static string? Dynamic(object? value)
    {
        var literal = new StringBuilder("dynamic(");
        return TryWrite(literal, value, 0) ? literal.Append(')').ToString() : null;
    }

    private static bool TryWrite(StringBuilder literal, object? value, int depth)
    {
        switch (value)
        {
            case null:
                literal.Append("null");
                return true;
            case string text:
                literal.Append(Quoted(text));
                return true;
            case bool truth:
                literal.Append(truth ? "true" : "false");
                return true;
            case TimeSpan length:
                literal.Append(Of(KqlType.TimeSpan, length));
                return true;
            case DateTime or DateTimeOffset:
                literal.Append(Of(KqlType.DateTime, value));
                return true;
            case IReadOnlyDictionary<string, object?> members when depth < Deepest:
                return TryWriteAll(literal, '{', '}', members, depth, static (pair, text) => text.Append(Quoted(pair.Key)).Append(": "), static pair => pair.Value);
            case IEnumerable items when depth < Deepest:
                return TryWriteAll(literal, '[', ']', items.Cast<object?>(), depth, static (_, _) => { }, static item => item);
            default:
                if (WholeOf(value) is { } whole) literal.Append(Text(whole));
                else if (RealOf(value) is { } real && double.IsFinite(real)) literal.Append(real.ToString("R", CultureInfo.InvariantCulture));
                else return false;
                return true;
        }
    }

    private static bool TryWriteAll<T>(StringBuilder literal, char open, char close, IEnumerable<T> items, int depth, Action<T, StringBuilder> begin, Func<T, object?> valueOf)
    {
        literal.Append(open);
        int before = literal.Length;
        foreach (T item in items)
        {
            if (literal.Length > before) literal.Append(", ");
            begin(item, literal);
            if (!TryWrite(literal, valueOf(item), depth + 1)) return false;
        }

        literal.Append(close);
        return true;
    }

    private static string Real(double real) => real switch
    {
        double.NaN => "real(nan)",
        double.PositiveInfinity => "real(+inf)",
        double.NegativeInfinity => "real(-inf)",
        _ => $"real({real.ToString("R", CultureInfo.InvariantCulture)})",
    };

    private static long? WholeOf(object? value) => value switch
    {
        sbyte or byte or short or ushort or int or uint or long => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        ulong large when large <= long.MaxValue => (long)large,

        // 2 to the 53rd: up to here a floating-point number holds every whole number.
        double real when double.IsInteger(real) && Math.Abs(real) <= 9_007_199_254_740_992 => (long)real,
        _ => null,
    };

    private static double? RealOf(object? value) => value switch
    {
        float or double or decimal => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        sbyte or byte or short or ushort or int or uint or long or ulong => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        _ => null,
    };

    // As the language writes it (30m), or as .NET does (00:30:00): a hashtable has no literal of its own for it.
    private static TimeSpan? LengthOf(object? value) => value switch
    {
        TimeSpan length => length,
        string text when KqlTimeSpan.TryParse(text, out TimeSpan length) => length,
        _ => null,
    };

    private static DateTimeOffset? TimeOf(object? value) => value switch
    {
        DateTimeOffset time => time,
        DateTime time => time.Kind == DateTimeKind.Unspecified ? new DateTimeOffset(time, TimeSpan.Zero) : new DateTimeOffset(time),
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) => time,
        _ => null,
    };

    private static string Text(long whole) => whole.ToString(CultureInfo.InvariantCulture);
}
