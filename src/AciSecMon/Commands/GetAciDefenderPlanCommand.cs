using System.Management.Automation;
using AciSecMon.Completion;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Gets the plans of Microsoft Defender for Cloud, and what they give container groups.</summary>
/// <remarks>
/// <para>
/// Get-AciDefenderPlan gives one row for each plan and subscription: whether it is on, its extensions, how far it covers the subscription, what it gives an estate of
/// container groups, and what it does not give though its name may suggest so.
/// </para>
/// <para>By default the plans are Containers, CloudPosture, Arm, KeyVaults and StorageAccounts.</para>
/// </remarks>
/// <example>
/// <code>Get-AciDefenderPlan</code>
/// <para>Gets the plans that matter to container groups, on the subscriptions of the connection.</para>
/// </example>
/// <example>
/// <code>Get-AciDefenderPlan CloudPosture | Format-List Name, SubscriptionId, Extension, Gives, DoesNotGive</code>
/// <para>Shows what one plan does and does not do.</para>
/// </example>
/// <seealso cref="EnableAciDefenderPlanCommand"/>
[Cmdlet(VerbsCommon.Get, "AciDefenderPlan")]
[OutputType(typeof(AciDefenderPlan))]
public sealed class GetAciDefenderPlanCommand : LiveCommand
{
    private readonly HashSet<string> subscriptions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Plans, such as Containers. Wildcards are allowed. Without it, those that matter to container groups.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DefenderPlanCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Subscriptions to look at. Without it, those of the connection.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("Subscription")]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string[] SubscriptionId { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => subscriptions.UnionWith(SubscriptionId);

    /// <inheritdoc/>
    private protected override void Finish()
    {
        // Piped subscriptions may be none; that asks for none, not for all.
        if (subscriptions.Count == 0 && MyInvocation.ExpectingInput) return;
        AciConnection connection = Connected();
        Stream(cancellationToken => Engine.Azure.GetDefenderPlansAsync(connection, Name, [.. subscriptions], Reporter, cancellationToken));
    }
}
