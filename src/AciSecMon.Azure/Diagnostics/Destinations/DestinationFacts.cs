namespace AciSecMon.Azure.Diagnostics;

/// <summary>What was found out about a destination itself, whoever sends to it.</summary>
/// <param name="Exists">False where it is not there; null where that could not be found out.</param>
/// <param name="Location">Region; null where it is not known.</param>
/// <param name="Obstacle">What keeps it from receiving anything by a setting; null for nothing.</param>
/// <param name="Doubt">What could not be found out; null for nothing.</param>
/// <param name="CustomerId">A workspace's own id; null for others.</param>
/// <param name="LegacyObstacle">What keeps a workspace from receiving from a group's own agent; null for nothing.</param>
/// <param name="Remark">What is to be known of it though it keeps nothing from being received in the long run; null for nothing.</param>
internal sealed record DestinationFacts(
    bool? Exists, string? Location = null, string? Obstacle = null, string? Doubt = null, string? CustomerId = null, string? LegacyObstacle = null, string? Remark = null)
{
    /// <summary>It is not there.</summary>
    public static DestinationFacts Gone(string reason) => new(false, Obstacle: reason);

    /// <summary>Whether it is there could not be found out.</summary>
    public static DestinationFacts Unknown(string reason) => new((bool?)null, Doubt: reason);

    /// <summary>What it means for a group that sends to it by a setting.</summary>
    public (bool? CanReceive, string? Reason) Judge(DestinationKind kind, string groupLocation)
    {
        if (Exists == false || Obstacle is not null) return (false, Obstacle);
        // A workspace may be anywhere; what is regional must be where the group is (azure-facts, B.1).
        if (kind is DestinationKind.StorageAccount or DestinationKind.EventHub && Location is not null && groupLocation.Length > 0 && !Regions.AreSame(Location, groupLocation))
        {
            return (false, $"it is in region {Location}, the container group in {groupLocation}; both must be in the same");
        }

        return Exists is null || Doubt is not null ? (null, Doubt) : (true, null);
    }

    /// <summary>What it means for a group that sends to it by its own agent.</summary>
    public (bool? CanReceive, string? Reason) JudgeLegacy()
    {
        if (Exists == false || Obstacle is not null) return (false, Obstacle);
        if (LegacyObstacle is not null) return (false, LegacyObstacle);
        return Exists is null || Doubt is not null ? (null, Doubt) : (true, null);
    }
}

/// <summary>Compares regions, which the services write as <c>westeurope</c> and as <c>West Europe</c>.</summary>
internal static class Regions
{
    /// <summary>True where both name the same region.</summary>
    public static bool AreSame(string region, string other) => string.Equals(Plain(region), Plain(other), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string region) => region.Replace(" ", string.Empty, StringComparison.Ordinal);
}
