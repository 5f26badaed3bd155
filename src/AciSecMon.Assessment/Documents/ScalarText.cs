using System.Buffers;
using AciSecMon.Assessment.Documents.Secrets;

namespace AciSecMon.Assessment.Documents;

/// <summary>Turns the text of a scalar into a value; every reader uses it, so that redacted secrets are known in every shape.</summary>
internal static class ScalarText
{
    private const int MaximumPartLength = 32;

    private static readonly SearchValues<char> KindCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789- ");
    private static readonly SearchValues<char> TagCharacters = SearchValues.Create("0123456789abcdef");

    /// <summary>A string, or a redacted secret where the text is a whole and well-formed marker.</summary>
    public static Value ToValue(string text, SourceLocation location) =>
        text.StartsWith(RedactedValue.Marker, StringComparison.Ordinal) ? ReadMarker(text, location) : new StringValue(text, location);

    // Anything that is not exactly a marker stays a string: its parts are shown, and a secret glued to a marker must not be.
    private static Value ReadMarker(string text, SourceLocation location)
    {
        string[] parts = text[RedactedValue.Marker.Length..].Split(':');
        return parts.Length == 3 && IsPart(parts[0], KindCharacters) && IsLengthClass(parts[1]) && IsPart(parts[2], TagCharacters)
            ? new RedactedValue(parts[0], parts[1], parts[2], location)
            : new StringValue(text, location);
    }

    private static bool IsPart(string part, SearchValues<char> allowed) => part.Length <= MaximumPartLength && !part.AsSpan().ContainsAnyExcept(allowed);

    private static bool IsLengthClass(string part) => part is "" or LengthClass.Short or LengthClass.Medium or LengthClass.Long or LengthClass.VeryLong;
}
