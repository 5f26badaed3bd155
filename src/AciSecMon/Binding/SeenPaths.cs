namespace AciSecMon.Binding;

/// <summary>The paths of one run, so that a file that is named twice, or that lies in a folder which was walked, is read once.</summary>
internal sealed class SeenPaths
{
    private static readonly StringComparison Comparison = OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    private readonly HashSet<string> seen = new(StringComparer.FromComparison(Comparison));
    private readonly List<string> folders = [];

    /// <summary>True the first time.</summary>
    public bool Add(string fullPath)
    {
        string path = Path.TrimEndingDirectorySeparator(fullPath);
        if (!seen.Add(path) || folders.Exists(folder => path.StartsWith(folder, Comparison))) return false;
        if (Directory.Exists(path)) folders.Add(path + Path.DirectorySeparatorChar);
        return true;
    }
}
