using System.Globalization;
using System.Xml;

namespace AciSecMon.Assessment.Detections;

/// <summary>Reads a length of time as people write it: <c>30m</c> and <c>1.5h</c> as the query language, <c>1.00:30:00</c> as .NET, <c>PT30M</c> as ISO 8601.</summary>
internal static class KqlTimeSpan
{
    // Source: MicrosoftDocs/dataexplorer-docs, kusto/query/scalar-data-types/timespan.
    private static readonly (string Suffix, TimeSpan Unit)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)), ("d", TimeSpan.FromDays(1)), ("h", TimeSpan.FromHours(1)), ("m", TimeSpan.FromMinutes(1)), ("s", TimeSpan.FromSeconds(1)),
    ];

    /// <summary>Reads a text; false where it is no length of time. A number alone is none: it could mean anything.</summary>
    public static bool TryParse(string text, out TimeSpan length)
    {
        length = default;
        if (text.Contains(':', StringComparison.Ordinal)) return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out length);
        try
        {
            if (text.StartsWith('P')) length = XmlConvert.ToTimeSpan(text);
            else if (Array.Find(Units, unit => text.EndsWith(unit.Suffix, StringComparison.Ordinal)) is { Suffix: { } suffix, Unit: var one }
                && double.TryParse(text[..^suffix.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double count)) length = one * count;
            else return false;
            return true;
        }
        catch (Exception fault) when (fault is FormatException or OverflowException)
        {
            return false;
        }
    }
}
