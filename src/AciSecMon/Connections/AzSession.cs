using System.Management.Automation;
using System.Net;
using System.Security;

namespace AciSecMon.Connections;

/// <summary>The Az PowerShell session of the runspace. Everything here runs on the pipeline's thread.</summary>
internal static class AzSession
{
    private const string Command = "Get-AzAccessToken";
    private const CommandTypes Kinds = CommandTypes.Cmdlet | CommandTypes.Function | CommandTypes.Alias;

    /// <summary>
    /// True where the command that gives tokens is loaded. It is only looked for: importing Az.Accounts to find out takes a noticeable time and brings its assemblies into
    /// a session that may have nothing to do with it. Who uses an Az session has the module loaded.
    /// </summary>
    public static bool IsLoaded(PSCmdlet cmdlet) => cmdlet.InvokeCommand.GetCommands(Command, Kinds, nameIsPattern: false).Any();

    /// <summary>A token of the session; null where there is no session or it gives none. Why it gives none is not told: the caller has other ways.</summary>
    /// <remarks>
    /// Parameters and output: https://learn.microsoft.com/powershell/module/az.accounts/get-azaccesstoken. Since Az.Accounts 5 the token is a secure string, before that a string.
    /// </remarks>
    public static AccessGrant? RequestToken(PSCmdlet cmdlet, string audience, string? tenantId)
    {
        if (!IsLoaded(cmdlet)) return null;
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        shell.AddCommand(Command).AddParameter("ResourceUrl", audience);
        if (tenantId is not null) shell.AddParameter("TenantId", tenantId);
        shell.AddParameter("ErrorAction", ActionPreference.Ignore).AddParameter("WarningAction", ActionPreference.SilentlyContinue);
        try
        {
            return shell.Invoke().Select(Read).FirstOrDefault();
        }
        catch (PipelineStoppedException)
        {
            throw;
        }
        catch (RuntimeException)
        {
            // Not signed in, or not to that tenant; the other ways are tried, and the last of them says what is wrong.
            return null;
        }
    }

    private static AccessGrant? Read(PSObject? answer)
    {
        string? token = Bare(answer, "Token") switch
        {
            SecureString secure => new NetworkCredential(string.Empty, secure).Password,
            string text => text,
            _ => null,
        };
        DateTimeOffset? end = Bare(answer, "ExpiresOn") switch
        {
            DateTimeOffset offset => offset,
            DateTime time => new DateTimeOffset(time),
            _ => null,
        };
        return string.IsNullOrEmpty(token) || end is null ? null : new AccessGrant(token, end.Value);
    }

    private static object? Bare(PSObject? item, string property) => item?.Properties[property]?.Value is { } value ? PSObject.AsPSObject(value).BaseObject : null;
}
