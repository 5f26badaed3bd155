using System.Management.Automation;

namespace AciSecMon.Pipeline;

/// <summary>The one progress record of a cmdlet: nothing for work that takes less than a second, then a few updates a second, and taken away at the end.</summary>
internal sealed class ProgressLine(string activity, TimeProvider clock)
{
    private static readonly TimeSpan FirstAfter = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly object gate = new();
    private readonly int id = StableId(activity);
    private readonly long started = clock.GetTimestamp();
    private long? shown;

    /// <summary>The record to write now; null where it is too early.</summary>
    public ProgressRecord? Next(string status, int done, int total)
    {
        lock (gate)
        {
            long now = clock.GetTimestamp();
            bool due = shown is { } last ? clock.GetElapsedTime(last, now) >= Interval : clock.GetElapsedTime(started, now) >= FirstAfter;
            if (!due) return null;
            shown = now;
        }

        return new ProgressRecord(id, activity, status.Length == 0 ? " " : status)
        {
            PercentComplete = total > 0 ? Math.Clamp((int)(100L * done / total), 0, 100) : -1,
        };
    }

    /// <summary>Takes the record away where one was shown; called on the pipeline's thread.</summary>
    public void End(PSCmdlet cmdlet)
    {
        lock (gate)
        {
            if (shown is null) return;
        }

        try
        {
            cmdlet.WriteProgress(new ProgressRecord(id, activity, " ") { RecordType = ProgressRecordType.Completed });
        }
        catch (PipelineStoppedException)
        {
            // A stopped pipeline takes nothing more; the host clears its progress then.
        }
    }

    private static int StableId(string name)
    {
        // string.GetHashCode differs from process to process; a parent and a child activity must not change places.
        int hash = 17;
        foreach (char letter in name) hash = unchecked((hash * 31) + letter);
        return hash & int.MaxValue;
    }
}
