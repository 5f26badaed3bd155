using System.Management.Automation;
using AciSecMon.Completion;
using AciSecMon.Connections;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Tells what the signed-in account may do, and what it lacks.</summary>
/// <remarks>
/// <para>
/// Test-AciSecMonPermission gives one row for each capability of the module and each subscription: the actions that it needs, those that the account has, and those
/// that are missing. Each row carries the least custom role that grants the capability.
/// </para>
/// <para>
/// It looks at the subscription as a whole. Where reading container groups is not granted there, it warns: an account with a role on single resource groups is shown only
/// those, by every cmdlet, and Azure says nothing of the others.
/// </para>
/// <para>
/// With -AsRole it gives one role instead, as JSON, for all the capabilities that are chosen: what New-AzRoleDefinition -InputFile and az role definition create take.
/// </para>
/// </remarks>
/// <example>
/// <code>Test-AciSecMonPermission</code>
/// <para>Tests every capability on the subscriptions of the connection.</para>
/// </example>
/// <example>
/// <code>Test-AciSecMonPermission Enable* | Where-Object { -not $_.Allowed } | Format-List</code>
/// <para>Shows what is missing to change things.</para>
/// </example>
/// <example>
/// <code>Test-AciSecMonPermission -Capability Assess -AsRole | Set-Content ./acisecmon-reader.json</code>
/// <para>Writes the least role for an assessment to a file.</para>
/// </example>
/// <seealso cref="ConnectAciSecMonCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "AciSecMonPermission", DefaultParameterSetName = TestSet)]
[OutputType(typeof(AciCapability), ParameterSetName = [TestSet])]
[OutputType(typeof(string), ParameterSetName = [RoleSet])]
public sealed class TestAciSecMonPermissionCommand : LiveCommand
{
    private const string TestSet = "Test";
    private const string RoleSet = "Role";

    private readonly HashSet<string> subscriptions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Capabilities, such as Assess or EnableDiagnosticsToWorkspace. Wildcards are allowed. Without it, all.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CapabilityCompleter))]
    public string[] Capability { get; set; } = [];

    /// <summary>Subscriptions to test on. Without it, those of the connection.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("Subscription")]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string[] SubscriptionId { get; set; } = [];

    /// <summary>
    /// Gives the least custom role for the capabilities, as JSON, instead of testing. That asks nothing of Azure. It can be assigned on -SubscriptionId; without it, on the
    /// subscriptions of the connection, or on all that it can read.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = RoleSet)]
    public SwitchParameter AsRole { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => subscriptions.UnionWith(SubscriptionId);

    /// <inheritdoc/>
    private protected override void Finish()
    {
        // Piped subscriptions may be none; that asks for none, not for all.
        if (subscriptions.Count == 0 && MyInvocation.ExpectingInput) return;
        string[] chosen = [.. subscriptions];
        if (AsRole)
        {
            WriteObject(Required(() => Engine.Azure.LeastRole(Capability, ScopesOf(chosen))));
            return;
        }

        AciConnection connection = Connected();
        Stream(cancellationToken => Engine.Azure.TestCapabilitiesAsync(connection, Capability, chosen, Reporter, cancellationToken));
    }

    // A role without a scope cannot be created.
    private IReadOnlyList<string> ScopesOf(string[] chosen)
    {
        if (chosen.Length > 0) return chosen;
        if ((Connection ?? CurrentConnection.Get()) is { } connection && Engine.Azure.SubscriptionsOf(connection) is { Count: > 0 } known) return known;
        throw new AciProblemException(new AciProblem
        {
            Id = "AciRoleScopeMissing",
            Kind = AciProblemKind.InvalidArgument,
            Message = "There is no subscription that the role could be assigned on.",
            Target = nameof(SubscriptionId),
            Recommendation = "Give -SubscriptionId, or connect first.",
        });
    }
}
