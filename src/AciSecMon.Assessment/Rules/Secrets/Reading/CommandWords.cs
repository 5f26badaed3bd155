using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Rules.Secrets;

/// <summary>A word of a command line.</summary>
/// <param name="Text">The word, or null where it is not known.</param>
/// <param name="Source">The item of the command that it stands in.</param>
internal readonly record struct CommandWord(string? Text, Value Source);

/// <summary>Splits a command into words as a shell does: the items of the list are words themselves, and an item with blanks may be a script.</summary>
internal static class CommandWords
{
    private const int Most = 20_000;

    public static List<CommandWord> Of(Value command)
    {
        var words = new List<CommandWord>();
        if (command is ArrayValue)
        {
            foreach (Value item in command.Items) Add(words, item);
        }
        else if (!command.IsMissing)
        {
            Add(words, command);
        }

        return words;
    }

    private static void Add(List<CommandWord> words, Value item)
    {
        if (item.IsMissing) return;
        if (item.AsText() is not { } text)
        {
            words.Add(new(null, item));
            return;
        }

        int at = 0;
        while (words.Count < Most && Next(text, ref at) is { } word) words.Add(new(word, item));
    }

    /// <summary>The next word from a position; a quoted part belongs to its word, without the quotes.</summary>
    private static string? Next(string text, ref int at)
    {
        while (at < text.Length && (char.IsWhiteSpace(text[at]) || IsOperator(text[at]))) at++;
        if (at >= text.Length) return null;
        int start = at;
        bool hadQuotes = false;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && !IsOperator(text[at]))
        {
            if (text[at] is '"' or '\'' && text.IndexOf(text[at], at + 1) is > 0 and var close && close - at < 4096)
            {
                at = close;
                hadQuotes = true;
            }

            at++;
        }

        string word = text[start..at];
        return hadQuotes ? word.Replace("\"", string.Empty, StringComparison.Ordinal).Replace("'", string.Empty, StringComparison.Ordinal) : word;
    }

    private static bool IsOperator(char c) => c is ';' or '|';
}
