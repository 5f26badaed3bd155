using System.Management.Automation;
using AciSecMon.Connections;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Ends a connection.</summary>
/// <remarks>
/// <para>
/// Disconnect-AciSecMon gives up what a connection holds: tokens, keys, and for the sandbox its whole estate. The connection cannot be used afterwards. The session of
/// Az PowerShell and the account of Azure CLI stay as they are.
/// </para>
/// </remarks>
/// <example>
/// <code>Disconnect-AciSecMon</code>
/// <para>Ends the connection of the session.</para>
/// </example>
/// <example>
/// <code>Disconnect-AciSecMon -Connection $connection</code>
/// <para>Ends a connection that was kept in a variable.</para>
/// </example>
/// <seealso cref="ConnectAciSecMonCommand"/>
/// <seealso cref="GetAciSecMonContextCommand"/>
[Cmdlet(VerbsCommunications.Disconnect, "AciSecMon")]
[OutputType(typeof(void))]
public sealed class DisconnectAciSecMonCommand : PSCmdlet
{
    /// <summary>The connection to end. Without it, that of the session.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public AciConnection? Connection { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if ((Connection ?? CurrentConnection.Get()) is not { } connection)
        {
            WriteVerbose("There is no connection to end.");
            return;
        }

        CurrentConnection.Forget(connection);
        Engine.Azure.Disconnect(connection);
    }
}
