namespace AciSecMon.Azure.Tests.Support;

/// <summary>The repository that the tests run from.</summary>
internal static class Repository
{
    /// <summary>Its root.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AciSecMon.psd1"))) return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run from within the repository.");
    }
}
