using System.Globalization;
using System.Runtime.CompilerServices;
using System.Xml;
using AciSecMon.Assessment.Alerts;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Metrics;
using AciSecMon.Azure.Calls;
using AciSecMon.Azure.Changes;
using AciSecMon.Azure.Diagnostics;

namespace AciSecMon.Azure.Metrics;

/// <summary>
/// Reads metrics of container groups, several groups at a time. A group takes two calls: metrics of containers are asked for with a filter on the container's name,
/// which metrics of the network do not have and refuse. Source: azure-facts, B.5.
/// </summary>
internal sealed class MetricReader(IArmClient arm, IGroupFinder finder, TimeProvider clock)
{
    private const string ReadAction = "Microsoft.Insights/metrics/read";
    private const double BytesOfGigabyte = 1e9;

    // Changes below a tenth of what a container asks for, or of a megabyte per second, do not stand out.
    private const double ShareThatMatters = 0.1;
    private const double RateThatMatters = 1e6;

    /// <summary>Reads group after group. What could not be read is a problem, and the others go on.</summary>
    /// <exception cref="AciProblemException">The time or the interval cannot be.</exception>
    public async IAsyncEnumerable<AciMetricSample> ReadAsync(
        GroupSelection selection, MetricRequest request, IAciReporter reporter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        TimeSpan grain = MetricGrain.For(request);
        DateTimeOffset to = clock.GetUtcNow();
        var span = new Span(to - request.Timespan, to, grain);
        WatchedMetric[] metrics = [.. WatchedMetric.All.Where(metric => request.Metric.Count == 0 || request.Metric.Contains(metric.Name))];
        List<FoundGroup> groups = [];
        await foreach (FoundGroup group in finder.FindAsync(selection, reporter, cancellationToken).ConfigureAwait(false)) groups.Add(group);
        int done = 0;
        await foreach (List<AciMetricSample> samples in BoundedWork.MapAsync(groups, (group, stop) => ReadAsync(group, metrics, span, reporter, stop), cancellationToken).ConfigureAwait(false))
        {
            foreach (AciMetricSample sample in samples) yield return sample;
            await reporter.ProgressAsync("Reading metrics", ++done, groups.Count, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<List<AciMetricSample>> ReadAsync(FoundGroup group, WatchedMetric[] metrics, Span span, IAciReporter reporter, CancellationToken cancellationToken)
    {
        List<AciMetricSample> samples = [];
        foreach (IGrouping<bool, WatchedMetric> kind in metrics.GroupBy(static metric => metric.IsOfContainer))
        {
            try
            {
                Value answer = (await arm.SendAsync(RequestFor(group, [.. kind], span), reporter, cancellationToken).ConfigureAwait(false)).Body;
                foreach (WatchedMetric metric in kind) samples.AddRange(SamplesOf(group, metric, answer, span));
            }
            catch (AciServiceException fault)
            {
                AciProblem problem = Faults.On(fault, $"Metrics of container group '{group.Name}' ({group.Id.ResourceGroupName}, subscription {group.Id.SubscriptionId}) could not be read", group.Id.Text, ReadAction);
                await reporter.ProblemAsync(problem, cancellationToken).ConfigureAwait(false);
            }
        }

        return samples;
    }

    private static ArmRequest RequestFor(FoundGroup group, WatchedMetric[] metrics, Span span)
    {
        List<(string, string)> query =
        [
            ("timespan", $"{Time(span.From)}/{Time(span.To)}"),
            ("interval", XmlConvert.ToString(span.Grain)),
            ("metricnames", string.Join(',', metrics.Select(static metric => metric.MetricName))),
            ("metricnamespace", ArmId.ContainerGroups),
            ("aggregation", "average,maximum"),
        ];
        if (metrics[0].IsOfContainer) query.Add(("$filter", "containerName eq '*'"));
        return ArmRequest.Get($"{group.Id.Text}/providers/Microsoft.Insights/metrics", ApiVersions.Metrics) with { Query = query };
    }

    private static AciMetricSample[] SamplesOf(FoundGroup group, WatchedMetric metric, Value answer, Span span)
    {
        Value series = answer["value"].Items.FirstOrDefault(value => value["name"]["value"].Is(metric.MetricName))?["timeseries"] ?? MissingValue.Instance;
        AciMetricSample[] samples = [.. series.Items.Select(one => SampleOf(group, metric, one, span)).Where(static sample => sample.Value.Length > 0)];
        if (samples.Length > 0) return samples;
        string note = group.IsWindows ? "Azure Monitor has metrics of Linux containers only." : "Azure Monitor has no values of this time: the group did not run, or it is new.";
        return [Sample(group, metric, null, [], span, note)];
    }

    private static AciMetricSample SampleOf(FoundGroup group, WatchedMetric metric, Value series, Span span)
    {
        string? container = series["metadatavalues"].Items.FirstOrDefault(static one => one["name"]["value"].Is("containerName"))?["value"].AsText();
        AciMetricValue[] values =
        [
            .. series["data"].Items.Where(static point => point["average"].AsReal() is not null).Select(static point => new AciMetricValue
            {
                At = DateTimeOffset.Parse(point["timeStamp"].AsText() ?? string.Empty, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
                Average = point["average"].AsReal()!.Value,
                Maximum = point["maximum"].AsReal() ?? point["average"].AsReal()!.Value,
            }).OrderBy(static value => value.At),
        ];
        return Sample(group, metric, container, values, span, null);
    }

    private static AciMetricSample Sample(FoundGroup group, WatchedMetric metric, string? container, AciMetricValue[] values, Span span, string? note)
    {
        double[] averages = [.. values.Select(static value => value.Average)];
        double? request = RequestOf(group, metric, container);
        double? average = averages.Length == 0 ? null : averages.Average();
        double floor = metric.IsOfContainer ? (request ?? 0) * ShareThatMatters : RateThatMatters;
        return new AciMetricSample
        {
            ContainerGroupName = group.Name,
            ContainerName = container,
            Metric = metric.Name,
            Unit = metric.Unit,
            Current = averages.Length == 0 ? null : averages[^1],
            Average = average,
            Maximum = values.Length == 0 ? null : values.Max(static value => value.Maximum),
            Baseline = Baseline.Of(averages),
            Request = request,
            Share = average is { } mean && request is > 0 ? Math.Round(100 * mean / request.Value, 1) : null,
            Outlier = [.. Baseline.Outliers(averages, floor).Select(at => values[at])],
            Value = values,
            Note = note,
            From = span.From,
            To = span.To,
            ResourceGroupName = group.Id.ResourceGroupName,
            SubscriptionId = group.Id.SubscriptionId,
            ResourceId = group.Id.Text,
        };
    }

    private static double? RequestOf(FoundGroup group, WatchedMetric metric, string? container)
    {
        ContainerRequest? asked = group.Containers.FirstOrDefault(one => string.Equals(one.Name, container, StringComparison.OrdinalIgnoreCase));
        return metric.Name switch
        {
            AciMetricName.Cpu => asked?.Cpu * 1000,
            AciMetricName.Memory => asked?.MemoryInGigabytes * BytesOfGigabyte,
            _ => null,
        };
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private sealed record Span(DateTimeOffset From, DateTimeOffset To, TimeSpan Grain);
}
