using System.Management.Automation;
using AciSecMon.Connections;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Gets what container groups use: processor, memory, network.</summary>
/// <remarks>
/// <para>
/// Get-AciMetric reads the metrics of Azure Monitor and gives one object for each metric and container: the newest value, mean and highest over -Timespan, the share of
/// what the container asks for, the usual value, and the values that stand out from it. The usual value is the median, and what stands out is far from it by the median of
/// the distances, so that a few wild values do not hide themselves.
/// </para>
/// <para>
/// Processor and memory are measured for each container, the network for the group as a whole. Azure Monitor has no such metrics of Windows containers; Note says so. A
/// group takes two calls.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-AciMetric -Name web-front</code>
/// <para>Gets the metrics of a container group over the last day.</para>
/// </example>
/// <example>
/// <code>Get-AciMetric -Metric Cpu -Timespan 06:00 | Where-Object Share -gt 90</code>
/// <para>Finds containers that use more than nine tenths of what they ask for: under load, in a loop, or working for somebody else.</para>
/// </example>
/// <example>
/// <code>Get-AciContainerGroup -ResourceGroupName shop | Get-AciMetric -Timespan 7.00:00 | Where-Object Outlier | Format-List ContainerGroupName, Metric, Baseline, Outlier</code>
/// <para>Shows what stood out within a week.</para>
/// </example>
/// <example>
/// <code>Get-AciMetric -AsFinding | Where-Object Status -eq Fail</code>
/// <para>Gives what stands out as findings, to be put beside others.</para>
/// </example>
/// <seealso cref="GetAciContainerGroupCommand"/>
/// <seealso cref="EnableAciAlertRuleCommand"/>
[Cmdlet(VerbsCommon.Get, "AciMetric", DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(AciMetricSample), typeof(AciSecurityFinding))]
public sealed class GetAciMetricCommand : GroupTargetCommand
{
    /// <summary>Metrics. Without it, all.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AciMetricName[] Metric { get; set; } = [];

    /// <summary>How far back; a day by default, 93 days at most.</summary>
    [Parameter]
    public TimeSpan Timespan { get; set; } = new MetricRequest().Timespan;

    /// <summary>Length of the interval that a value stands for: 1, 5, 15 or 30 minutes, or 1, 6 or 12 hours. Without it, one that gives some hundred values.</summary>
    [Parameter]
    public TimeSpan? Interval { get; set; }

    /// <summary>
    /// Gives findings of the rule ACI-KQL-022 in the place of values: Fail for each metric that stands out, or for a processor that is used up all the time, and Unknown where
    /// there are too few values to tell. What is as usual gives none. A settings file is not read.
    /// </summary>
    [Parameter]
    public SwitchParameter AsFinding { get; set; }

    /// <inheritdoc/>
    private protected override void Work(AciConnection connection, GroupSelection selection)
    {
        var request = new MetricRequest { Metric = Metric, Timespan = Timespan, Interval = Interval };
        if (AsFinding) Stream(cancellationToken => LiveOrigin.Noted(Engine.Azure.GetMetricFindingsAsync(connection, selection, request, Reporter, cancellationToken), connection, cancellationToken));
        else Stream(cancellationToken => Engine.Azure.GetMetricsAsync(connection, selection, request, Reporter, cancellationToken));
    }
}
