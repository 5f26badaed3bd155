using System.Globalization;
using AciSecMon.Assessment.Alerts;
using AciSecMon.Azure.Diagnostics;

namespace AciSecMon.Azure.Alerts;

/// <summary>
/// Makes rules on metrics of a container group. Pure. Processor and memory are measured for each container, and a criterion has one threshold: where containers ask for
/// different amounts, each gets a rule of its own.
/// </summary>
internal static class MetricRules
{
    private const double UsualPercent = 90;
    private const int Severity = 3;

    // A gigabyte of a request is taken as 10 to the 9th bytes: were it 2 to the 30th, the alert would only come a little earlier.
    private const double BytesOfGigabyte = 1e9;

    /// <summary>The rules, each with the end of its name.</summary>
    /// <param name="group">The group.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="threshold">Percent of the request, or bytes per second for the network; null for the usual.</param>
    public static IEnumerable<(string Name, MetricRule Rule)> Of(FoundGroup group, WatchedMetric metric, double? threshold)
    {
        string begin = $"{LogRules.NameOf(metric.Name.ToString())}-{group.Name}";
        if (!metric.IsOfContainer)
        {
            if (threshold is { } rate) yield return (begin, new MetricRule(metric, group.Id.Text, group.Location, null, rate, Severity, $"{metric.MetricName} of {group.Name} is above {Text(rate)} {metric.Unit}."));
            yield break;
        }

        double percent = threshold ?? UsualPercent;
        (string Name, double Threshold)[] limits = [.. group.Containers.Select(container => (container.Name, Limit(metric, container, percent))).Where(static limit => limit.Item2 > 0)];
        if (limits.Length == 0) yield break;
        bool isOne = limits.All(limit => limit.Threshold.Equals(limits[0].Threshold));
        foreach ((string container, double limit) in isOne ? [("*", limits[0].Threshold)] : limits)
        {
            string who = isOne ? $"A container of {group.Name}" : $"Container {container} of {group.Name}";
            string description = $"{who} uses more than {Text(percent)} percent of what it asks for ({Text(limit)} {metric.Unit}).";
            yield return (isOne ? begin : $"{begin}-{container}", new MetricRule(metric, group.Id.Text, group.Location, container, limit, Severity, description));
        }
    }

    private static double Limit(WatchedMetric metric, ContainerRequest container, double percent) =>
        Math.Round(percent / 100 * (metric.Name == AciMetricName.Cpu ? (container.Cpu ?? 0) * 1000 : (container.MemoryInGigabytes ?? 0) * BytesOfGigabyte));

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
