namespace AciSecMon;

/// <summary>Which metrics are meant, and of which time.</summary>
public sealed class MetricRequest
{
    /// <summary>Metrics; empty for all.</summary>
    public IReadOnlyList<AciMetricName> Metric { get; init; } = [];

    /// <summary>How far back.</summary>
    public TimeSpan Timespan { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Length of an interval; null for one that gives some hundred values.</summary>
    public TimeSpan? Interval { get; init; }
}
