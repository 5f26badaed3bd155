using System.Management.Automation;
using AciSecMon.Completion;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Ends assignments of Azure Policy.</summary>
/// <remarks>
/// <para>
/// Disable-AciPolicy removes assignments that this module made, and before each the roles of the identity that acts for it. An assignment that others made it does not remove: it
/// switches it off, so that resources are judged and nothing is refused or deployed; -Force removes it too. It finds assignments at the subscriptions and in their resource groups; those
/// of a management group only where -ManagementGroupName names it, since they count for others as well.
/// </para>
/// <para>
/// With -RemoveDefinition the module's own definitions and its initiative go too, where no other assignment and no other initiative uses them. From then on nothing is judged by the
/// policy: the command asks before each removal. -WhatIf shows the exact requests.
/// </para>
/// </remarks>
/// <example>
/// <code>Disable-AciPolicy acisecmon-container-groups -SubscriptionId $id</code>
/// <para>Removes the assignment of the module's initiative from a subscription.</para>
/// </example>
/// <example>
/// <code>Disable-AciPolicy acisecmon-* -RemoveDefinition -WhatIf</code>
/// <para>Shows what would be removed if everything went that the module has made of policies.</para>
/// </example>
/// <example>
/// <code>Disable-AciPolicy 21c469fa-a887-4363-88a9-60bfd6911a15 -Force</code>
/// <para>Removes the assignments of the definition that keeps the key of a workspace in clear, whoever made them.</para>
/// </example>
/// <seealso cref="EnableAciPolicyCommand"/>
/// <seealso cref="GetAciPolicyDefinitionCommand"/>
[Cmdlet(VerbsLifecycle.Disable, "AciPolicy", DefaultParameterSetName = SubscriptionSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AciChange))]
public sealed class DisableAciPolicyCommand : LiveCommand
{
    private const string SubscriptionSet = "Subscription";
    private const string ManagementGroupSet = "ManagementGroup";

    private readonly List<string> names = [];

    /// <summary>
    /// Names, titles or resource ids of assignments, or of the policies that they assign. With wildcards only assignments of policies about container groups are meant, and those that
    /// this module made.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Names of assignments or policies; wildcards are allowed.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [Alias("PolicyName")]
    [ArgumentCompleter(typeof(PolicyNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Subscriptions to look at. Without it, those of the connection.</summary>
    [Parameter(ParameterSetName = SubscriptionSet)]
    [ValidateNotNullOrEmpty]
    [Alias("Subscription")]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string[] SubscriptionId { get; set; } = [];

    /// <summary>Resource group to look at, in each of the subscriptions. Without it, the subscriptions and everything in them.</summary>
    [Parameter(ParameterSetName = SubscriptionSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceGroupNameCompleter))]
    public string? ResourceGroupName { get; set; }

    /// <summary>Management group to look at, by its name and not its title.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ManagementGroupSet, HelpMessage = "Name of a management group.")]
    [ValidateNotNullOrEmpty]
    public string? ManagementGroupName { get; set; }

    /// <summary>Removes the module's own definitions and its initiative too, where nothing else uses them.</summary>
    [Parameter]
    public SwitchParameter RemoveDefinition { get; set; }

    /// <summary>Removes assignments that others made, instead of switching them off.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => names.AddRange(Name);

    /// <inheritdoc/>
    private protected override void Finish()
    {
        if (names.Count == 0) return;
        AciConnection connection = Connected();
        var request = new DisablePolicyRequest
        {
            Name = names,
            Place = new PolicyPlace { SubscriptionId = SubscriptionId, ResourceGroupName = ResourceGroupName, ManagementGroupName = ManagementGroupName },
            RemoveDefinition = RemoveDefinition,
            Force = Force,
        };
        Stream(cancellationToken => Engine.Azure.DisablePoliciesAsync(connection, request, Reporter, cancellationToken));
    }
}
