using System.Globalization;

namespace AciSecMon.Assessment.Policy;

/// <summary>The patterns of <c>like</c> and <c>match</c> (azure-facts-2, D.4.2). Pure.</summary>
internal static class TextPatterns
{
    private static readonly CompareInfo Culture = CultureInfo.InvariantCulture.CompareInfo;

    /// <summary>True where a text fits a pattern in which <c>*</c> stands for any run of characters, ignoring case.</summary>
    public static bool IsLike(string text, string pattern)
    {
        int star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0) return Comparison.AreSame(text, pattern);
        if (!Culture.IsPrefix(text, pattern.AsSpan(0, star), CompareOptions.IgnoreCase, out int begin)) return false;

        // Each part between two stars is taken where it comes first; the last has to be the end.
        ReadOnlySpan<char> rest = text.AsSpan(begin);
        ReadOnlySpan<char> open = pattern.AsSpan(star + 1);
        while (open.IndexOf('*') is >= 0 and var next)
        {
            int found = Culture.IndexOf(rest, open[..next], CompareOptions.IgnoreCase, out int length);
            if (found < 0) return false;
            rest = rest[(found + length)..];
            open = open[(next + 1)..];
        }

        return Culture.IsSuffix(rest, open, CompareOptions.IgnoreCase);
    }

    /// <summary>True where a text fits a pattern character by character: <c>#</c> is a digit, <c>?</c> a letter, <c>.</c> any character, others themselves.</summary>
    public static bool Matches(string text, string pattern, bool ignoresCase)
    {
        if (text.Length != pattern.Length) return false;
        for (int at = 0; at < text.Length; at++)
        {
            char one = text[at];
            bool fits = pattern[at] switch
            {
                '#' => char.IsAsciiDigit(one),
                '?' => char.IsAsciiLetter(one),
                '.' => true,
                char other => one == other || (ignoresCase && char.ToUpperInvariant(one) == char.ToUpperInvariant(other)),
            };
            if (!fits) return false;
        }

        return true;
    }
}
