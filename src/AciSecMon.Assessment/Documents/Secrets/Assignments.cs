using System.Buffers;

namespace AciSecMon.Assessment.Documents.Secrets;

/// <summary>
/// Finds <c>name=value</c> in any text: connection strings, query strings, command lines, property files; and <c>"name": value</c> in JSON and YAML.
/// Looks only a bounded way back and ahead, so that it is linear.
/// </summary>
internal ref struct Assignments(ReadOnlySpan<char> text)
{
    private const int LongestName = 64;
    private const int LongestValue = 1024;

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n;&\"'`,|");

    private readonly ReadOnlySpan<char> text = text;
    private int from;

    /// <summary>The name that was found last, without quotes and leading hyphens.</summary>
    public ReadOnlySpan<char> Name { get; private set; }

    /// <summary>Its value as far as it can be told, without quotes; may be empty.</summary>
    public ReadOnlySpan<char> Value { get; private set; }

    /// <summary>Goes to the next assignment; false where there is none.</summary>
    public bool Next()
    {
        while (from < text.Length)
        {
            int found = text[from..].IndexOfAny('=', ':');
            if (found < 0) break;
            int at = from + found;
            from = at + 1;
            if (ReadName(at, out bool quoted) && (text[at] == '=' || IsMapping(at, quoted)))
            {
                ReadValue(at + 1);
                return true;
            }
        }

        from = text.Length;
        return false;
    }

    private bool ReadName(int separator, out bool quoted)
    {
        int end = separator;
        while (end > 0 && text[end - 1] == ' ' && separator - end < 4) end--;
        quoted = end > 0 && text[end - 1] is '"' or '\'';
        if (quoted)
        {
            end--;
            if (end > 0 && text[end - 1] == '\\') end--;
        }

        int start = end;
        while (start > 0 && end - start < LongestName && IsNameCharacter(text[start - 1])) start--;
        Name = text[start..end].TrimStart('-');
        return !Name.IsEmpty;
    }

    /// <summary>A colon assigns after a quoted name, or where the name begins a line and a blank follows.</summary>
    private readonly bool IsMapping(int colon, bool quoted)
    {
        if (quoted) return true;
        if (colon + 1 >= text.Length || text[colon + 1] is not (' ' or '\t')) return false;
        int before = colon - Name.Length - 1;
        while (before >= 0 && text[before] is ' ' or '-' && colon - before < LongestName * 2) before--;
        return before < 0 || text[before] == '\n';
    }

    private void ReadValue(int start)
    {
        while (start < text.Length && text[start] == ' ') start++;
        if (start < text.Length && text[start] == '\\') start++;
        char quote = start < text.Length && text[start] is '"' or '\'' ? text[start] : '\0';
        if (quote != '\0') start++;
        ReadOnlySpan<char> rest = text[start..Math.Min(text.Length, start + LongestValue)];
        int end = quote != '\0' ? rest.IndexOf(quote) : rest.IndexOfAny(Ends);
        Value = (end < 0 ? rest : rest[..end]).TrimEnd('\\');
    }

    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.';
}
