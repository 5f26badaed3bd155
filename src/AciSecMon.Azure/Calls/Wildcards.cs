using System.Text;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Azure.Calls;

/// <summary>Matches texts with patterns, ignoring case.</summary>
internal static class Wildcards
{
    /// <summary>True where the text holds <c>*</c> or <c>?</c>.</summary>
    public static bool Has(string text) => text.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>True where a name fits a pattern in which <c>*</c> stands for any text and <c>?</c> for one character.</summary>
    public static bool Fits(string name, string pattern) => TextPattern.Fits(name, pattern, knowsOne: true);

    /// <summary>True where a text fits a pattern in which only <c>*</c> stands for any text, slashes included, as in actions of roles.</summary>
    public static bool FitsStars(string text, string pattern) => TextPattern.Fits(text, pattern, knowsOne: false);

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
}
