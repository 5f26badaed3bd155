using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>A file to read, or a folder that was not entered.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Problem">Why the folder could not be listed; null elsewhere.</param>
/// <param name="PassedOver">Why the folder was left out; null elsewhere.</param>
internal readonly record struct WalkedEntry(string Path, AciProblem? Problem = null, string? PassedOver = null);

/// <summary>
/// Walks a folder for files that may describe container groups: in a fixed order, without hidden folders, build output and packages,
/// and without following links to folders.
/// </summary>
internal static class FolderWalk
{
    private static readonly HashSet<string> Extensions = new([".json", ".jsonc", ".yaml", ".yml", ".bicep"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> LeftOut = new(["node_modules", "bin", "obj"], StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<WalkedEntry> Walk(string folder)
    {
        var open = new Stack<string>();
        open.Push(folder);
        while (open.TryPop(out string? next))
        {
            if (List(next, out AciProblem? problem) is not { } entries)
            {
                yield return new(next, problem);
                continue;
            }

            foreach (FileSystemInfo file in entries.Where(static e => e is FileInfo))
            {
                if (Extensions.Contains(file.Extension)) yield return new(file.FullName);
            }

            foreach (FileSystemInfo link in entries.Where(static e => e is DirectoryInfo && IsWalked(e) && IsLink(e)))
            {
                yield return new(link.FullName, PassedOver: "is a link to a folder, which is not followed");
            }

            // Pushed in reverse, so that folders come in order.
            foreach (FileSystemInfo below in entries.Where(static e => e is DirectoryInfo).Reverse())
            {
                if (IsWalked(below) && !IsLink(below)) open.Push(below.FullName);
            }
        }
    }

    private static bool IsWalked(FileSystemInfo folder) =>
        !folder.Name.StartsWith('.') && !LeftOut.Contains(folder.Name) && (folder.Attributes & FileAttributes.Hidden) == 0;

    // A link may lead back up, or to a whole disk. Folders that are kept in a cloud are marked like links and are none.
    private static bool IsLink(FileSystemInfo folder) => (folder.Attributes & FileAttributes.ReparsePoint) != 0 && folder.LinkTarget is not null;

    private static List<FileSystemInfo>? List(string folder, out AciProblem? problem)
    {
        problem = null;
        try
        {
            List<FileSystemInfo> entries = [.. new DirectoryInfo(folder).EnumerateFileSystemInfos()];
            entries.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
            return entries;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            problem = ReadProblems.FolderRefused(new SourceFile(folder, folder), e);
            return null;
        }
    }
}
