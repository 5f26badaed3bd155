using System.Collections;
using System.Management.Automation;
using AciSecMon.Binding;
using AciSecMon.Completion;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Sees to it that somebody is told: makes alert rules of detections, queries, operations and metrics.</summary>
/// <remarks>
/// <para>
/// Enable-AciAlertRule makes log search rules of detections or of a query of your own, activity log rules of operations, and metric rules. A rule that is as it should be is
/// not written, so that a second run changes nothing; one that is switched off or that lacks something is completed, and action groups that others added stay. What was
/// written is read back.
/// </para>
/// <para>
/// Every rule calls somebody: an action group that is there (-ActionGroupId), or one that is made for addresses (-Email). Log search rules and metric rules cost
/// money. -WhatIf shows the exact requests, -Confirm asks before each rule.
/// </para>
/// <para>
/// Not every detection can be an alert rule, since a rule looks back two days at most: Get-AciDetection shows which can, and why others cannot.
/// </para>
/// </remarks>
/// <example>
/// <code>Enable-AciAlertRule ACI-KQL-001, ACI-KQL-006 -WorkspaceId $workspaceId -ActionGroupId $onCall</code>
/// <para>Makes rules of two detections.</para>
/// </example>
/// <example>
/// <code>Enable-AciAlertRule -Operation Delete, Exec, RemoveDiagnostics -ResourceGroupName monitoring -Email security@northlight.example -WhatIf</code>
/// <para>Shows which activity log rules and which action group would be made on each subscription of the connection.</para>
/// </example>
/// <example>
/// <code>Get-AciContainerGroup -ResourceGroupName shop | Enable-AciAlertRule -Metric Cpu, Memory -Threshold 85 -ActionGroupId $onCall</code>
/// <para>Makes rules that alert when a container uses more than 85 percent of what it asks for.</para>
/// </example>
/// <seealso cref="GetAciAlertRuleCommand"/>
/// <seealso cref="DisableAciAlertRuleCommand"/>
/// <seealso cref="GetAciDetectionCommand"/>
[Cmdlet(VerbsLifecycle.Enable, "AciAlertRule", DefaultParameterSetName = DetectionSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AciChange))]
public sealed class EnableAciAlertRuleCommand : LiveCommand
{
    private const string DetectionSet = "Detection";
    private const string QuerySet = "Query";
    private const string OperationSet = "Operation";
    private const string MetricSet = "Metric";

    private readonly List<string> detections = [];
    private readonly List<string> groups = [];

    /// <summary>Detections, by id. Wildcards are allowed; detections that cannot be alert rules are then passed over.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = DetectionSet, ValueFromPipelineByPropertyName = true, HelpMessage = "Ids of detections, such as ACI-KQL-001.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [Alias("DetectionId")]
    [ArgumentCompleter(typeof(DetectionIdCompleter))]
    public string[] Detection { get; set; } = [];

    /// <summary>Values of the detections' parameters, such as @{ expectedCallers = 'ops@northlight.example' }. Get-AciDetection lists them.</summary>
    [Parameter(ParameterSetName = DetectionSet)]
    [ValidateNotNull]
    public Hashtable Parameter { get; set; } = [];

    /// <summary>A query of your own. Each row that it gives raises an alert.</summary>
    [Parameter(Mandatory = true, ParameterSetName = QuerySet, HelpMessage = "A query in the Kusto query language.")]
    [ValidateNotNullOrEmpty]
    public string Query { get; set; } = string.Empty;

    /// <summary>Title of the rule for the query, of which its name is made.</summary>
    [Parameter(Mandatory = true, ParameterSetName = QuerySet, HelpMessage = "What the rule is called.")]
    [ValidateNotNullOrEmpty]
    public string Title { get; set; } = string.Empty;

    /// <summary>Severity of the query's alerts; Medium by default.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    public AciSeverity Severity { get; set; } = AciSeverity.Medium;

    /// <summary>How often the query is run; a quarter of an hour by default.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The time that the query looks at; a quarter of an hour by default, two days at most.</summary>
    [Parameter(ParameterSetName = QuerySet)]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Resource id of the Log Analytics workspace that is searched.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DetectionSet, HelpMessage = "Resource id of a Log Analytics workspace.")]
    [Parameter(Mandatory = true, ParameterSetName = QuerySet, HelpMessage = "Resource id of a Log Analytics workspace.")]
    [ValidateNotNullOrEmpty]
    public string? WorkspaceId { get; set; }

    /// <summary>Operations to tell of, when they have succeeded.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OperationSet, HelpMessage = "Operations, such as Delete or Exec.")]
    [ValidateNotNullOrEmpty]
    public AciAlertOperation[] Operation { get; set; } = [];

    /// <summary>Metrics to watch.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MetricSet, HelpMessage = "Metrics, such as Cpu or Memory.")]
    [ValidateNotNullOrEmpty]
    public AciMetricName[] Metric { get; set; } = [];

    /// <summary>From where a metric alerts: percent of what a container asks for, 90 by default; for the network, bytes per second.</summary>
    [Parameter(ParameterSetName = MetricSet)]
    public double? Threshold { get; set; }

    /// <summary>Resource ids of the container groups whose metrics are watched. Without it, all that the connection looks at.</summary>
    [Parameter(ParameterSetName = MetricSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] ResourceId { get; set; } = [];

    /// <summary>Subscriptions whose operations are watched, or whose container groups. Without it, those of the connection.</summary>
    [Parameter(ParameterSetName = OperationSet)]
    [Parameter(ParameterSetName = MetricSet)]
    [ValidateNotNullOrEmpty]
    [Alias("Subscription")]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string[] SubscriptionId { get; set; } = [];

    /// <summary>
    /// Resource group to make the rules in; it must be there, in each subscription. Without it, log search rules are made beside their workspace and metric rules beside their
    /// container group.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = OperationSet, HelpMessage = "Resource group to make the rules in.")]
    [Parameter(ParameterSetName = DetectionSet)]
    [Parameter(ParameterSetName = QuerySet)]
    [Parameter(ParameterSetName = MetricSet)]
    [ValidateNotNullOrEmpty]
    public string? ResourceGroupName { get; set; }

    /// <summary>Resource ids of action groups to call.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ActionGroupId { get; set; } = [];

    /// <summary>Addresses to write to. An action group called acisecmon is made or completed for them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Email { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        detections.AddRange(Detection);
        groups.AddRange(ResourceId);
    }

    /// <inheritdoc/>
    private protected override void Finish()
    {
        // What was piped may be nothing; that asks for none, not for all.
        if (MyInvocation.ExpectingInput && detections.Count + groups.Count == 0) return;
        AciConnection connection = Connected();
        var request = new EnableAlertRuleRequest
        {
            Detection = detections,
            Parameter = Required(() => DetectionValues.From(Parameter)),
            Query = ParameterSetName == QuerySet ? new AlertQuery { Text = Query, Title = Title, Severity = Severity, Every = Every, Window = Window } : null,
            WorkspaceId = WorkspaceId,
            Operation = Operation,
            SubscriptionId = SubscriptionId,
            Metric = Metric,
            Groups = new GroupSelection { ResourceId = groups, SubscriptionId = groups.Count > 0 ? [] : SubscriptionId },
            Threshold = Threshold,
            ResourceGroupName = ResourceGroupName,
            ActionGroupId = ActionGroupId,
            Email = Email,
        };
        Stream(cancellationToken => Engine.Azure.EnableAlertRulesAsync(connection, request, Reporter, cancellationToken));
    }
}
