using System.Management.Automation;
using AciSecMon.Connections;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Says what has become of alerts of Microsoft Defender for Cloud: in progress, resolved, dismissed, or open again.</summary>
/// <remarks>
/// <para>
/// Set-AciSecurityAlert reads each alert, gives it the status, and reads it back. An alert that has the status already is not written. It asks with -Confirm, and -WhatIf shows
/// the requests.
/// </para>
/// <para>
/// Resolved means that the alert was real and is dealt with, Dismissed that it was no threat; Defender learns from the difference. To change the status takes the role Security
/// Admin, or Microsoft.Security/locations/alerts/{dismiss, resolve, activate, inProgress}/action.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-AciSecurityAlert -Name lab-notebook | Set-AciSecurityAlert -Status InProgress</code>
/// <para>Takes up the alerts on one container group.</para>
/// </example>
/// <example>
/// <code>Set-AciSecurityAlert -ResourceId $alert.ResourceId -Status Resolved -WhatIf</code>
/// <para>Shows what would be sent.</para>
/// </example>
/// <seealso cref="GetAciSecurityAlertCommand"/>
[Cmdlet(VerbsCommon.Set, "AciSecurityAlert", DefaultParameterSetName = InputObjectSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(AciChange))]
public sealed class SetAciSecurityAlertCommand : LiveCommand
{
    private const string ResourceIdSet = "ResourceId";
    private const string InputObjectSet = "InputObject";

    private readonly List<(AciConnection? Origin, string Id)> alerts = [];

    /// <summary>Resource ids of alerts, as Get-AciSecurityAlert gives them.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ResourceIdSet, HelpMessage = "Resource ids of alerts.")]
    [ValidateNotNullOrEmpty]
    [Alias("Id")]
    public string[] ResourceId { get; set; } = [];

    /// <summary>Alerts, resource ids of alerts, and objects with a ResourceId. What Get-AciSecurityAlert gave is changed over the connection that it was read over.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet, ValueFromPipeline = true, HelpMessage = "Alerts or resource ids of alerts.")]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The status: Active, InProgress, Resolved or Dismissed.</summary>
    [Parameter(Mandatory = true, HelpMessage = "Active, InProgress, Resolved or Dismissed.")]
    [ValidateSet(nameof(AciSecurityAlertStatus.Active), nameof(AciSecurityAlertStatus.InProgress), nameof(AciSecurityAlertStatus.Resolved), nameof(AciSecurityAlertStatus.Dismissed))]
    public AciSecurityAlertStatus Status { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == ResourceIdSet) alerts.AddRange(ResourceId.Select(static id => ((AciConnection?)null, id)));
        else alerts.Add((LiveOrigin.Of(InputObject.BaseObject), InputObject.BaseObject as string ?? InputObject.Properties[nameof(ResourceId)]?.Value?.ToString() ?? string.Empty));
    }

    /// <inheritdoc/>
    private protected override void Finish()
    {
        foreach (IGrouping<AciConnection?, (AciConnection? Origin, string Id)> of in alerts.GroupBy(static one => one.Origin))
        {
            AciConnection connection = Connected(Connection ?? of.Key);
            var request = new SetSecurityAlertRequest { ResourceId = [.. of.Select(static one => one.Id)], Status = Status };
            Stream(cancellationToken => Engine.Azure.SetSecurityAlertsAsync(connection, request, Reporter, cancellationToken));
        }
    }
}
