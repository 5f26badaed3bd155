namespace AciSecMon.Sandbox.Faults;

/// <summary>The faults that are still to come. Each counts the calls that fit it; where several are due, the one that was added first is taken.</summary>
internal sealed class FaultPlan
{
    private readonly object gate = new();
    private readonly List<Entry> entries = [];

    /// <summary>Adds a fault.</summary>
    public FaultPlan Add(Fault fault)
    {
        lock (gate) entries.Add(new Entry(fault));
        return this;
    }

    /// <summary>Forgets all faults.</summary>
    public void Clear()
    {
        lock (gate) entries.Clear();
    }

    /// <summary>How many calls a fault has hit.</summary>
    public int Hits { get; private set; }

    /// <summary>Counts a call, and gives the fault that is due for it; null for none.</summary>
    public Fault? Take(string method, string pathAndQuery, string content)
    {
        lock (gate)
        {
            Fault? due = null;
            foreach (Entry entry in entries)
            {
                Fault fault = entry.Fault;
                if (fault.Method is { } only && !string.Equals(only, method, StringComparison.OrdinalIgnoreCase)) continue;
                if (!pathAndQuery.Contains(fault.PathPart, StringComparison.OrdinalIgnoreCase)) continue;
                if (!content.Contains(fault.ContentPart, StringComparison.OrdinalIgnoreCase)) continue;
                entry.Seen++;
                if (entry.Seen >= fault.Nth && entry.Seen - fault.Nth < fault.Times) due ??= fault;
            }

            if (due is not null) Hits++;
            return due;
        }
    }

    private sealed class Entry(Fault fault)
    {
        public Fault Fault { get; } = fault;

        public int Seen { get; set; }
    }
}
