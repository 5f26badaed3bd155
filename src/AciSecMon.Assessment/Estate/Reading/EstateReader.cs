using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Reads inputs of every shape into parts of one estate. What is wrong with one source never keeps the others from being read.</summary>
internal static class EstateReader
{
    /// <summary>Reads one input: a file, the files of a folder, a pipeline object or a group of this module.</summary>
    public static async IAsyncEnumerable<EstateRead> ReadAsync(
        EstateInput input, ReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        switch (input)
        {
            case PathInput path when Directory.Exists(path.FullPath):
                await foreach (EstateRead read in ReadFolderAsync(path, options, cancellationToken).ConfigureAwait(false)) yield return read;
                break;
            case PathInput path:
                IReadOnlyList<EstateRead> reads = await FileEstate.ReadAsync(path.FullPath, path.IsExplicit, options, cancellationToken).ConfigureAwait(false);
                foreach (EstateRead read in reads) yield return read;
                break;
            case ObjectInput item:
                IReadOnlyList<EstateRead> found = await ObjectEstate.ReadAsync(item, options, cancellationToken).ConfigureAwait(false);
                foreach (EstateRead read in found) yield return read;
                break;
            case GroupInput group:
                yield return ObjectEstate.Read(group.Group);
                break;
            default:
                throw new ArgumentException($"An input of type {input.GetType().Name} is not known.", nameof(input));
        }
    }

    private static async IAsyncEnumerable<EstateRead> ReadFolderAsync(
        PathInput folder, ReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool isAnything = false;
        foreach (WalkedEntry entry in FolderWalk.Walk(folder.FullPath))
        {
            cancellationToken.ThrowIfCancellationRequested();
            isAnything = true;
            if (entry.Problem is { } problem)
            {
                yield return new EstateRead(new SourceFile(entry.Path, entry.Path), null, [problem], null);
                continue;
            }

            IReadOnlyList<EstateRead> reads = await FileEstate.ReadAsync(entry.Path, isExplicit: false, options, cancellationToken).ConfigureAwait(false);
            foreach (EstateRead read in reads) yield return read;
        }

        if (isAnything) yield break;
        var source = new SourceFile(folder.FullPath, folder.FullPath);
        yield return folder.IsExplicit
            ? new EstateRead(source, null, [ReadProblems.NothingInFolder(source)], null)
            : new EstateRead(source, null, [], "holds no JSON, YAML or Bicep file");
    }
}
