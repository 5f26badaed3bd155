using System.Buffers;

namespace AciSecMon.Assessment.Documents.Secrets;

/// <summary>A token that carries a fixed marker, as issuers put there so that leaked tokens can be found.</summary>
/// <param name="Name">The form's own name.</param>
/// <param name="Kind">What kind of secret it is.</param>
/// <param name="Marker">The fixed text; compared with case.</param>
/// <param name="Alphabet">The characters of the rest.</param>
/// <param name="Before">How many of them stand before the marker.</param>
/// <param name="Least">How many of them follow it at least.</param>
/// <param name="Most">How many of them follow it at most.</param>
internal sealed record TokenShape(string Name, string Kind, string Marker, SearchValues<char> Alphabet, int Before, int Least, int Most = int.MaxValue)
{
    /// <summary>True where the text holds such a token that stands by itself.</summary>
    public bool FitsIn(string text)
    {
        for (int at = text.IndexOf(Marker, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Marker, at + 1, StringComparison.Ordinal))
        {
            if (StandsAt(text, at)) return true;
        }

        return false;
    }

    public SecretShape ToShape() => new(Name, Kind, FitsIn);

    private bool StandsAt(ReadOnlySpan<char> text, int at)
    {
        ReadOnlySpan<char> after = text[(at + Marker.Length)..];
        if (after.Length < Least) return false;
        // One more than allowed is enough to know that it is too long: a text of markers only must not be read over and over.
        ReadOnlySpan<char> window = Most < after.Length ? after[..(Most + 1)] : after[..(Most == int.MaxValue ? Least : after.Length)];
        int end = window.IndexOfAnyExcept(Alphabet);
        int length = end < 0 ? window.Length : end;
        if (length < Least || length > Most) return false;

        int start = at - Before;
        if (start < 0 || text[start..at].ContainsAnyExcept(Alphabet)) return false;
        if (start == 0) return true;
        char outside = text[start - 1];
        return Before > 0 ? !Alphabet.Contains(outside) : !char.IsAsciiLetterOrDigit(outside);
    }
}
