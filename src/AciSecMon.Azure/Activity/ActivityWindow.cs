using System.Globalization;

namespace AciSecMon.Azure.Activity;

/// <summary>The time that is asked for. The activity log keeps ninety days and refuses an earlier begin (azure-facts, F).</summary>
/// <param name="From">Begin.</param>
/// <param name="To">End.</param>
/// <param name="KeptFrom">From when on the activity log has events.</param>
internal sealed record ActivityWindow(DateTimeOffset From, DateTimeOffset To, DateTimeOffset KeptFrom)
{
    /// <summary>How long the activity log keeps events.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    private static readonly TimeSpan Usual = TimeSpan.FromDays(7);

    // A request takes a while, and the clock of the service may be ahead.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);

    /// <summary>The part that the activity log has; null where it has none.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Recent => To <= KeptFrom ? null : (From < KeptFrom ? KeptFrom : From, To);

    /// <summary>The part that only a workspace can have; null where there is none.</summary>
    public (DateTimeOffset From, DateTimeOffset To)? Older => From >= KeptFrom ? null : (From, To < KeptFrom ? To : KeptFrom);

    /// <summary>The window of a request.</summary>
    /// <exception cref="AciProblemException">Its end is not after its begin.</exception>
    public static ActivityWindow Of(ActivityRequest request, DateTimeOffset now)
    {
        DateTimeOffset to = request.Before ?? now;
        DateTimeOffset from = request.After ?? to - Usual;
        if (from < to) return new ActivityWindow(from.ToUniversalTime(), to.ToUniversalTime(), (now - Retention + Margin).ToUniversalTime());
        throw new AciProblemException(new AciProblem
        {
            Id = "AciActivityTimeInvalid",
            Kind = AciProblemKind.InvalidArgument,
            Message = string.Create(CultureInfo.InvariantCulture, $"The time from {from:u} to {to:u} has no length."),
            Recommendation = "Give -After a time before that of -Before, which is now where it is left out.",
        });
    }

    /// <summary>That a part of the time cannot be had of the activity log.</summary>
    /// <param name="older">The part.</param>
    public static AciProblem TooOld((DateTimeOffset From, DateTimeOffset To) older) => new()
    {
        Id = "AciActivityNotKept",
        Kind = AciProblemKind.LimitExceeded,
        Message = string.Create(CultureInfo.InvariantCulture, $"The activity log keeps {Retention.TotalDays} days: nothing is known of the time from {older.From:u} to {older.To:u}."),
        Target = "ActivityLog",
        Recommendation = "Name the workspace that the activity log is exported to with -Workspace, or give a later -After. Enable-AciSecurityMonitoring exports it from now on.",
    };
}
