namespace AciSecMon;

/// <summary>Which operations are meant, and of which time.</summary>
public sealed class ActivityRequest
{
    /// <summary>Begin of the time; null for a week before its end.</summary>
    public DateTimeOffset? After { get; init; }

    /// <summary>End of the time; null for now.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>Callers by name, user name, object id or application id, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Caller { get; init; } = [];

    /// <summary>Operations by kind or by name, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Operation { get; init; } = [];

    /// <summary>True for operations only that an attacker would make.</summary>
    public bool Risky { get; init; }

    /// <summary>Workspaces to ask for what is older than the activity log keeps, by resource id, GUID or name, with wildcards; empty for none.</summary>
    public IReadOnlyList<string> Workspace { get; init; } = [];
}
