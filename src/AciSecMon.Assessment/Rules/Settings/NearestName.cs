namespace AciSecMon.Assessment.Rules.Settings;

/// <summary>Finds the name that somebody probably meant.</summary>
internal static class NearestName
{
    private const int CompareUpTo = 64;
    private const int ListUpTo = 24;

    /// <summary>Ends a sentence about an unknown name: with the nearest known one, or with all of them where none is near and they are few.</summary>
    public static string Hint(string written, IReadOnlyCollection<string> known)
    {
        string nearest = Of(written, known);
        int tolerated = Math.Max(2, nearest.Length / 2);
        return Distance(written, nearest) <= tolerated || known.Count > ListUpTo
            ? $"did you mean '{nearest}'?"
            : $"known are {string.Join(", ", known)}.";
    }

    /// <summary>The known name with the fewest edits to the written one, ignoring case; the first of equals.</summary>
    public static string Of(string written, IReadOnlyCollection<string> known) => known.MinBy(name => Distance(written, name))!;

    /// <summary>
    /// Letters to insert, remove, replace or swap with their neighbour to make one of the other, ignoring case. Looks at the first 64 letters only.
    /// </summary>
    public static int Distance(string first, string second)
    {
        ReadOnlySpan<char> a = first.AsSpan(0, Math.Min(first.Length, CompareUpTo));
        ReadOnlySpan<char> b = second.AsSpan(0, Math.Min(second.Length, CompareUpTo));
        int[] beforeLast = new int[b.Length + 1];
        int[] last = new int[b.Length + 1];
        int[] current = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++) last[j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replaced = last[j - 1] + (Same(a[i - 1], b[j - 1]) ? 0 : 1);
                int best = Math.Min(replaced, Math.Min(last[j], current[j - 1]) + 1);
                bool isSwap = i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]);
                current[j] = isSwap ? Math.Min(best, beforeLast[j - 2] + 1) : best;
            }

            (beforeLast, last, current) = (last, current, beforeLast);
        }

        return last[b.Length];
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
