using System.Management.Automation;
using AciSecMon.Completion;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Gets who did what to container groups, from where, and what came of it.</summary>
/// <remarks>
/// <para>
/// Get-AciActivity reads the activity log of Azure and gives one object for each operation on container groups and on what is around them: profiles, diagnostic settings, alert
/// rules, role assignments and locks at or above a group, its identities and subnets. The events that one call leaves are folded into one, with its outcome. Newest come first.
/// </para>
/// <para>
/// -Risky leaves what an attacker would do: run commands in containers or attach to them, delete groups, give identities or roles away, remove diagnostic settings, alert rules
/// and locks. Risk says why. A refused attempt counts too; Outcome tells it apart.
/// </para>
/// <para>
/// Names are compared with what the log holds, not with what there is: operations on groups that are gone are found. Reading is not in the log, and of a command that was run in a
/// container only that it was run, never what was typed. Events can be late by some minutes.
/// </para>
/// <para>
/// The activity log keeps 90 days. For an earlier time name the workspace that it is exported to with -Workspace; without it, the missing part is an error. Callers go by name
/// where the log tells it; applications and identities of others than container groups need Microsoft Graph for theirs, and go by their object ids without it.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-AciActivity -Risky</code>
/// <para>Shows what an attacker might have done within the last week.</para>
/// </example>
/// <example>
/// <code>Get-AciActivity -Name web-* -Operation Exec, Attach -After (Get-Date).AddDays(-30) | Format-List</code>
/// <para>Shows who looked into containers of the shop within a month, with all that is known.</para>
/// </example>
/// <example>
/// <code>Get-AciActivity -Caller *#EXT#* | Group-Object Caller, Kind -NoElement</code>
/// <para>Counts what guests did.</para>
/// </example>
/// <example>
/// <code>Get-AciActivity -After 2026-01-01 -Before 2026-02-01 -Workspace log-security | Where-Object Outcome -eq Refused</code>
/// <para>Shows what was not allowed in a month, of which the older part is read from a workspace.</para>
/// </example>
/// <seealso cref="GetAciSecurityFindingCommand"/>
/// <seealso cref="SearchAciLogCommand"/>
/// <seealso cref="EnableAciAlertRuleCommand"/>
[Cmdlet(VerbsCommon.Get, "AciActivity", DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(AciActivity))]
public sealed class GetAciActivityCommand : GroupTargetCommand
{
    /// <summary>Begin of the time. Without it, a week before -Before.</summary>
    [Parameter]
    public DateTimeOffset? After { get; set; }

    /// <summary>End of the time. Without it, now.</summary>
    [Parameter]
    public DateTimeOffset? Before { get; set; }

    /// <summary>Callers by name, user name, object id or application id. Wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Caller { get; set; } = [];

    /// <summary>Operations by kind, such as Exec or RemoveDiagnostics, or by name, such as */exec/action. Wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ActivityKindCompleter))]
    public string[] Operation { get; set; } = [];

    /// <summary>Gives only what an attacker would do.</summary>
    [Parameter]
    public SwitchParameter Risky { get; set; }

    /// <summary>
    /// Workspaces that the activity log is exported to, by resource id, by name, or by the GUID that Log Analytics knows them by. Wildcards in names are allowed. They are asked for what
    /// is older than the activity log keeps.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [Alias("WorkspaceId")]
    [ArgumentCompleter(typeof(WorkspaceCompleter))]
    public string[] Workspace { get; set; } = [];

    /// <inheritdoc/>
    private protected override bool TakesAllAtOnce => true;

    /// <inheritdoc/>
    private protected override void Work(AciConnection connection, GroupSelection selection)
    {
        var request = new ActivityRequest { After = After, Before = Before, Caller = Caller, Operation = Operation, Risky = Risky, Workspace = Workspace };
        Stream(cancellationToken => Engine.Azure.GetActivityAsync(connection, selection, request, Reporter, cancellationToken));
    }
}
