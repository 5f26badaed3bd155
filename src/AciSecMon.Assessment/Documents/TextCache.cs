using System.Numerics;

namespace AciSecMon.Assessment.Documents;

/// <summary>
/// Gives the same string for the same short text. Templates repeat their names and many of their texts thousands of times. The table never grows: a text that falls on
/// a taken slot replaces what is there.
/// </summary>
/// <param name="sourceLength">Length of the source: small ones are read by the thousand, and a large table would cost more than their values.</param>
internal sealed class TextCache(int sourceLength)
{
    private const int FewestSlots = 64;
    private const int MostSlots = 4096;
    private const int CharactersPerSlot = 32;
    private const int MaximumLength = 128;

    private readonly string?[] slots = new string?[BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(sourceLength / CharactersPerSlot, FewestSlots, MostSlots))];

    public string Get(ReadOnlySpan<char> text)
    {
        if (text.Length > MaximumLength) return text.ToString();
        if (text.IsEmpty) return string.Empty;
        ref string? slot = ref slots[string.GetHashCode(text, StringComparison.Ordinal) & (slots.Length - 1)];
        if (slot is null || !text.SequenceEqual(slot)) slot = text.ToString();
        return slot;
    }
}
