using System.Runtime.CompilerServices;

namespace AciSecMon.Assessment.Estate;

/// <summary>
/// Groups that come through the pipeline one by one, and belong to one connection, read as one part, so that what belongs to single groups is asked for in parallel.
/// </summary>
internal static class PipedGroups
{
    /// <summary>The inputs, with each run of groups of one connection as a list.</summary>
    public static IEnumerable<IReadOnlyList<EstateInput>> Gather(IReadOnlyList<EstateInput> inputs)
    {
        List<EstateInput> run = [];
        foreach (EstateInput input in inputs)
        {
            if (run.Count > 0 && (LiveOf(input) is not { } live || !ReferenceEquals(live, LiveOf(run[0]))))
            {
                yield return run;
                run = [];
            }

            run.Add(input);
        }

        if (run.Count > 0) yield return run;
    }

    /// <summary>Reads what <see cref="Gather"/> gave.</summary>
    public static async IAsyncEnumerable<EstateRead> ReadAsync(
        IReadOnlyList<EstateInput> run, ReadOptions options, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (run.Count > 1 && StateOf(run[0]) is { } first)
        {
            EngineState[] states = [.. run.Select(StateOf).OfType<EngineState>()];
            yield return new EstateRead(first.Part.Source, new EstatePart
            {
                Source = first.Part.Source,
                Groups = [.. states.Select(static s => s.Entry)],
                Live = first.Part.Live,
            }, [], null);
            yield break;
        }

        await foreach (EstateRead read in EstateReader.ReadAsync(run[0], options, reporter, cancellationToken).ConfigureAwait(false)) yield return read;
    }

    private static EngineState? StateOf(EstateInput input) => (input as GroupInput)?.Group.EngineState as EngineState;

    private static Live.ILiveEstate? LiveOf(EstateInput input) => StateOf(input)?.Part.Live;
}
