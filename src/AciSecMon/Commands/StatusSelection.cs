namespace AciSecMon.Commands;

/// <summary>What status filters stand for.</summary>
internal static class StatusSelection
{
    /// <summary>The statuses; none where nothing was asked for, which means the default ones.</summary>
    public static IReadOnlyList<AciFindingStatus> From(IReadOnlyCollection<AciStatusFilter> filters) => filters.Contains(AciStatusFilter.All)
        ? Enum.GetValues<AciFindingStatus>()
        : [.. filters.Select(static filter => (AciFindingStatus)filter).Distinct()];
}
