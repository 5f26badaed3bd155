using System.Globalization;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Azure.Coverage;

/// <summary>Judges whether what a container group sends arrives. Pure.</summary>
internal static class HeartbeatPart
{
    private const string Name = "Heartbeat";

    /// <summary>The part; null where it was not asked for, or the group sends to no workspace.</summary>
    /// <param name="beat">The last row; null where no workspace was asked.</param>
    /// <param name="rows">How the group is collected from.</param>
    /// <param name="isAsked">True where it was asked for.</param>
    public static AciCoveragePart? Of(Heartbeat? beat, IReadOnlyList<AciDiagnosticSetting> rows, bool isAsked)
    {
        AciDiagnosticSetting? unread = isAsked ? GroupParts.UnreadOf(rows) : null;
        if (beat is null) return unread is null ? null : Part(AciCoverageState.Unknown, $"Whether anything arrives could not be found out. {string.Join(' ', unread.Note)}");
        return beat.IsFresh || unread is null ? Of(beat) : Part(AciCoverageState.Unknown, $"Whether anything else arrives could not be found out. {string.Join(' ', unread.Note)}");
    }

    private static AciCoveragePart Of(Heartbeat beat)
    {
        string last = beat.Last is { } time
            ? $"The last row in a workspace ({beat.What}) is of {Time(time)}."
            : string.Create(CultureInfo.InvariantCulture, $"No row has come into a workspace within {Heartbeat.LookbackDays} days.");
        if (beat.IsFresh) return Part(AciCoverageState.On, last);
        if (beat.Unread is { Reason: UnreadReason.Gone }) return Part(AciCoverageState.Broken, "The workspace that it sends to is not there.");
        if (beat.Unread is { } unread) return Part(AciCoverageState.Unknown, $"Whether anything arrives could not be found out. {unread.Problem.Message}");
        return beat.State switch
        {
            Heartbeat.Running when beat.IsYoung => Part(AciCoverageState.Unknown, $"{last} The group started at {Time(beat.StartedAt!.Value)}: nothing need have arrived yet."),
            Heartbeat.Running => Part(AciCoverageState.Broken, $"{last} The group runs: look at its settings, and into the workspace for a daily cap.", $"Get-AciDiagnostics -ResourceId '{beat.GroupId}'"),
            null => Part(AciCoverageState.Unknown, $"{last} Whether the group runs is not told."),
            _ => Part(AciCoverageState.Unknown, $"{last} The group is {beat.State}, so that it has nothing to send, and whether it would arrive is not known."),
        };
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static AciCoveragePart Part(AciCoverageState state, string message, string? command = null) => new() { Name = Name, State = state, Message = message, Command = command };
}
