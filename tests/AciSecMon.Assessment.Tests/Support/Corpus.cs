namespace AciSecMon.Assessment.Tests.Support;

/// <summary>Published files of others, kept beside the repository. Tests on them are skipped where the folder is not there.</summary>
internal static class Corpus
{
    private static readonly string? Root = Find();

    /// <summary>Full path of a corpus file; skips the test where the corpus is not there.</summary>
    public static string PathOf(string relativePath)
    {
        Assert.SkipWhen(Root is null, "The corpus folder (../shared/corpus) is not beside this repository.");
        return Path.Combine(Root!, relativePath);
    }

    /// <summary>Full paths of all corpus files below a folder, in a fixed order; skips the test where the corpus is not there.</summary>
    public static IReadOnlyList<string> Files(string relativeFolder, string pattern = "*") =>
        [.. Directory.EnumerateFiles(PathOf(relativeFolder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AciSecMon.psd1")) || File.Exists(Path.Combine(folder.FullName, "AciSecMon.sln")))
            {
                string corpus = Path.Combine(folder.FullName, "..", "shared", "corpus");
                return Directory.Exists(corpus) ? Path.GetFullPath(corpus) : null;
            }
        }

        return null;
    }
}
