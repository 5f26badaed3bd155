using System.Globalization;

namespace AciSecMon.Assessment.Policy;

/// <summary>The patterns of <c>like</c> and <c>match</c> (azure-facts-2, D.4.2). Pure.</summary>
internal static class TextPatterns
{
    private static readonly CompareInfo Culture = CultureInfo.InvariantCulture.CompareInfo;

    /// <summary>True where a text fits a pattern in which <c>*</c> stands for any run of characters, ignoring case.</summary>
    public static bool IsLike(string text, string pattern)
    {
        if (!pattern.Contains('*', StringComparison.Ordinal)) return Comparison.AreSame(text, pattern);
        string[] parts = pattern.Split('*');
        if (!Culture.IsPrefix(text, parts[0], CompareOptions.IgnoreCase, out int begin)) return false;
        ReadOnlySpan<char> rest = text.AsSpan(begin);
        for (int at = 1; at < parts.Length - 1; at++)
        {
            if (parts[at].Length == 0) continue;
            int found = Culture.IndexOf(rest, parts[at], CompareOptions.IgnoreCase, out int length);
            if (found < 0) return false;
            rest = rest[(found + length)..];
        }

        return Culture.IsSuffix(rest, parts[^1], CompareOptions.IgnoreCase);
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
