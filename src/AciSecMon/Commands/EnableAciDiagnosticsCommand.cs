using System.Management.Automation;
using AciSecMon.Errors;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Sees to it that the logs, events and metrics of container groups are collected.</summary>
/// <remarks>
/// <para>
/// Enable-AciDiagnostics sees to it that ContainerInstanceLog, ContainerEvent and AllMetrics flow to the destinations that are named. What all settings of a container
/// group carry together counts, so that a second run changes nothing. What is missing is added to a setting that goes to that destination and nowhere else, or to a
/// new one; a setting of somebody else keeps everything that it has. Region, destination and the limit of five settings are checked before anything is written, and what
/// was written is read back.
/// </para>
/// <para>
/// Azure restarts a container group when its diagnostic setting changes. The command therefore asks before each one; -WhatIf shows the exact requests and changes
/// nothing, -Confirm:$false does not ask. What changed while a question stood is asked about anew. Ctrl+C waits a few seconds for a change that is under way, and says
/// what became of it. What is piped is collected first: many findings on one group mean one change.
/// </para>
/// <para>Without a filter and without input it means every container group that the connection looks at.</para>
/// </remarks>
/// <example>
/// <code>Enable-AciDiagnostics -Name web -ResourceGroupName shop -WorkspaceId $workspaceId -WhatIf</code>
/// <para>Shows what would be written for one container group.</para>
/// </example>
/// <example>
/// <code>Get-AciSecurityFinding -RuleId ACI-LOG-* | Enable-AciDiagnostics -WorkspaceId $workspaceId</code>
/// <para>Switches the collection on where a finding says that it is missing, and asks before each container group.</para>
/// </example>
/// <example>
/// <code>Enable-AciDiagnostics -Tag @{ team = 'shop' } -WorkspaceId $workspaceId -StorageAccountId $archiveId -Confirm:$false</code>
/// <para>Collects to a workspace and keeps a copy in a storage account, for all container groups with a tag, without asking.</para>
/// </example>
/// <seealso cref="GetAciDiagnosticsCommand"/>
/// <seealso cref="DisableAciDiagnosticsCommand"/>
[Cmdlet(VerbsLifecycle.Enable, "AciDiagnostics", DefaultParameterSetName = DefaultSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AciChange))]
public sealed class EnableAciDiagnosticsCommand : GroupTargetCommand
{
    private EnableDiagnosticsRequest request = null!;

    /// <summary>Resource id of a Log Analytics workspace.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? WorkspaceId { get; set; }

    /// <summary>Resource id of a storage account.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StorageAccountId { get; set; }

    /// <summary>Resource id of an authorization rule of an Event Hubs namespace.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? EventHubAuthorizationRuleId { get; set; }

    /// <summary>The event hub. Without it, the service names one after the category.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? EventHubName { get; set; }

    /// <summary>
    /// Name of the setting where one has to be made; acisecmon by default, with a number where that one cannot take it. Any other gets the prefix acisecmon-, by which Disable-AciDiagnostics knows what the module made.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string SettingName { get; set; } = new EnableDiagnosticsRequest().Name;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if ((WorkspaceId ?? StorageAccountId ?? EventHubAuthorizationRuleId) is null) Refuse(nameof(WorkspaceId), "No destination is named.", "Give -WorkspaceId, -StorageAccountId or -EventHubAuthorizationRuleId, or several of them.");
        if (EventHubName is not null && EventHubAuthorizationRuleId is null) Refuse(nameof(EventHubName), "-EventHubName belongs to -EventHubAuthorizationRuleId.", "Give the resource id of an authorization rule of the namespace.");
        request = new EnableDiagnosticsRequest
        {
            WorkspaceId = WorkspaceId,
            StorageAccountId = StorageAccountId,
            EventHubAuthorizationRuleId = EventHubAuthorizationRuleId,
            EventHubName = EventHubName,
            Name = SettingName,
        };
    }

    /// <inheritdoc/>
    private protected override void Work(AciConnection connection, GroupSelection selection) =>
        Stream(cancellationToken => Engine.Azure.EnableDiagnosticsAsync(connection, selection, request, Reporter, cancellationToken));

    private void Refuse(string parameter, string message, string advice) => ThrowTerminatingError(ErrorRecords.From(new AciProblem
    {
        Id = "AciDestinationMissing",
        Kind = AciProblemKind.InvalidArgument,
        Message = message,
        Target = parameter,
        Recommendation = advice,
    }));
}
