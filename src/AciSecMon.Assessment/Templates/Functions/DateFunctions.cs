using System.Globalization;
using System.Xml;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Evaluation;

namespace AciSecMon.Assessment.Templates.Functions;

/// <summary>Functions of dates. All are UTC (template-functions-date).</summary>
internal static class DateFunctions
{
    private static readonly CultureInfo ServiceCulture = CultureInfo.InvariantCulture;

    public static FunctionDefinition[] All { get; } =
    [
        new("dateTimeAdd", 2, 3, Add),
        new("dateTimeFromEpoch", 1, 1, FromEpoch),
        new("dateTimeToEpoch", 1, 1, static (a, _) => Parse(a[0].AsText()) is { } date ? new NumberValue(date.ToUnixTimeSeconds()) : null),
    ];

    private static StringValue? Add(Value[] arguments, Invocation invocation)
    {
        if (Parse(arguments[0].AsText()) is not { } start || arguments[1].AsText() is not { } duration) return null;

        // The page does not say what comes out where no format is given; its samples show this one.
        string? format = arguments.Length > 2 ? arguments[2].AsText() : "M/d/yyyy h:mm:ss tt";
        if (format is not { Length: > 0 and < 100 }) return null;
        try
        {
            return new StringValue((start + XmlConvert.ToTimeSpan(duration)).ToString(format, ServiceCulture));
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static StringValue? FromEpoch(Value[] arguments, Invocation invocation)
    {
        if (arguments[0].AsWhole() is not { } seconds || seconds is < -62_135_596_800 or > 253_402_300_799) return null;
        return new StringValue(DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", ServiceCulture));
    }

    private static DateTimeOffset? Parse(string? text)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParse(text, ServiceCulture, Utc, out DateTimeOffset date)) return date;

        // What utcNow gives by default.
        return DateTimeOffset.TryParseExact(text, "yyyyMMdd'T'HHmmss'Z'", ServiceCulture, Utc, out date) ? date : null;
    }
}
