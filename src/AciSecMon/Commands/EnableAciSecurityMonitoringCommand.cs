using System.Management.Automation;
using AciSecMon.Completion;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Sets up the whole monitoring of container groups.</summary>
/// <remarks>
/// <para>
/// Enable-AciSecurityMonitoring does, in this order, what Get-AciMonitoringCoverage finds missing: the workspace where it is not there (Workspace), the Defender plans that
/// matter to container groups (DefenderPlan), logs, events and metrics of every container group (Diagnostics), the export of the activity log of each subscription
/// (ActivityLogExport), alert rules on operations (OperationAlert), alert rules of all detections that can be alert rules (DetectionAlert), alert rules on processor and
/// memory of every container group (MetricAlert), which lie beside the group, and the module's policies on container groups, which audit (Policy). It works on the subscriptions in
/// which there are container groups, or on those that are named.
/// </para>
/// <para>
/// What is as it should be is left alone, so that a second run changes nothing and one that was stopped is continued by another. What fails keeps nothing else from being done.
/// Plans, rules and stored logs cost money, and a container group restarts when its diagnostic setting changes: the command says so and asks before each change; -WhatIf shows
/// the exact requests, -Confirm:$false does not ask.
/// </para>
/// <para>
/// A workspace is made in the region of its resource group, which has to be there, and keeps logs for 90 days. Alert rules on metrics are two for each container group, each
/// billed: -Skip MetricAlert leaves them out. What people have set on rules that are there stays: parameters of detections, thresholds, and that a rule is switched off;
/// Enable-AciAlertRule sets them anew. Parameters of a policy stay too, and where a management group assigns the module's policies already, they are not assigned again.
/// </para>
/// </remarks>
/// <example>
/// <code>Enable-AciSecurityMonitoring -WorkspaceId $workspaceId -ResourceGroupName monitoring -ActionGroupId $onCall -WhatIf</code>
/// <para>Shows everything that would be changed.</para>
/// </example>
/// <example>
/// <code>Enable-AciSecurityMonitoring -WorkspaceId $workspaceId -ResourceGroupName monitoring -Email security@northlight.example -Skip DefenderPlan</code>
/// <para>Sets up everything but the Defender plans, and asks before each change.</para>
/// </example>
/// <example>
/// <code>Enable-AciSecurityMonitoring -WorkspaceId $workspaceId -Only ActivityLogExport -Confirm:$false</code>
/// <para>Exports the activity log of each subscription, without asking.</para>
/// </example>
/// <seealso cref="GetAciMonitoringCoverageCommand"/>
/// <seealso cref="EnableAciDiagnosticsCommand"/>
/// <seealso cref="EnableAciDefenderPlanCommand"/>
/// <seealso cref="EnableAciAlertRuleCommand"/>
/// <seealso cref="EnableAciPolicyCommand"/>
[Cmdlet(VerbsLifecycle.Enable, "AciSecurityMonitoring", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AciChange))]
public sealed class EnableAciSecurityMonitoringCommand : LiveCommand
{
    /// <summary>Resource id of the Log Analytics workspace that everything goes to. Where it is not there, the step Workspace makes it.</summary>
    [Parameter(Mandatory = true, Position = 0, HelpMessage = "Resource id of a Log Analytics workspace.")]
    [ValidateNotNullOrEmpty]
    public string WorkspaceId { get; set; } = string.Empty;

    /// <summary>Resource group to make alert rules in; it must be there in each subscription, that of the workspace included. The steps on alerts need it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ResourceGroupName { get; set; }

    /// <summary>Resource ids of action groups to call. The steps on alerts need it, or -Email.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ActionGroupId { get; set; } = [];

    /// <summary>Addresses to write to. An action group called acisecmon is made or completed for them.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Email { get; set; } = [];

    /// <summary>Subscriptions. Without it, those of the connection in which there are container groups.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("Subscription")]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string[] SubscriptionId { get; set; } = [];

    /// <summary>Steps to leave out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AciMonitoringStep[] Skip { get; set; } = [];

    /// <summary>The only steps to do.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AciMonitoringStep[] Only { get; set; } = [];

    /// <inheritdoc/>
    private protected override void Finish()
    {
        AciConnection connection = Connected();
        var request = new EnableMonitoringRequest
        {
            WorkspaceId = WorkspaceId,
            ResourceGroupName = ResourceGroupName,
            ActionGroupId = ActionGroupId,
            Email = Email,
            SubscriptionId = SubscriptionId,
            Step = (Only.Length > 0 ? Only : Enum.GetValues<AciMonitoringStep>()).Except(Skip).ToHashSet(),
        };
        Stream(cancellationToken => Engine.Azure.EnableMonitoringAsync(connection, request, Reporter, cancellationToken));
    }
}
