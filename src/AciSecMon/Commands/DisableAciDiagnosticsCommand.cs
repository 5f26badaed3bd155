using System.Management.Automation;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Ends the collection of the logs, events and metrics of container groups.</summary>
/// <remarks>
/// <para>
/// Disable-AciDiagnostics deletes the diagnostic settings that Enable-AciDiagnostics made, or those that -SettingName names. Azure restarts a container group when its
/// diagnostic setting changes, and nobody sees what happens in it afterwards: the command asks before each one. -WhatIf shows the exact requests.
/// </para>
/// </remarks>
/// <example>
/// <code>Disable-AciDiagnostics -Name web -ResourceGroupName shop</code>
/// <para>Ends the collection for one container group.</para>
/// </example>
/// <example>
/// <code>Get-AciContainerGroup -ResourceGroupName shop | Disable-AciDiagnostics -SettingName old-* -WhatIf</code>
/// <para>Shows which settings would be deleted by their names.</para>
/// </example>
/// <seealso cref="GetAciDiagnosticsCommand"/>
/// <seealso cref="EnableAciDiagnosticsCommand"/>
[Cmdlet(VerbsLifecycle.Disable, "AciDiagnostics", DefaultParameterSetName = DefaultSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AciChange))]
public sealed class DisableAciDiagnosticsCommand : GroupTargetCommand
{
    /// <summary>Names of the settings to delete. Wildcards are allowed. Without it, those that the module made.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? SettingName { get; set; }

    /// <inheritdoc/>
    private protected override void Work(AciConnection connection, GroupSelection selection) => Stream(cancellationToken =>
        Engine.Azure.DisableDiagnosticsAsync(connection, selection, new DisableDiagnosticsRequest { Name = SettingName }, Reporter, cancellationToken));
}
