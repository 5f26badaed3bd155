namespace AciSecMon.Assessment.Rules.Runtime;

/// <summary>A call of a program within a command.</summary>
/// <param name="Words">The program and its arguments, without quotes; what a shell puts before a program, such as <c>sudo</c>, left out.</param>
/// <param name="Pipeline">Number of the pipeline that it belongs to.</param>
/// <param name="IsFed">True where it reads what the step before it in the pipeline writes.</param>
/// <param name="Into">Program whose command line takes what this one writes, by <c>$(...)</c> or <c>&lt;(...)</c>; null where none does.</param>
internal sealed record ShellStep(IReadOnlyList<string> Words, int Pipeline, bool IsFed, string? Into)
{
    /// <summary>Name of the program in lower case, without folder and <c>.exe</c>; empty where it has none.</summary>
    public string Program { get; } = Words.Count == 0 ? string.Empty : NameOf(Words[0]);

    /// <summary>Name of a program in lower case, without folder and <c>.exe</c>.</summary>
    public static string NameOf(string word)
    {
        string name = word[(word.LastIndexOfAny(['/', '\\']) + 1)..].ToLowerInvariant();
        return name.EndsWith(".exe", StringComparison.Ordinal) ? name[..^4] : name;
    }
}
