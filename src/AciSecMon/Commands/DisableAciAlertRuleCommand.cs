using System.Management.Automation;
using AciSecMon.Completion;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Switches alert rules on container groups off.</summary>
/// <remarks>
/// <para>
/// Disable-AciAlertRule switches rules off and leaves them where they are; Enable-AciAlertRule switches them on again. With -Remove it deletes them, but only those that
/// this module made.
/// </para>
/// <para>From then on nobody is told of what the rule watches: the command asks before each one. -WhatIf shows the exact requests.</para>
/// </remarks>
/// <example>
/// <code>Disable-AciAlertRule acisecmon-kql-004</code>
/// <para>Switches one rule off.</para>
/// </example>
/// <example>
/// <code>Get-AciAlertRule | Where-Object { $_.MadeByModule -and $_.State -eq 'Broken' } | Disable-AciAlertRule -Remove</code>
/// <para>Deletes the module's own rules that cannot work any more.</para>
/// </example>
/// <seealso cref="GetAciAlertRuleCommand"/>
/// <seealso cref="EnableAciAlertRuleCommand"/>
[Cmdlet(VerbsLifecycle.Disable, "AciAlertRule", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AciChange))]
public sealed class DisableAciAlertRuleCommand : LiveCommand
{
    private readonly List<string> names = [];

    /// <summary>Names, titles or resource ids of rules, or what this module made them for. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "Names or resource ids of alert rules; wildcards are allowed.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [Alias("ResourceId")]
    public string[] Name { get; set; } = [];

    /// <summary>Subscriptions to look at. Without it, those of the connection.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [Alias("Subscription")]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string[] SubscriptionId { get; set; } = [];

    /// <summary>Deletes the rules; of those that this module did not make, it says so and leaves them.</summary>
    [Parameter]
    public SwitchParameter Remove { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => names.AddRange(Name);

    /// <inheritdoc/>
    private protected override void Finish()
    {
        if (names.Count == 0) return;
        AciConnection connection = Connected();
        var request = new DisableAlertRuleRequest { Name = names, SubscriptionId = SubscriptionId, Remove = Remove };
        Stream(cancellationToken => Engine.Azure.DisableAlertRulesAsync(connection, request, Reporter, cancellationToken));
    }
}
