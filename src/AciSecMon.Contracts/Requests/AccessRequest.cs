namespace AciSecMon;

/// <summary>Whose access is meant, and what to find out of it.</summary>
public sealed class AccessRequest
{
    /// <summary>Principals by name, user name or object id, with wildcards; empty for all.</summary>
    public IReadOnlyList<string> Principal { get; init; } = [];

    /// <summary>Rights of which at least one must be held or eligible; empty for all.</summary>
    public IReadOnlyList<AciAccessRight> Right { get; init; } = [];

    /// <summary>True for principals only that could do harm or get further.</summary>
    public bool Dangerous { get; init; }

    /// <summary>True to compare what is held with what was used, by the activity log.</summary>
    public bool IncludeUsage { get; init; }
}
