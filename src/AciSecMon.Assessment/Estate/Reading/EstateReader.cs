using System.Runtime.CompilerServices;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Estate;

/// <summary>Reads inputs of every shape into parts of one estate. What is wrong with one source never keeps the others from being read.</summary>
internal static class EstateReader
{
    /// <summary>Reads one input: a file, the files of a folder, a pipeline object, a group of this module, or the groups of a connection page by page.</summary>
    public static IAsyncEnumerable<EstateRead> ReadAsync(EstateInput input, ReadOptions options, IAciReporter reporter, CancellationToken cancellationToken) =>
        input is LiveInput live ? LiveGroups.ReadAsync(live, reporter, cancellationToken) : ReadAsync(input, options, cancellationToken);

    /// <summary>Reads one input that needs no connection.</summary>
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

    // A parameter file that was asked for and is missing is missing for every template, and told once.
    private static EstateRead WithoutTold(EstateRead read, HashSet<(string, string?, string)> told)
    {
        if (read.Problems.Count == 0) return read;
        AciProblem[] untold = [.. read.Problems.Where(p => told.Add((p.Id, p.Target, p.Message)))];
        return untold.Length == 0 && read.Part is null
            ? read with { Problems = untold, PassedOver = "was not read, for a reason that was told before" }
            : read with { Problems = untold };
    }

    private static async IAsyncEnumerable<EstateRead> ReadFolderAsync(
        PathInput folder, ReadOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool isAnything = false;
        HashSet<(string, string?, string)> told = [];
        foreach (WalkedEntry entry in FolderWalk.Walk(folder.FullPath))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.Problem is not null || entry.PassedOver is not null)
            {
                isAnything |= entry.Problem is not null;
                yield return new EstateRead(new SourceFile(entry.Path, entry.Path), null, entry.Problem is { } problem ? [problem] : [], entry.PassedOver);
                continue;
            }

            isAnything = true;

            IReadOnlyList<EstateRead> reads = await FileEstate.ReadAsync(entry.Path, isExplicit: false, options, cancellationToken).ConfigureAwait(false);
            foreach (EstateRead read in reads) yield return WithoutTold(read, told);
        }

        if (isAnything) yield break;
        var source = new SourceFile(folder.FullPath, folder.FullPath);
        yield return folder.IsExplicit
            ? new EstateRead(source, null, [ReadProblems.NothingInFolder(source)], null)
            : new EstateRead(source, null, [], "holds no JSON, YAML or Bicep file");
    }
}
