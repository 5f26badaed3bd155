using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>What a command runs: <c>command</c> is a list of words for a program, which may be a shell with a script, or a text that is a script.</summary>
internal static class CommandSteps
{
    private const int MostDepth = 3;

    private static readonly HashSet<string> Shells = new(StringComparer.Ordinal)
    {
        "sh", "bash", "ash", "dash", "zsh", "ksh", "csh", "fish", "cmd", "powershell", "pwsh", "python", "python2", "python3", "perl", "ruby", "node", "php", "lua",
    };

    /// <summary>True for a program that runs what it is given as text.</summary>
    public static bool IsInterpreter(string program) => Shells.Contains(program) || program is "eval" or "source" or "." or "iex" or "invoke-expression";

    /// <summary>True where any text of the command holds one of these, ignoring case: a look before the work of splitting it.</summary>
    public static bool Mentions(Value command, string[] needles)
    {
        if (command.AsText() is { } text) return Mentions(text, needles);
        foreach (Value item in command.Items)
        {
            if (item.AsText() is { } word && Mentions(word, needles)) return true;
        }

        return false;
    }

    /// <summary>The steps of a command; a script within the arguments of a shell is split too.</summary>
    public static List<ShellStep> Of(Value command)
    {
        var steps = new List<ShellStep>();
        if (command.AsText() is { } script)
        {
            Read(script, steps, 0);
            return steps;
        }

        List<string> words = [.. command.Items.Select(static item => item.AsText() ?? "?")];
        if (words.Count == 0) return steps;
        words = ShellScript.WithoutWrappers(words);

        // A single text with blanks is a mistake of many authors, who mean a script.
        if (words.Count == 1 && words[0].Contains(' ', StringComparison.Ordinal)) Read(words[0], steps, 0);
        else Add(new ShellStep(words, 0, IsFed: false, Into: null), steps, 0);
        return steps;
    }

    /// <summary>
    /// The value that keeps one from knowing what is run: the command itself, an item where the program is not known, or the script of a shell. Null where what
    /// is open can only be an argument.
    /// </summary>
    /// <param name="command">The command.</param>
    /// <param name="matters">Programs besides shells whose arguments matter.</param>
    public static Value? OpenPart(Value command, params ReadOnlySpan<string> matters)
    {
        if (command.IsMissing || command is LiteralValue) return null;
        if (command is not ArrayValue list) return command;
        if (list.Items.Count == 0) return list.Rest;
        bool isLooked = list.Items[0].AsText() is not { } first || IsLooked(first, matters);
        foreach (Value item in list.Items)
        {
            if (item is LiteralValue or MissingValue) continue;
            if (isLooked) return item;
        }

        return isLooked ? list.Rest : null;
    }

    private static bool IsLooked(string first, ReadOnlySpan<string> matters)
    {
        string program = ShellStep.NameOf(first);
        return IsInterpreter(program) || first.Contains(' ', StringComparison.Ordinal) || matters.Contains(program) || ShellScript.WithoutWrappers([first]).Count == 0;
    }

    private static void Read(string script, List<ShellStep> steps, int depth)
    {
        var own = new List<ShellStep>();
        ShellScript.Read(script, own);
        int before = steps.Count == 0 ? 0 : steps[^1].Pipeline + 1;
        foreach (ShellStep step in own) Add(before == 0 ? step : step with { Pipeline = step.Pipeline + before }, steps, depth);
    }

    private static void Add(ShellStep step, List<ShellStep> steps, int depth)
    {
        steps.Add(step);
        if (depth >= MostDepth || !IsInterpreter(step.Program)) return;

        // cmd /c powershell -enc ...: what follows is a command of its own, word for word.
        int after = step.Words.ToList().FindIndex(static w => w.Equals("/c", StringComparison.OrdinalIgnoreCase) || w.Equals("/k", StringComparison.OrdinalIgnoreCase));
        if (after > 0 && after + 2 < step.Words.Count) Add(new ShellStep([.. step.Words.Skip(after + 1)], step.Pipeline, step.IsFed, step.Into), steps, depth + 1);
        foreach (string word in step.Words.Skip(1))
        {
            if (word.AsSpan().ContainsAny(' ', ';', '|')) Read(word, steps, depth + 1);
        }
    }

    private static bool Mentions(string text, string[] needles) => Array.Exists(needles, n => text.Contains(n, StringComparison.OrdinalIgnoreCase));
}
