using System.Globalization;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Azure.Coverage;

/// <summary>Judges whether what a container group sends arrives. Pure.</summary>
internal static class HeartbeatPart
{
    private const string Name = "Heartbeat";

    /// <summary>The part.</summary>
    public static AciCoveragePart Of(Heartbeat beat)
    {
        string last = beat.Last is { } time
            ? $"The last row in a workspace ({beat.What}) is of {time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)}."
            : string.Create(CultureInfo.InvariantCulture, $"No row has come into a workspace within {Heartbeat.LookbackDays} days.");
        if (beat.IsFresh) return Part(AciCoverageState.On, last);
        if (beat.Unread is { Reason: UnreadReason.Gone }) return Part(AciCoverageState.Broken, "The workspace that it sends to is not there.");
        if (beat.Unread is { } unread) return Part(AciCoverageState.Unknown, $"Whether anything arrives could not be found out. {unread.Problem.Message}");
        return beat.State switch
        {
            Heartbeat.Running => Part(AciCoverageState.Broken, $"{last} The group runs: look at its settings with Get-AciDiagnostics, and into the workspace for a daily cap."),
            null => Part(AciCoverageState.Unknown, $"{last} Whether the group runs is not told."),
            _ => Part(AciCoverageState.Unknown, $"{last} The group is {beat.State}, so that it has nothing to send, and whether it would arrive is not known."),
        };
    }

    private static AciCoveragePart Part(AciCoverageState state, string message) => new() { Name = Name, State = state, Message = message };
}
