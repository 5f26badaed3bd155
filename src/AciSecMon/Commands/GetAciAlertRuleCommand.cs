using System.Management.Automation;
using AciSecMon.Completion;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Gets the alert rules that concern container groups, and whether they work.</summary>
/// <remarks>
/// <para>
/// Get-AciAlertRule gives log search rules, activity log rules and metric rules that are about container groups, and judges each: whether it is switched on, whether what
/// it watches is there, whether it calls an action group that is on and has a receiver, and whether the query of a detection is that of this version of the module. State
/// gives the worst of it, and Problem says it in sentences.
/// </para>
/// <para>Whether a workspace still accepts the query of a rule is tried only with -TestQuery: a table or column that is gone makes the rule Broken. It needs the right to read the logs.</para>
/// </remarks>
/// <example>
/// <code>Get-AciAlertRule</code>
/// <para>Gets the rules of all subscriptions of the connection.</para>
/// </example>
/// <example>
/// <code>Get-AciAlertRule | Where-Object State -ne Working | Format-List Name, State, Problem</code>
/// <para>Shows the rules that would not raise an alarm, and why.</para>
/// </example>
/// <example>
/// <code>Get-AciAlertRule -TestQuery -Kind LogSearch | Where-Object State -eq Broken</code>
/// <para>Finds rules whose query no workspace would run any more.</para>
/// </example>
/// <seealso cref="EnableAciAlertRuleCommand"/>
/// <seealso cref="DisableAciAlertRuleCommand"/>
[Cmdlet(VerbsCommon.Get, "AciAlertRule")]
[OutputType(typeof(AciAlertRule))]
public sealed class GetAciAlertRuleCommand : LiveCommand
{
    private readonly HashSet<string> subscriptions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names, titles or resource ids of rules, or what this module made them for, such as ACI-KQL-001. Wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Name { get; set; } = [];

    /// <summary>Kinds of rules.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AciAlertRuleKind[] Kind { get; set; } = [];

    /// <summary>Gets rules on anything else, too.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <summary>Tries the query of each log search rule on the workspaces that it watches, without taking rows: one query for each.</summary>
    [Parameter]
    public SwitchParameter TestQuery { get; set; }

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
        var request = new AlertRuleRequest { Name = Name, Kind = Kind, All = All, TestQuery = TestQuery };
        Stream(cancellationToken => Engine.Azure.GetAlertRulesAsync(connection, request, [.. subscriptions], Reporter, cancellationToken));
    }
}
