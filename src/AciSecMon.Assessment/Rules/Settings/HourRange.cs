using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace AciSecMon.Assessment.Rules.Settings;

/// <summary>Hours of a day, UTC, such as <c>08:00-18:00</c>. They may go over midnight.</summary>
/// <param name="From">Begin.</param>
/// <param name="To">End, which is no longer part of it.</param>
internal sealed record HourRange(TimeOnly From, TimeOnly To)
{
    /// <summary>True where a time lies within the hours.</summary>
    public bool Holds(DateTimeOffset time) => TimeOnly.FromDateTime(time.UtcDateTime).IsBetween(From, To);

    /// <summary>Reads hours; false where the text has not their form.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out HourRange? range)
    {
        range = null;
        string[] parts = text.Split('-', StringSplitOptions.TrimEntries);
        if (parts.Length != 2 || Read(parts[0]) is not { } from || Read(parts[1]) is not { } to || from == to) return false;
        range = new HourRange(from, to);
        return true;
    }

    private static TimeOnly? Read(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time) ? time : null;
}
