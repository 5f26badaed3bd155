using System.Runtime.CompilerServices;

namespace AciSecMon.Connections;

/// <summary>
/// Remembers which connection a container group was read over, for as long as the object lives. What is piped on can so be asked about again where it came from, its
/// neighbours included; a group of a file has no such origin.
/// </summary>
internal static class LiveOrigin
{
    private static readonly ConditionalWeakTable<AciContainerGroup, AciConnection> Origins = new();

    /// <summary>Notes where the group was read.</summary>
    public static void Note(AciContainerGroup group, AciConnection connection) => Origins.AddOrUpdate(group, connection);

    /// <summary>The connection; null for a group that was not read live.</summary>
    public static AciConnection? Of(AciContainerGroup group) => Origins.TryGetValue(group, out AciConnection? connection) ? connection : null;
}
