using System.Management.Automation;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Ends the collection of the logs, events and metrics of container groups.</summary>
/// <remarks>
/// <para>
/// Disable-AciDiagnostics deletes the diagnostic settings that Enable-AciDiagnostics made: those whose names begin with acisecmon. Others are touched only where
/// -SettingName names them, and then they are not deleted: everything in them is switched off, and they stay where they are.
/// </para>
/// <para>
/// Azure can restart a container group when its diagnostic setting changes, and nobody sees what happens in it afterwards: the command asks before each one. -WhatIf
/// shows the exact requests.
/// </para>
/// </remarks>
/// <example>
/// <code>Disable-AciDiagnostics -Name web -ResourceGroupName shop</code>
/// <para>Ends the collection for one container group.</para>
/// </example>
/// <example>
/// <code>Get-AciContainerGroup -ResourceGroupName shop | Disable-AciDiagnostics -SettingName old-* -WhatIf</code>
/// <para>Shows which settings of others would be switched off by their names.</para>
/// </example>
/// <seealso cref="GetAciDiagnosticsCommand"/>
/// <seealso cref="EnableAciDiagnosticsCommand"/>
[Cmdlet(VerbsLifecycle.Disable, "AciDiagnostics", DefaultParameterSetName = DefaultSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AciChange))]
public sealed class DisableAciDiagnosticsCommand : GroupTargetCommand
{
    /// <summary>
    /// Names of the settings to end. Wildcards are allowed. Those that the module made are deleted, those of others are switched off. A name that was given to
    /// Enable-AciDiagnostics finds what it made, without the prefix acisecmon-. Without it, all that the module made.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? SettingName { get; set; }

    /// <inheritdoc/>
    private protected override void Work(AciConnection connection, GroupSelection selection) => Stream(cancellationToken =>
        Engine.Azure.DisableDiagnosticsAsync(connection, selection, new DisableDiagnosticsRequest { Name = SettingName }, Reporter, cancellationToken));
}
