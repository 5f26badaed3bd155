namespace AciSecMon;

/// <summary>How closely to look at the monitoring.</summary>
public sealed class CoverageRequest
{
    /// <summary>True to ask the workspaces when the last row of each container group came in.</summary>
    public bool IncludeHeartbeat { get; init; }
}
