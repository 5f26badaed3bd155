namespace AciSecMon.Benchmarks.Fleet;

/// <summary>Memory of this process.</summary>
internal static class Memory
{
    /// <summary>Bytes in use on the managed heap, after what is not needed was given back.</summary>
    public static long Now() => GC.GetTotalMemory(forceFullCollection: true);
}
