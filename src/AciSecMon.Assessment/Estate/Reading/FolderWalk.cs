using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>A file to read, or a folder that could not be listed.</summary>
internal readonly record struct WalkedEntry(string Path, AciProblem? Problem);

/// <summary>Walks a folder for files that may describe container groups: in a fixed order, without hidden folders, build output and packages, and without following links.</summary>
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
                if (Extensions.Contains(file.Extension)) yield return new(file.FullName, null);
            }

            // Pushed in reverse, so that folders come in order.
            foreach (FileSystemInfo below in entries.Where(static e => e is DirectoryInfo).Reverse())
            {
                if (IsWalked(below)) open.Push(below.FullName);
            }
        }
    }

    // A link to a folder may lead back up: what it leads to is read where it really lies, if it lies below the folder.
    private static bool IsWalked(FileSystemInfo folder) =>
        !folder.Name.StartsWith('.') && !LeftOut.Contains(folder.Name)
        && (folder.Attributes & (FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint)) == 0;

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
