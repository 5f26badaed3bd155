using System.Text;
using AciSecMon.Assessment.Documents.Secrets;

namespace AciSecMon.Azure.Calls;

/// <summary>Makes a service's own words fit to be shown: without anything that looks like a secret, in one line, of bounded length.</summary>
internal static class SecretScrubber
{
    private const int Longest = 1000;

    /// <summary>The text without what looks like a secret.</summary>
    public static string Clean(string text)
    {
        string shown = OneLine(text);
        var clean = new StringBuilder(shown.Length);
        foreach (string part in Parts(shown)) clean.Append(!IsSeparator(part[0]) && SecretShapes.KindOf(part.TrimEnd('.', ';', ':')) is { } kind ? $"({kind})" : part);
        string result = clean.ToString();

        // A secret that only its surroundings give away, such as what stands behind "password=".
        return SecretShapes.CertainKindOf(result) is { } rest ? $"(withheld: the text holds what looks like a {rest})" : result;
    }

    private static string OneLine(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (char c in text.AsSpan().Trim())
        {
            bool isBlank = char.IsWhiteSpace(c) || char.IsControl(c);
            if (isBlank && line.Length > 0 && line[^1] == ' ') continue;
            if (line.Length == Longest) return WholeWords(line.ToString()) + "...";
            line.Append(isBlank ? ' ' : c);
        }

        return line.ToString();
    }

    // Half a secret would not be recognised as one.
    private static string WholeWords(string text) => text[..(text.LastIndexOf(' ') + 1)];

    /// <summary>The text cut where words and what separates them meet.</summary>
    private static IEnumerable<string> Parts(string text)
    {
        if (text.Length == 0) yield break;
        int start = 0;
        for (int i = 1; i <= text.Length; i++)
        {
            if (i < text.Length && IsSeparator(text[i]) == IsSeparator(text[i - 1])) continue;
            yield return text[start..i];
            start = i;
        }
    }

    private static bool IsSeparator(char c) => c is ' ' or '\'' or '"' or ',' or '(' or ')' or '<' or '>' or '`';
}
