namespace AciSecMon.Assessment.Documents;

/// <summary>Makes names that a source chose fit for a message.</summary>
internal static class DisplayName
{
    private const int MaximumLength = 80;

    /// <summary>The name without control characters, which could rewrite a terminal, and not longer than a line.</summary>
    public static string Of(string name)
    {
        bool isLong = name.Length > MaximumLength;
        if (!isLong && !name.Any(char.IsControl)) return name;
        string shown = string.Create(Math.Min(name.Length, MaximumLength), name, static (target, source) =>
        {
            for (int i = 0; i < target.Length; i++) target[i] = char.IsControl(source[i]) ? ' ' : source[i];
        });
        return isLong ? shown + "..." : shown;
    }
}
