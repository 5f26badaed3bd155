using System.Management.Automation;
using AciSecMon.Connections;

namespace AciSecMon.Commands;

/// <summary>Gets the connection of the session.</summary>
/// <remarks>
/// <para>Get-AciSecMonContext gives the connection that cmdlets use where -Connection names none, or nothing where there is none. It signs in to nothing.</para>
/// </remarks>
/// <example>
/// <code>Get-AciSecMonContext | Format-List</code>
/// <para>Shows who is signed in, how, and to what.</para>
/// </example>
/// <example>
/// <code>if (-not (Get-AciSecMonContext)) { Connect-AciSecMon -Identity }</code>
/// <para>Signs in where nobody is signed in.</para>
/// </example>
/// <seealso cref="ConnectAciSecMonCommand"/>
/// <seealso cref="DisconnectAciSecMonCommand"/>
[Cmdlet(VerbsCommon.Get, "AciSecMonContext")]
[OutputType(typeof(AciConnection))]
public sealed class GetAciSecMonContextCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (CurrentConnection.Get() is { } connection) WriteObject(connection);
    }
}
