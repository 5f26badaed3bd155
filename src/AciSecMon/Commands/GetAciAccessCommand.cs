using System.Management.Automation;
using System.Runtime.CompilerServices;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Gets who may do what with container groups, and what could be reached through them.</summary>
/// <remarks>
/// <para>
/// Get-AciAccess evaluates role assignments on container groups and above them (resource group, subscription, management group, tenant), with what roles take out of themselves again
/// and with deny assignments, and gives one object for each principal, subscription and set of rights. Members of groups are rows of their own, with the group that the right
/// comes by; roles that have to be activated first are told apart. Conditions are shown, not evaluated. The most dangerous come first.
/// </para>
/// <para>
/// Dangerous names the rights that take over, blind or end a workload. Container Instances have no data plane: running commands in a container, attaching to it and reading its
/// logs are actions like any other, so that Contributor may do them all and Reader may read the logs.
/// </para>
/// <para>
/// Escalation tells how a principal could get more than it has: a command in a container gets the tokens of the group's identity, and so does code that is put into the group.
/// BlastRadius lists, for the identity of a container group, every role that code in the group gets.
/// </para>
/// <para>
/// -IncludeUsage compares what is held with what was done within 90 days by the activity log, and suggests the least custom role in LeastRole. For a group that is what its members
/// did. -AsRole gives that role alone, as JSON, one for each principal and subscription. Reading leaves no trace: a role without ReadLogs may take something away that is in daily use.
/// </para>
/// <para>
/// Who is in a group, whether a principal still exists and whether it is a guest only Microsoft Graph tells; without it, that is an error and the rows name the groups.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-AciAccess -Dangerous</code>
/// <para>Shows who could do harm to container groups or get further through them.</para>
/// </example>
/// <example>
/// <code>Get-AciAccess -Name web-payments -Right Exec, Attach | Format-List PrincipalName, Grant</code>
/// <para>Shows who may look into the containers of a group, and by which role assignment.</para>
/// </example>
/// <example>
/// <code>Get-AciAccess | Where-Object BlastRadius | Format-Table PrincipalName, IdentityOf, BlastRadius</code>
/// <para>Shows what code in each container group could reach.</para>
/// </example>
/// <example>
/// <code>Get-AciAccess -Principal northlight-release -SubscriptionId $id -AsRole | Set-Content ./release.json</code>
/// <para>Writes the least role for what a pipeline did in a subscription to a file.</para>
/// </example>
/// <seealso cref="GetAciActivityCommand"/>
/// <seealso cref="GetAciSecurityFindingCommand"/>
/// <seealso cref="TestAciSecMonPermissionCommand"/>
[Cmdlet(VerbsCommon.Get, "AciAccess", DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(AciAccess), typeof(string))]
public sealed class GetAciAccessCommand : GroupTargetCommand
{
    /// <summary>Principals by name, user name or object id. Wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Principal { get; set; } = [];

    /// <summary>Rights of which a principal holds at least one, or could activate it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AciAccessRight[] Right { get; set; } = [];

    /// <summary>Gives only principals that could do harm, or get further than they are meant to.</summary>
    [Parameter]
    public SwitchParameter Dangerous { get; set; }

    /// <summary>Compares what is held with what was used within 90 days, by the activity log.</summary>
    [Parameter]
    public SwitchParameter IncludeUsage { get; set; }

    /// <summary>Gives the least custom role for what each principal did within 90 days, as JSON, instead of objects.</summary>
    [Parameter]
    public SwitchParameter AsRole { get; set; }

    /// <inheritdoc/>
    private protected override bool TakesAllAtOnce => true;

    /// <inheritdoc/>
    private protected override void Work(AciConnection connection, GroupSelection selection)
    {
        var request = new AccessRequest { Principal = Principal, Right = Right, Dangerous = Dangerous, IncludeUsage = IncludeUsage || AsRole };
        if (AsRole) Stream(cancellationToken => Roles(Engine.Azure.GetAccessAsync(connection, selection, request, Reporter, cancellationToken), cancellationToken));
        else Stream(cancellationToken => Engine.Azure.GetAccessAsync(connection, selection, request, Reporter, cancellationToken));
    }

    private static async IAsyncEnumerable<string> Roles(IAsyncEnumerable<AciAccess> rows, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Several rows tell of one principal where it has other rights on other groups.
        HashSet<string> given = new(StringComparer.OrdinalIgnoreCase);
        await foreach (AciAccess row in rows.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (row.LeastRole is { } role && row.ContainerGroupCount > 0 && given.Add($"{row.PrincipalId} {row.SubscriptionId}")) yield return role;
        }
    }
}
