using System.Globalization;

namespace AciSecMon.Assessment.Documents;

/// <summary>A fault of a text that does not keep it from being read, such as a name that stands twice.</summary>
/// <param name="Message">What is wrong; never quotes the text.</param>
/// <param name="Location">Where.</param>
internal sealed record DocumentNotice(string Message, SourceLocation Location);

/// <summary>A JSON text, or one document of a YAML text.</summary>
/// <param name="File">The source.</param>
/// <param name="Root">The whole value.</param>
/// <param name="Notices">Faults that did not keep it from being read.</param>
/// <param name="IsYaml">True where it was read as YAML.</param>
internal sealed record Document(SourceFile File, Value Root, IReadOnlyList<DocumentNotice> Notices, bool IsYaml);

/// <summary>A text that cannot be read. The message says what was expected and where, and never quotes the text.</summary>
internal sealed class DocumentException(string message, SourceLocation location) : Exception(message)
{
    public SourceLocation Location { get; } = location;

    /// <summary>True where the text is beyond a limit of ours and may be right otherwise.</summary>
    public bool IsLimit { get; private init; }

    /// <summary>The fault at a place; <paramref name="what"/> is a clause without a full stop.</summary>
    public static DocumentException At(SourceLocation location, string what, bool isLimit = false) => new(
        location.Line == 0
            ? $"{char.ToUpperInvariant(what[0])}{what[1..]}."
            : string.Create(CultureInfo.InvariantCulture, $"Line {location.Line}, column {location.Column}: {what}."),
        location)
    {
        IsLimit = isLimit,
    };

    /// <summary>The fault of an array or object beyond <see cref="DocumentLimits.Depth"/>.</summary>
    public static DocumentException TooDeep(SourceLocation location) => At(location, "arrays and objects are nested more than 512 levels deep", isLimit: true);
}
