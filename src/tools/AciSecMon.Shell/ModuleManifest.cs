namespace AciSecMon.Shell;

/// <summary>Finds the module that the shell belongs to.</summary>
internal static class ModuleManifest
{
    private const string Name = "AciSecMon.psd1";

    /// <summary>Full path of the manifest of the checkout or package that holds the shell, or else the working directory.</summary>
    public static string Find() => Above(AppContext.BaseDirectory) ?? Above(Environment.CurrentDirectory)
        ?? throw new UsageException($"There is no {Name} above '{AppContext.BaseDirectory}' or the working directory. Build the repository first.");

    private static string? Above(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            string manifest = Path.Combine(folder.FullName, Name);
            if (File.Exists(manifest)) return manifest;
        }

        return null;
    }
}
