namespace AciSecMon.Assessment.Documents.Secrets;

/// <summary>The words of a name, in upper case: split at separators, at changes of case and at digits, which are left out.</summary>
internal ref struct NameWords
{
    /// <summary>Characters that are looked at; of a longer name its end, where the noun stands.</summary>
    public const int LongestName = 128;

    private readonly Span<char> letters;
    private readonly Span<Range> words;

    /// <param name="name">The name.</param>
    /// <param name="letters">Room for <see cref="LongestName"/> characters.</param>
    /// <param name="words">Room for <see cref="LongestName"/> words.</param>
    public NameWords(ReadOnlySpan<char> name, Span<char> letters, Span<Range> words)
    {
        if (name.Length > LongestName) name = name[^LongestName..];
        this.letters = letters;
        this.words = words;
        name.ToUpperInvariant(letters);
        int start = -1;
        for (int i = 0; i < name.Length; i++)
        {
            bool isLetter = char.IsLetter(name[i]);
            if (start >= 0 && (!isLetter || BeginsWord(name, i)))
            {
                words[Count++] = start..i;
                start = -1;
            }

            if (isLetter && start < 0) start = i;
        }

        if (start >= 0) words[Count++] = start..name.Length;
    }

    public int Count { get; private set; }

    /// <summary>The word of that index; empty where there is none.</summary>
    public readonly ReadOnlySpan<char> this[int index] => index >= 0 && index < Count ? letters[words[index]] : [];

    /// <summary>True before a capital that follows a small letter, and before the last of several capitals that a small letter follows: API|Key.</summary>
    private static bool BeginsWord(ReadOnlySpan<char> name, int at) =>
        char.IsUpper(name[at]) && (char.IsLower(name[at - 1]) || (at + 1 < name.Length && char.IsLower(name[at + 1]) && char.IsUpper(name[at - 1])));
}
