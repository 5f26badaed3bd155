namespace AciSecMon.Binding;

/// <summary>
/// Collects container groups until there are enough to ask about at once. Each is taken once, whatever the spelling: many findings on one group are one question, and
/// one change.
/// </summary>
internal sealed class TargetBatch
{
    // As many ids as one query of Resource Graph takes without coming near its limit of length.
    private const int Size = 200;

    private readonly HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<LiveTarget> pending = [];

    /// <summary>True where the batch should be taken.</summary>
    public bool IsFull => pending.Count >= Size;

    /// <summary>Adds a group; one that was there already is left out.</summary>
    public void Add(LiveTarget target)
    {
        if (seen.Add(target.ResourceId)) pending.Add(target);
    }

    /// <summary>Empties the batch: selections of ids, by the connection that they were read over.</summary>
    /// <param name="isWhole">True for one selection of all of a connection, however many they are.</param>
    public IReadOnlyList<(AciConnection? Origin, GroupSelection Selection)> Take(bool isWhole)
    {
        (AciConnection?, GroupSelection)[] taken =
        [
            .. pending.Chunk(isWhole ? Math.Max(1, pending.Count) : Size).SelectMany(static chunk => chunk.GroupBy(static target => target.Origin))
                .Select(static part => (part.Key, new GroupSelection { ResourceId = [.. part.Select(static target => target.ResourceId)] })),
        ];
        pending.Clear();
        return taken;
    }
}
