namespace AciSecMon.Azure.Metrics;

/// <summary>The lengths of intervals that metrics of container groups have. Source: azure-facts, B.5.</summary>
internal static class MetricGrain
{
    private const int UsualValues = 300;

    private static readonly TimeSpan[] Known =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];

    /// <summary>The interval for a time: the one that was asked for, or the shortest that gives some hundred values.</summary>
    /// <exception cref="AciProblemException">There is no such interval, or the time is none that metrics are kept for.</exception>
    public static TimeSpan For(MetricRequest request)
    {
        // Azure Monitor keeps platform metrics for 93 days (learn.microsoft.com, azure/azure-monitor/platform/data-platform-metrics, "Retention of metrics").
        if (request.Timespan <= TimeSpan.Zero || request.Timespan > TimeSpan.FromDays(93))
            throw Invalid($"Metrics of {request.Timespan} cannot be read.", "Give a time above zero; Azure Monitor keeps metrics for 93 days.");
        if (request.Interval is not { } asked) return Known.FirstOrDefault(length => request.Timespan / length <= UsualValues, Known[^1]);
        return Known.Contains(asked) ? asked : throw Invalid($"Metrics of container groups have no interval of {asked}.", $"There are {string.Join(", ", Known)}.");
    }

    private static AciProblemException Invalid(string message, string recommendation) =>
        new(new AciProblem { Id = "AciMetricTimeInvalid", Kind = AciProblemKind.InvalidArgument, Message = message, Recommendation = recommendation });
}
