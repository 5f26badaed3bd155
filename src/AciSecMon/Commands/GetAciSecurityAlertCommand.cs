using System.Management.Automation;
using AciSecMon.Connections;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Gets the alerts of Microsoft Defender for Cloud that concern container groups.</summary>
/// <remarks>
/// <para>
/// Get-AciSecurityAlert reads the alerts of the subscriptions that container groups and what they lead to lie in, and gives those that concern a group: by its resource id, by its
/// identity, by the registry that it pulls from, by a vault or storage account that it uses, or by operations in its resource group or subscription. Relation says which, and
/// MatchedBy what of the alert led there. Without other wishes it gives those that are open.
/// </para>
/// <para>
/// Entities, techniques and evidence are shown without secrets. An entity of a type that is not known is shown with its type. SuppressedBy names the rules that would dismiss
/// such an alert by themselves; -IncludeSuppressed gives those too that such a rule has dismissed.
/// </para>
/// <para>
/// No alert is no sign of health by itself: where a plan is off whose alerts could concern a group, or where Defender was never switched on, a warning says so, and a
/// subscription that may not be read is an error. Defender has no sensor inside container groups.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-AciSecurityAlert</code>
/// <para>Gets the open alerts that concern container groups of the connection.</para>
/// </example>
/// <example>
/// <code>Get-AciSecurityAlert -Name lab-notebook | Format-List DisplayName, MatchedBy, Entity, Technique, Evidence</code>
/// <para>Shows who and what is behind the alerts on one container group.</para>
/// </example>
/// <example>
/// <code>Get-AciSecurityAlert -Severity High -After (Get-Date).AddDays(-1) -Status Active | Set-AciSecurityAlert -Status InProgress</code>
/// <para>Takes up what was raised within a day.</para>
/// </example>
/// <seealso cref="SetAciSecurityAlertCommand"/>
/// <seealso cref="GetAciDefenderPlanCommand"/>
[Cmdlet(VerbsCommon.Get, "AciSecurityAlert", DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(AciSecurityAlert))]
public sealed class GetAciSecurityAlertCommand : GroupTargetCommand
{
    /// <summary>The least severity: Informational (default), Low, Medium or High.</summary>
    [Parameter]
    public AciSeverity Severity { get; set; }

    /// <summary>Statuses. Without it, those that are open: Active and InProgress.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AciSecurityAlertStatus[] Status { get; set; } = [];

    /// <summary>Only alerts that were raised at this time or later.</summary>
    [Parameter]
    public DateTime? After { get; set; }

    /// <summary>Gives those too that were dismissed and that a suppression rule covers.</summary>
    [Parameter]
    public SwitchParameter IncludeSuppressed { get; set; }

    /// <inheritdoc/>
    private protected override bool TakesAllAtOnce => true;

    /// <inheritdoc/>
    private protected override void Work(AciConnection connection, GroupSelection selection)
    {
        var request = new SecurityAlertRequest { MinimumSeverity = Severity, Status = Status, After = After, IncludeSuppressed = IncludeSuppressed };
        Stream(cancellationToken => LiveOrigin.Noted(Engine.Azure.GetSecurityAlertsAsync(connection, selection, request, Reporter, cancellationToken), connection, cancellationToken));
    }
}
