using System.Globalization;
using System.Text;

namespace AciSecMon.Assessment.Policy;

/// <summary>Compares texts as conditions do, by the invariant culture, and knows the patterns of <c>like</c> and <c>match</c> (azure-facts-2, D.4.2). Pure.</summary>
internal static class TextPatterns
{
    private static readonly CompareInfo Culture = CultureInfo.InvariantCulture.CompareInfo;

    /// <summary>Two texts are the same, ignoring case.</summary>
    public static bool AreSame(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase) || (!IsPlain(left, right) && Culture.Compare(left, right, CompareOptions.IgnoreCase) == 0);

    /// <summary>A text holds another, ignoring case.</summary>
    public static bool Contains(string text, string part) =>
        IsPlain(text, part) ? text.Contains(part, StringComparison.OrdinalIgnoreCase) : Culture.IndexOf(text, part, CompareOptions.IgnoreCase) >= 0;

    /// <summary>True where a text fits a pattern in which <c>*</c> stands for any run of characters, ignoring case.</summary>
    public static bool IsLike(string text, string pattern)
    {
        int star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0) return AreSame(text, pattern);
        CompareOptions options = IsPlain(text, pattern) ? CompareOptions.OrdinalIgnoreCase : CompareOptions.IgnoreCase;
        if (!Culture.IsPrefix(text, pattern.AsSpan(0, star), options, out int begin)) return false;

        // Each part between two stars is taken where it comes first; the last has to be the end.
        ReadOnlySpan<char> rest = text.AsSpan(begin);
        ReadOnlySpan<char> open = pattern.AsSpan(star + 1);
        while (open.IndexOf('*') is >= 0 and var next)
        {
            int found = Culture.IndexOf(rest, open[..next], options, out int length);
            if (found < 0) return false;
            rest = rest[(found + length)..];
            open = open[(next + 1)..];
        }

        return Culture.IsSuffix(rest, open, options);
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

    // Texts of ASCII alone are equal by the invariant culture where they are equal by their characters, and never otherwise; that is found out sooner.
    private static bool IsPlain(string left, string right) => Ascii.IsValid(left) && Ascii.IsValid(right);
}
