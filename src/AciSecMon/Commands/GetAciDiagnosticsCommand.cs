using System.Management.Automation;
using AciSecMon.Connections;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Tells whether the logs, events and metrics of container groups are collected, and where they go.</summary>
/// <remarks>
/// <para>
/// Get-AciDiagnostics gives every diagnostic setting of a container group and the group's own legacy log setting, or one row that says that there is none: which
/// categories really flow, to which destinations, whether those exist, and whether they may receive anything.
/// </para>
/// <para>The state is Complete where logs, events and metrics reach a destination, and Unknown where that could not be found out.</para>
/// </remarks>
/// <example>
/// <code>Get-AciDiagnostics</code>
/// <para>Gets the state of all container groups that the connection looks at.</para>
/// </example>
/// <example>
/// <code>Get-AciDiagnostics -ResourceGroupName shop | Where-Object State -ne Complete | Format-List</code>
/// <para>Shows what is not right in a resource group, and why.</para>
/// </example>
/// <seealso cref="EnableAciDiagnosticsCommand"/>
/// <seealso cref="DisableAciDiagnosticsCommand"/>
[Cmdlet(VerbsCommon.Get, "AciDiagnostics", DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(AciDiagnosticSetting))]
public sealed class GetAciDiagnosticsCommand : GroupTargetCommand
{
    /// <inheritdoc/>
    private protected override void Work(AciConnection connection, GroupSelection selection) =>
        Stream(cancellationToken => LiveOrigin.Noted(Engine.Azure.GetDiagnosticsAsync(connection, selection, Reporter, cancellationToken), connection, cancellationToken));
}
