using System.Globalization;

namespace AciSecMon.Assessment.Documents;

/// <summary>Reads values as Resource Manager would, which takes numbers and truth values as strings too.</summary>
internal static class ValueReading
{
    // 2 to the 53rd: up to here a floating-point number holds every whole number.
    private const double MostExactWhole = 9_007_199_254_740_992;

    /// <summary>The text of a known scalar; null for everything else.</summary>
    public static string? AsText(this Value value) => (value as LiteralValue)?.Text;

    /// <summary>The whole number that a known scalar stands for; null for everything else.</summary>
    public static long? AsWhole(this Value value) => value switch
    {
        // Objects of the pipeline may hold 443 as a floating-point number.
        NumberValue number => number.Whole ?? (double.IsInteger(number.Real) && Math.Abs(number.Real) <= MostExactWhole ? (long)number.Real : null),
        StringValue text when long.TryParse(text.Text, NumberStyles.Integer, CultureInfo.InvariantCulture, out long whole) => whole,
        _ => null,
    };

    /// <summary>The number that a known scalar stands for; null for everything else.</summary>
    public static double? AsReal(this Value value) => value switch
    {
        NumberValue number => number.Real,
        StringValue text when double.TryParse(text.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) => real,
        _ => null,
    };

    /// <summary>The truth value that a known scalar stands for; null for everything else.</summary>
    public static bool? AsBoolean(this Value value) => value switch
    {
        BooleanValue boolean => boolean.IsTrue,
        StringValue text when bool.TryParse(text.Text, out bool isTrue) => isTrue,
        _ => null,
    };

    /// <summary>True where a known scalar has that text, ignoring case.</summary>
    public static bool Is(this Value value, string text) => string.Equals(value.AsText(), text, StringComparison.OrdinalIgnoreCase);

    /// <summary>True where the value is missing or a known empty string.</summary>
    public static bool IsMissingOrEmpty(this Value value) => value.IsMissing || value is StringValue { Text.Length: 0 };
}
