using System.Management.Automation;
using AciSecMon.Connections;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Tells how far container groups and their subscriptions are watched, and what closes each gap.</summary>
/// <remarks>
/// <para>
/// Get-AciMonitoringCoverage gives one object for each container group, and then one for each subscription in which there are any: what is on, what is missing, and what is
/// on and does not work, with the share of what is on. Of a container group it looks at logs, events, metrics, network and alerts on metrics; of a subscription at the export
/// of the activity log, the Defender plans that matter to container groups, alerts on operations, and whether a policy on container groups is in force there or above.
/// </para>
/// <para>
/// Part has for each gap the command that closes it. What only you know stands there as a variable: set $workspaceId, $actionGroupId and $resourceGroupName before you run
/// it. A container group outside of a virtual network has to be deployed anew: Snippet has what to write into its definition, and it is no part of the share.
/// </para>
/// <para>
/// What could not be read is Unknown, and an error: it counts neither as on nor as missing, and UnknownCount tells how much there is of it. Where nothing is known, Percent is
/// $null. Whether rows really arrive in a workspace is asked only with -IncludeHeartbeat: a group that runs and has sent nothing for a
/// day is then Broken, and LastReceived tells when its last row came in.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-AciMonitoringCoverage</code>
/// <para>Shows how far everything that the connection looks at is watched, and where the gaps are.</para>
/// </example>
/// <example>
/// <code>(Get-AciMonitoringCoverage).Part | Where-Object Command | Select-Object -ExpandProperty Command -Unique</code>
/// <para>Lists the commands that close the gaps.</para>
/// </example>
/// <example>
/// <code>Get-AciMonitoringCoverage -IncludeHeartbeat | Sort-Object LastReceived | Select-Object Name, Percent, LastReceived</code>
/// <para>Shows whose logs have arrived, and when they did last.</para>
/// </example>
/// <example>
/// <code>(Get-AciMonitoringCoverage -Name web-front).Part | Format-List</code>
/// <para>Shows the parts of one container group and of its subscription, with what was found.</para>
/// </example>
/// <seealso cref="GetAciDiagnosticsCommand"/>
/// <seealso cref="GetAciAlertRuleCommand"/>
/// <seealso cref="GetAciDefenderPlanCommand"/>
[Cmdlet(VerbsCommon.Get, "AciMonitoringCoverage", DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(AciMonitoringCoverage))]
public sealed class GetAciMonitoringCoverageCommand : GroupTargetCommand
{
    /// <summary>
    /// Asks the workspaces when the last row of each container group came in: one query for each workspace, and one call for each group that fell silent. Reading logs needs
    /// a right of its own on the workspace.
    /// </summary>
    [Parameter]
    public SwitchParameter IncludeHeartbeat { get; set; }

    /// <inheritdoc/>
    private protected override void Work(AciConnection connection, GroupSelection selection)
    {
        var request = new CoverageRequest { IncludeHeartbeat = IncludeHeartbeat };
        Stream(cancellationToken => LiveOrigin.Noted(Engine.Azure.GetCoverageAsync(connection, selection, request, Reporter, cancellationToken), connection, cancellationToken));
    }
}
