namespace AciSecMon.Assessment.Documents;

/// <summary>Matches texts with patterns of stars, ignoring case.</summary>
internal static class TextPattern
{
    /// <summary>True where a text fits a pattern in which <c>*</c> stands for any text, and <c>?</c> for one character where that is known.</summary>
    public static bool Fits(string text, string pattern, bool knowsOne)
    {
        // Remembers only the last star: an earlier one can always take less than it took.
        int at = 0, next = 0, star = -1, resume = 0;
        while (at < text.Length)
        {
            if (next < pattern.Length && pattern[next] == '*')
            {
                star = next++;
                resume = at;
            }
            else if (next < pattern.Length && ((knowsOne && pattern[next] == '?') || char.ToUpperInvariant(pattern[next]) == char.ToUpperInvariant(text[at])))
            {
                next++;
                at++;
            }
            else if (star >= 0)
            {
                next = star + 1;
                at = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (next < pattern.Length && pattern[next] == '*') next++;
        return next == pattern.Length;
    }
}
