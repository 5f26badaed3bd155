using System.Management.Automation;

namespace AciSecMon.Commands;

/// <summary>What the cmdlets share that work on Azure only.</summary>
public abstract class LiveCommand : ConnectedCommand
{
    /// <summary>The connection to use, as Connect-AciSecMon gave it. Without it, that of the session is used; where there is none, one is made as Connect-AciSecMon would.</summary>
    [Parameter]
    [ValidateNotNull]
    public AciConnection? Connection { get; set; }

    /// <summary>The connection to work with.</summary>
    private protected AciConnection Connected() => Connected(Connection);
}
