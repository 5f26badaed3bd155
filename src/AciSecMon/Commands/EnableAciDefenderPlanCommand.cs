using System.Management.Automation;
using AciSecMon.Completion;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Switches on plans of Microsoft Defender for Cloud.</summary>
/// <remarks>
/// <para>
/// Enable-AciDefenderPlan reads a plan, adds to it what container groups need or what -Extension names, writes it, and reads it back. What is on stays on. A plan that
/// is as it should be is not written.
/// </para>
/// <para>
/// Plans cost money, and some extensions grant roles to identities of the service. The command says so and asks before each plan; -WhatIf shows the exact requests,
/// -Confirm:$false does not ask.
/// </para>
/// </remarks>
/// <example>
/// <code>Enable-AciDefenderPlan -Name Containers -WhatIf</code>
/// <para>Shows what would be written on each subscription of the connection.</para>
/// </example>
/// <example>
/// <code>Enable-AciDefenderPlan CloudPosture -Extension ServerlessContainers -SubscriptionId $subscriptionId</code>
/// <para>Switches on a plan with one of its extensions on one subscription.</para>
/// </example>
/// <example>
/// <code>Get-AciDefenderPlan Arm, KeyVaults | Where-Object { $_.Enabled -eq $false } | Enable-AciDefenderPlan</code>
/// <para>Switches on what is off. Of a plan that could not be read, Enabled is $null: that one is left out.</para>
/// </example>
/// <seealso cref="GetAciDefenderPlanCommand"/>
[Cmdlet(VerbsLifecycle.Enable, "AciDefenderPlan", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AciChange))]
public sealed class EnableAciDefenderPlanCommand : LiveCommand
{
    private readonly Dictionary<string, List<string>> plansBySubscription = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Plans, such as Containers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, HelpMessage = "Plans, such as Containers.")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DefenderPlanCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Extensions to switch on beside those that are on. Without it, those that container groups need.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DefenderExtensionCompleter))]
    public string[] Extension { get; set; } = [];

    /// <summary>Subscriptions. Without it, those of the connection.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [Alias("Subscription")]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string[] SubscriptionId { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // No subscription at all stands under the empty name: those of the connection.
        foreach (string subscription in SubscriptionId.DefaultIfEmpty(string.Empty))
        {
            if (!plansBySubscription.TryGetValue(subscription, out List<string>? plans)) plansBySubscription[subscription] = plans = [];
            plans.AddRange(Name.Where(name => !plans.Contains(name, StringComparer.OrdinalIgnoreCase)));
        }
    }

    /// <inheritdoc/>
    private protected override void Finish()
    {
        foreach (IGrouping<string, KeyValuePair<string, List<string>>> same in plansBySubscription.GroupBy(static pair => $"{pair.Key.Length == 0}\n{string.Join('\n', pair.Value)}", StringComparer.OrdinalIgnoreCase))
        {
            var request = new EnableDefenderPlanRequest
            {
                Name = same.First().Value,
                Extension = Extension,
                SubscriptionId = [.. same.Select(static pair => pair.Key).Where(static subscription => subscription.Length > 0)],
            };
            AciConnection connection = Connected();
            Stream(cancellationToken => Engine.Azure.EnableDefenderPlansAsync(connection, request, Reporter, cancellationToken));
        }
    }
}
