using System.Buffers;
using System.Text;

namespace AciSecMon.Assessment.Documents.Secrets;

/// <summary>
/// Tells generated keys and passwords from words and identifiers. Each pair of neighbouring characters speaks for one or the other by how often such a
/// pair of classes (small, capital, digit) stands in uniformly random letters and digits, and how often in identifiers made of words.
/// </summary>
internal static class RandomText
{
    /// <summary>Shorter texts give too little to go by.</summary>
    public const int ShortestLength = 20;

    private const int LongestLength = 512;
    private const double Threshold = 2;

    private const int Small = 0;
    private const int Capital = 1;
    private const int Digit = 2;

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-=");
    private static readonly SearchValues<char> PasswordCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.!@#$%^&*~+=?");
    private static readonly SearchValues<char> PasswordMarks = SearchValues.Create("!@#$%^&*~?");

    /// <summary>Log of (share in random text / share in identifiers) for each class after each class.</summary>
    private static readonly double[,] Evidence = Build(
        random: [0.42, 0.42, 0.16],
        identifiers: new[,] { { 0.85, 0.10, 0.05 }, { 0.70, 0.25, 0.05 }, { 0.20, 0.30, 0.50 } });

    /// <summary>
    /// True for one unbroken text of 20 characters or more that looks drawn at random. Digests in hex, GUIDs and names in one case and digits are left
    /// out: a commit and a key look the same there, and the variable's name has to decide.
    /// </summary>
    public static bool Is(string text)
    {
        if (text.Length is < ShortestLength or > LongestLength || IsHarmless(text)) return false;
        if (text.AsSpan().ContainsAnyExcept(KeyCharacters)) return IsGeneratedPassword(text);
        return LooksRandom(text) && !IsReadableBase64(text);
    }

    private static bool IsHarmless(string text) =>
        text[0] is '/' or '.' or '~' or '-'
        || text.StartsWith("sha256-", StringComparison.Ordinal) || text.StartsWith("sha384-", StringComparison.Ordinal) || text.StartsWith("sha512-", StringComparison.Ordinal)
        || text.StartsWith("AAAAB3NzaC1", StringComparison.Ordinal) || text.StartsWith("AAAAC3NzaC1", StringComparison.Ordinal)
        || text.StartsWith("MII", StringComparison.Ordinal);

    private static bool IsGeneratedPassword(ReadOnlySpan<char> text) =>
        !text.ContainsAnyExcept(PasswordCharacters) && text.IndexOfAny(PasswordMarks) > 0 && !text.StartsWith("http", StringComparison.OrdinalIgnoreCase) && LooksRandom(text);

    /// <summary>Weighs the neighbours. All three classes must be there, in one stretch without separators that is long enough.</summary>
    private static bool LooksRandom(ReadOnlySpan<char> text)
    {
        double weight = 0;
        int before = -1;
        int seen = 0;
        int stretch = 0;
        int longest = 0;
        foreach (char c in text)
        {
            // Marks stand between the letters of a generated password; separators stand between words.
            if (PasswordMarks.Contains(c)) continue;
            int now = ClassOf(c);
            if (now < 0)
            {
                stretch = 0;
            }
            else
            {
                seen |= 1 << now;
                if (before >= 0) weight += Evidence[before, now];
                longest = Math.Max(longest, ++stretch);
            }

            before = now;
        }

        return seen == 0b111 && longest >= 6 && weight > Threshold;
    }

    private static int ClassOf(char c) => char.IsAsciiLetterLower(c) ? Small : char.IsAsciiLetterUpper(c) ? Capital : char.IsAsciiDigit(c) ? Digit : -1;

    /// <summary>True for base64 of plain text, which hides nothing; what the text says is another question.</summary>
    public static bool IsReadableBase64(string text) => DecodeReadable(text) is not null;

    /// <summary>The plain text that a base64 text stands for; null where it is none.</summary>
    public static string? DecodeReadable(string text)
    {
        if (text.Length % 4 != 0 || text.Length is < 8 or > 64 * 1024) return null;
        byte[] bytes = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64String(text, bytes, out int length)) return null;
        foreach (byte b in bytes.AsSpan(0, length))
        {
            if (b is (< 0x20 or > 0x7e) and not ((byte)'\t' or (byte)'\r' or (byte)'\n')) return null;
        }

        return Encoding.ASCII.GetString(bytes, 0, length);
    }

    private static double[,] Build(double[] random, double[,] identifiers)
    {
        var built = new double[3, 3];
        for (int from = 0; from < 3; from++)
        {
            for (int to = 0; to < 3; to++) built[from, to] = Math.Log(random[to] / identifiers[from, to]);
        }

        return built;
    }
}
