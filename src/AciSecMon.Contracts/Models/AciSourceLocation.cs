using System.Globalization;

namespace AciSecMon;

/// <summary>Where in a file something stands.</summary>
public sealed class AciSourceLocation
{
    /// <summary>Full path of the file; null where the source is not a file.</summary>
    public string? File { get; init; }

    /// <summary>Line, counted from 1; 0 where it is not known.</summary>
    public int Line { get; init; }

    /// <summary>Column, counted from 1; 0 where it is not known.</summary>
    public int Column { get; init; }

    /// <summary>Gives <c>file:line:column</c>, which editors and terminals turn into a link.</summary>
    public override string ToString()
    {
        if (File is null) return string.Empty;
        return Line == 0 ? File : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");
    }
}
