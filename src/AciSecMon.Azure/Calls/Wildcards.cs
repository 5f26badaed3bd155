using System.Text;

namespace AciSecMon.Azure.Calls;

/// <summary>Matches texts with patterns, ignoring case.</summary>
internal static class Wildcards
{
    /// <summary>True where the text holds <c>*</c> or <c>?</c>.</summary>
    public static bool Has(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>True where a name fits a pattern in which <c>*</c> stands for any text and <c>?</c> for one character.</summary>
    public static bool Fits(string name, string pattern) => Fits(name, pattern, knowsOne: true);

    /// <summary>True where a text fits a pattern in which only <c>*</c> stands for any text, slashes included, as in actions of roles.</summary>
    public static bool FitsStars(string text, string pattern) => Fits(text, pattern, knowsOne: false);

    /// <summary>The pattern as a regular expression for a whole text, in the dialect of Kusto (RE2).</summary>
    public static string ToRegex(string pattern)
    {
        var regex = new StringBuilder("(?i)^", pattern.Length + 16);
        foreach (char letter in pattern)
        {
            switch (letter)
            {
                case '*': regex.Append(".*"); break;
                case '?': regex.Append('.'); break;
                case '.' or '\\' or '+' or '(' or ')' or '[' or ']' or '{' or '}' or '^' or '$' or '|': regex.Append('\\').Append(letter); break;
                default: regex.Append(letter); break;
            }
        }

        return regex.Append('$').ToString();
    }

    // Remembers only the last star: an earlier one can always take less than it took.
    private static bool Fits(string text, string pattern, bool knowsOne)
    {
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
