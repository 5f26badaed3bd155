using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;

namespace AciSecMon.Connections;

/// <summary>
/// The connection that a runspace works with where none is named. Two runspaces of one process, such as those of ForEach-Object -Parallel, never see each other's: they
/// may belong to different people.
/// </summary>
internal static class CurrentConnection
{
    private static readonly ConditionalWeakTable<Runspace, AciConnection> Connections = new();

    /// <summary>The connection of this runspace; null where there is none. Asked on the thread that the runspace runs on.</summary>
    public static AciConnection? Get() =>
        Runspace.DefaultRunspace is { } runspace && Connections.TryGetValue(runspace, out AciConnection? connection) ? connection : null;

    /// <summary>Makes a connection that of this runspace.</summary>
    public static void Set(AciConnection connection)
    {
        if (Runspace.DefaultRunspace is { } runspace) Connections.AddOrUpdate(runspace, connection);
    }

    /// <summary>Takes the connection away where it is that of this runspace.</summary>
    public static void Forget(AciConnection connection)
    {
        if (Runspace.DefaultRunspace is { } runspace && ReferenceEquals(Get(), connection)) Connections.Remove(runspace);
    }
}
