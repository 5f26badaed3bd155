using System.Globalization;
using AciSecMon.Assessment.Detections;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Rules.Detections;
using AciSecMon.Assessment.Rules.Findings;
using AciSecMon.Assessment.Rules.Metadata;

namespace AciSecMon.Assessment.Metrics;

/// <summary>
/// Makes findings of metrics that stand out: the same rule as the detection on exported metrics, ACI-KQL-022, which the metrics API can tell of single containers. Pure.
/// </summary>
internal static class MetricFindings
{
    private const string RuleId = "ACI-KQL-022";
    private const string ControlPrefix = "MCSB ";
    private const int MostEvidence = 20;

    // A processor that stands at nine tenths of its request is what miners look like (checks, KQL-011 and KQL-022).
    private const double FlatShare = 90;

    private static readonly Lazy<RuleMetadata> Rule = new(static () => DetectionRules.All.Single(static rule => rule.Id == DetectionIds.RuleOf(RuleId)));

    /// <summary>The finding of a metric: Fail where it stands out, Unknown where there are no values; null where it is as usual.</summary>
    /// <param name="sample">The metric.</param>
    /// <param name="now">The time.</param>
    public static AciSecurityFinding? Of(AciMetricSample sample, DateTimeOffset now)
    {
        string who = sample.ContainerName is { } container ? $"Container {container}" : "The container group";
        if (sample.Value.Length < Baseline.Fewest)
        {
            string why = sample.Value.Length == 0 ? sample.Note ?? "there are no values." : string.Create(CultureInfo.InvariantCulture, $"{sample.Value.Length} values are too few to tell what is usual; ask for a longer time.");
            return Make(sample, now, AciFindingStatus.Unknown, $"Whether {sample.Metric} stands out is not known: {why}");
        }

        if (sample is { Metric: AciMetricName.Cpu, Request: > 0 and var request } && sample.Value.Min(static value => value.Average) >= request * FlatShare / 100)
            return Make(sample, now, AciFindingStatus.Fail, string.Create(CultureInfo.InvariantCulture, $"{who} uses {sample.Share:0.#} percent of the processor that it asks for, and never less than {FlatShare:0}."));
        if (sample.Outlier.Length == 0) return null;
        AciMetricValue farthest = sample.Outlier.MaxBy(value => Math.Abs(value.Average - (sample.Baseline ?? 0)))!;
        return Make(
            sample, now, AciFindingStatus.Fail,
            string.Create(CultureInfo.InvariantCulture, $"{who}: {sample.Metric} was {farthest.Average:0.#} {sample.Unit} at {farthest.At.UtcDateTime:yyyy-MM-dd HH:mm} UTC, where {sample.Baseline:0.#} is usual; {sample.Outlier.Length} values stand out."));
    }

    private static AciSecurityFinding Make(AciMetricSample sample, DateTimeOffset now, AciFindingStatus status, string message)
    {
        RuleMetadata rule = Rule.Value;
        string key = $"{AciSubjectType.ContainerGroup}:{sample.ContainerGroupName}";
        string place = sample.ContainerName is { } container ? $"containers[{container}].metrics[{sample.Metric}]" : $"metrics[{sample.Metric}]";
        return new AciSecurityFinding
        {
            FindingId = FindingKeys.FindingId(rule.Id, ResourceIds.ScopeOf(sample.ResourceId), key, place),
            MatchKey = FindingKeys.MatchKey(rule.Id, key, place),
            RuleId = rule.Id,
            Title = rule.Title,
            Severity = rule.Severity,
            Status = status,
            Category = rule.Category,
            Source = rule.Source,
            SubjectType = sample.ContainerName is null ? AciSubjectType.ContainerGroup : AciSubjectType.Container,
            SubjectId = sample.ContainerName is null ? sample.ResourceId : $"{sample.ResourceId}/containers[{sample.ContainerName}]",
            ContainerGroupName = sample.ContainerGroupName,
            ContainerName = sample.ContainerName,
            ResourceGroupName = sample.ResourceGroupName,
            SubscriptionId = sample.SubscriptionId,
            ResourceId = sample.ResourceId,
            Place = place,
            Message = message,
            Evidence = [.. (sample.Outlier.Length > 0 ? sample.Outlier : sample.Value).Take(MostEvidence).Select(value => new AciEvidence { Path = value.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture), Value = FormattableString.Invariant($"{value.Average:0.#} {sample.Unit}"), Expected = FormattableString.Invariant($"about {sample.Baseline:0.#}") })],
            Recommendation = rule.Recommendation,
            Control = [.. rule.Controls.Select(static control => ControlPrefix + control)],
            ObservedAt = now,
        };
    }
}
