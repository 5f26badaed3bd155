using System.Text;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>
/// Splits a shell script into its steps, tolerantly: quotes, pipes, lists, comments, command and process substitution. What it is not sure of it takes for words.
/// Grammar: POSIX.1-2017, Shell Command Language, sections 2.2, 2.6.3 and 2.9.
/// </summary>
internal sealed class ShellScript
{
    private const int MostSteps = 2_000;

    /// <summary>Words that stand before a program and are none.</summary>
    private static readonly HashSet<string> Wrappers = new(StringComparer.Ordinal)
    {
        "sudo", "exec", "nohup", "time", "env", "command", "then", "do", "else", "elif", "if", "while", "until", "!", "{", "}", "setsid", "nice", "busybox",
    };

    private readonly string text;
    private readonly List<ShellStep> steps;
    private readonly Stack<(List<string> Words, bool IsFed, int Pipeline, string? Into, char Close, bool IsQuoted)> outer = new();
    private readonly StringBuilder word = new();
    private List<string> words = [];
    private bool hasWord;
    private bool isFed;
    private bool isQuoted;
    private string? into;
    private int pipeline;
    private int lastPipeline;

    private ShellScript(string text, List<ShellStep> steps)
    {
        this.text = text;
        this.steps = steps;
        lastPipeline = pipeline = steps.Count == 0 ? 0 : steps[^1].Pipeline + 1;
    }

    /// <summary>Adds the steps of a script.</summary>
    public static void Read(string text, List<ShellStep> steps) => new ShellScript(text, steps).Read();

    /// <summary>The words of a program call without what a shell puts before the program: keywords, wrappers and variables.</summary>
    public static List<string> WithoutWrappers(List<string> words)
    {
        int from = 0;
        bool isWrapped = false;
        while (from < words.Count && (Wrappers.Contains(words[from]) || IsAssignment(words[from]) || (isWrapped && words[from].StartsWith('-'))))
        {
            isWrapped |= Wrappers.Contains(words[from]);
            from++;
        }

        return from == 0 ? words : words[from..];
    }

    private static bool IsAssignment(string word)
    {
        int equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && word.AsSpan(0, equals).IndexOfAnyExcept(NameCharacters) < 0;
    }

    private static ReadOnlySpan<char> NameCharacters => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

    private void Read()
    {
        for (int at = 0; at < text.Length && steps.Count < MostSteps; at++) at = Take(at);
        EndStep(isPipe: false);
        while (outer.Count > 0) Close();
    }

    /// <summary>Takes what stands at a position and gives the position of its last character.</summary>
    private int Take(int at)
    {
        char c = text[at];
        char next = at + 1 < text.Length ? text[at + 1] : '\0';
        if (c is '$' or '<' or '>' && next == '(' && (c == '$' || !isQuoted))
        {
            Open(')');
            return at + 1;
        }

        if (c == '`')
        {
            if (outer.Count > 0 && outer.Peek().Close == '`') Close();
            else Open('`');
            return at;
        }

        if (c == '"')
        {
            isQuoted = !isQuoted;
            hasWord = true;
            return at;
        }

        if (isQuoted)
        {
            word.Append(c);
            return at;
        }

        return c switch
        {
            '\'' => TakeQuoted(at),
            '#' when !hasWord => EndOfLine(at),
            '\\' when next is '\n' or '\r' => at + 1,
            ')' when outer.Count > 0 && outer.Peek().Close == ')' => TakeClose(at),
            '|' when next == '|' => TakeEnd(at + 1, isPipe: false),
            '|' => TakeEnd(at, isPipe: true),
            '&' when next == '&' => TakeEnd(at + 1, isPipe: false),
            '&' when at > 0 && text[at - 1] == '>' => TakeWord(at, c),
            ';' or '&' or '\n' or '(' or ')' => TakeEnd(at, isPipe: false),
            _ when char.IsWhiteSpace(c) => TakeBlank(at),
            _ => TakeWord(at, c),
        };
    }

    private int TakeQuoted(int at)
    {
        int close = text.IndexOf('\'', at + 1);
        if (close < 0) close = text.Length;
        word.Append(text, at + 1, close - at - 1);
        hasWord = true;
        return close;
    }

    private int EndOfLine(int at)
    {
        int end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end - 1;
    }

    private int TakeClose(int at)
    {
        Close();
        return at;
    }

    private int TakeEnd(int at, bool isPipe)
    {
        EndStep(isPipe);
        return at;
    }

    private int TakeBlank(int at)
    {
        EndWord();
        return at;
    }

    private int TakeWord(int at, char c)
    {
        word.Append(c);
        hasWord = true;
        return at;
    }

    private void EndWord()
    {
        if (hasWord || word.Length > 0) words.Add(word.ToString());
        word.Clear();
        hasWord = false;
    }

    private void EndStep(bool isPipe)
    {
        EndWord();
        if (words.Count > 0) steps.Add(new ShellStep(WithoutWrappers(words), pipeline, isFed, into));
        words = [];
        isFed = isPipe;
        if (!isPipe) pipeline = ++lastPipeline;
    }

    private void Open(char close)
    {
        EndWord();
        outer.Push((words, isFed, pipeline, into, close, isQuoted));
        List<string> calling = WithoutWrappers(words);
        into = calling.Count == 0 ? string.Empty : ShellStep.NameOf(calling[0]);
        words = [];
        isFed = false;
        isQuoted = false;
        pipeline = ++lastPipeline;
    }

    private void Close()
    {
        EndStep(isPipe: false);
        (words, isFed, pipeline, into, _, isQuoted) = outer.Pop();

        // What the inner command writes is a word of the outer one, or a part of it.
        hasWord = true;
    }
}
