namespace AciSecMon.Commands;

/// <summary>What source filters stand for.</summary>
internal static class SourceSelection
{
    /// <summary>The sources; none where nothing was asked for, which means the default ones.</summary>
    public static IReadOnlyList<AciFindingSource> From(IReadOnlyCollection<AciSourceFilter> filters) => filters.Contains(AciSourceFilter.All)
        ? Enum.GetValues<AciFindingSource>()
        : [.. filters.Select(static filter => (AciFindingSource)filter).Distinct()];
}
