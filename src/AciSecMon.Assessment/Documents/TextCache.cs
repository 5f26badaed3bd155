namespace AciSecMon.Assessment.Documents;

/// <summary>
/// Gives the same string for the same short text. Templates repeat their names and many of their texts thousands of times. The table never grows: a text that falls on
/// a taken slot replaces what is there.
/// </summary>
internal sealed class TextCache
{
    private const int Slots = 4096;
    private const int MaximumLength = 128;

    private readonly string?[] slots = new string?[Slots];

    public string Get(ReadOnlySpan<char> text)
    {
        if (text.Length > MaximumLength) return text.ToString();
        if (text.IsEmpty) return string.Empty;
        ref string? slot = ref slots[string.GetHashCode(text, StringComparison.Ordinal) & (Slots - 1)];
        if (slot is null || !text.SequenceEqual(slot)) slot = text.ToString();
        return slot;
    }
}
