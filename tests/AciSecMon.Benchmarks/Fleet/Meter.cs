using System.Diagnostics;

namespace AciSecMon.Benchmarks.Fleet;

/// <summary>Watches time and memory from its making to its stop.</summary>
internal sealed class Meter : IDisposable
{
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly Process process = Process.GetCurrentProcess();
    private readonly Timer timer;

    public Meter() => timer = new Timer(_ => Look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));

    /// <summary>When the first object came.</summary>
    public TimeSpan First { get; private set; }

    /// <summary>From the beginning to the end.</summary>
    public TimeSpan Total { get; private set; }

    /// <summary>Objects that came.</summary>
    public int Objects { get; private set; }

    /// <summary>Largest managed heap, garbage included.</summary>
    public long Heap { get; private set; }

    /// <summary>Largest working set.</summary>
    public long WorkingSet { get; private set; }

    /// <summary>Processor time of the whole process.</summary>
    public TimeSpan Processor { get; private set; }

    /// <summary>Counts an object.</summary>
    public void Seen()
    {
        if (Objects++ == 0) First = clock.Elapsed;
    }

    /// <summary>Ends the measurement.</summary>
    public void Stop()
    {
        Total = clock.Elapsed;
        Look();
        Processor = process.TotalProcessorTime;
    }

    public void Dispose()
    {
        timer.Dispose();
        process.Dispose();
    }

    private void Look()
    {
        lock (clock)
        {
            Heap = Math.Max(Heap, GC.GetTotalMemory(forceFullCollection: false));
            process.Refresh();
            WorkingSet = Math.Max(WorkingSet, process.WorkingSet64);
        }
    }
}
