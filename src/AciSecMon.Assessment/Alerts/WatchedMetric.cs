namespace AciSecMon.Assessment.Alerts;

/// <summary>A metric of container groups that alert rules can watch.</summary>
/// <param name="Name">What it is.</param>
/// <param name="MetricName">Name in Azure Monitor.</param>
/// <param name="Unit">Unit of its threshold.</param>
/// <param name="IsOfContainer">True where it has a value for each container; the network is the group's.</param>
internal sealed record WatchedMetric(AciMetricName Name, string MetricName, string Unit, bool IsOfContainer)
{
    // Source: azure-facts B.5 (supported metrics of Microsoft.ContainerInstance/containerGroups).

    /// <summary>All of them.</summary>
    public static IReadOnlyList<WatchedMetric> All { get; } =
    [
        new(AciMetricName.Cpu, "CpuUsage", "millicores", IsOfContainer: true),
        new(AciMetricName.Memory, "MemoryUsage", "bytes", IsOfContainer: true),
        new(AciMetricName.NetworkReceived, "NetworkBytesReceivedPerSecond", "bytes per second", IsOfContainer: false),
        new(AciMetricName.NetworkTransmitted, "NetworkBytesTransmittedPerSecond", "bytes per second", IsOfContainer: false),
    ];

    /// <summary>What is known of a metric.</summary>
    public static WatchedMetric Of(AciMetricName name) => All.First(metric => metric.Name == name);
}
