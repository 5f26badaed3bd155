namespace AciSecMon.Assessment.Tests.Support;

/// <summary>A folder of its own for one test; gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("acisecmon-");

    public string Path => folder.FullName;

    /// <summary>Writes a file and the folders that lead to it; gives its full path.</summary>
    public string Write(string relativePath, string text)
    {
        string path = PathOf(relativePath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string PathOf(string relativePath) => System.IO.Path.Combine(folder.FullName, relativePath);

    public void Dispose() => folder.Delete(recursive: true);
}
