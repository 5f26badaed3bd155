namespace AciSecMon.Assessment.Policy;

/// <summary>
/// Versions of definitions, such as <c>1.2.0</c>, and what assignments and initiatives ask for, such as <c>1.*.*</c> or <c>1.2.*-preview</c> (azure-facts-2, D.4.6;
/// learn.microsoft.com, Azure Policy assignment structure, "Policy definition ID and version").
/// </summary>
internal static class PolicyVersions
{
    /// <summary>True where a version is one of those asked for. What says no version may be any.</summary>
    public static bool Fits(string? version, string? asked)
    {
        if (version is null || asked is null) return true;
        (string[] have, string haveKind) = Split(version);
        (string[] want, string wantKind) = Split(asked);
        return string.Equals(haveKind, wantKind, StringComparison.OrdinalIgnoreCase) && want.Zip(have).All(static pair => pair.First == "*" || pair.First == pair.Second);
    }

    /// <summary>Orders versions; those without a kind, such as preview, come after those with one.</summary>
    public static int Compare(string? left, string? right)
    {
        (string[] one, string oneKind) = Split(left ?? string.Empty);
        (string[] other, string otherKind) = Split(right ?? string.Empty);
        int byKind = (oneKind.Length == 0).CompareTo(otherKind.Length == 0);
        return byKind != 0 ? byKind : one.Zip(other).Select(static pair => NumberOf(pair.First).CompareTo(NumberOf(pair.Second))).FirstOrDefault(static order => order != 0);
    }

    private static (string[] Parts, string Kind) Split(string version)
    {
        int at = version.IndexOf('-', StringComparison.Ordinal);
        return ((at < 0 ? version : version[..at]).Split('.'), at < 0 ? string.Empty : version[(at + 1)..]);
    }

    private static int NumberOf(string part) => int.TryParse(part, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number) ? number : 0;
}
