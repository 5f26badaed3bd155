using System.Collections;
using System.Management.Automation;
using AciSecMon.Binding;
using AciSecMon.Completion;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Assigns Azure Policy definitions and initiatives.</summary>
/// <remarks>
/// <para>
/// Enable-AciPolicy assigns policies at subscriptions, at a resource group or at a management group: those of this module, which it makes in Azure first (definitions, then the
/// initiative), and any other of Azure by GUID, resource id or title. It gives one object for each thing that it makes or changes: definition, initiative, assignment, role, remediation.
/// What is as asked for is not written, so that a second run changes nothing. Where the policy is assigned at that place already, that assignment is completed, and values of
/// parameters that people have set stay unless they are given here.
/// </para>
/// <para>
/// Everything is checked before anything is written: whether Azure has the aliases that the module's definitions need, and whether the values of all parameters are given, of the right
/// type and allowed. -WhatIf shows the exact requests; values of parameters that are secrets by their names are hidden.
/// </para>
/// <para>
/// A policy that deploys or changes resources acts by an identity. Its assignment gets one, in the region -Location, and the identity gets the roles that the definition asks for, at
/// the place of the assignment and on a workspace or account outside of it that the parameters name. With -Remediate such a policy is also carried out on what is there already.
/// </para>
/// <para>
/// The definitions that write diagnostic settings restart each container group that they write one on. Those of Microsoft that log by category group always get allLogs: their default
/// collects nothing of container groups. The definition that appends a workspace keeps the key of the workspace in clear in its assignment; the command warns of it.
/// </para>
/// </remarks>
/// <example>
/// <code>Enable-AciPolicy acisecmon-container-groups -SubscriptionId $id</code>
/// <para>Makes the module's definitions and its initiative in a subscription and assigns the initiative. It audits.</para>
/// </example>
/// <example>
/// <code>Enable-AciPolicy acisecmon-allowed-registries -Effect Deny -Parameter @{ allowedRegistries = 'contoso.azurecr.io' } -ResourceGroupName shop -WhatIf</code>
/// <para>Shows what it takes to refuse container groups in a resource group whose images come from elsewhere.</para>
/// </example>
/// <example>
/// <code>Enable-AciPolicy 85779c9a-7fdf-4294-937c-ded183166fa8 -Parameter @{ logAnalytics = $workspaceId } -Location westeurope -Remediate</code>
/// <para>Has Azure write a diagnostic setting on each container group, those that are there included. Each of these restarts.</para>
/// </example>
/// <example>
/// <code>Enable-AciPolicy acisecmon-container-groups -ManagementGroupName production</code>
/// <para>Assigns the initiative for all subscriptions of a management group.</para>
/// </example>
/// <seealso cref="DisableAciPolicyCommand"/>
/// <seealso cref="GetAciPolicyDefinitionCommand"/>
/// <seealso cref="TestAciPolicyComplianceCommand"/>
[Cmdlet(VerbsLifecycle.Enable, "AciPolicy", DefaultParameterSetName = SubscriptionSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AciChange))]
public sealed class EnableAciPolicyCommand : LiveCommand
{
    private const string SubscriptionSet = "Subscription";
    private const string ManagementGroupSet = "ManagementGroup";

    private readonly List<string> names = [];

    /// <summary>
    /// Policies: names of the module's own, as Get-AciPolicyDefinition lists them, with wildcards, which mean definitions one by one; GUIDs, resource ids or titles of definitions and
    /// initiatives of Azure.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Names, GUIDs, resource ids or titles of policies.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [Alias("PolicyName")]
    [ArgumentCompleter(typeof(PolicyNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Subscriptions to assign in. Without it, those of the connection.</summary>
    [Parameter(ParameterSetName = SubscriptionSet)]
    [ValidateNotNullOrEmpty]
    [Alias("Subscription")]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string[] SubscriptionId { get; set; } = [];

    /// <summary>Resource group to assign at, in each of the subscriptions. Without it, the subscriptions themselves.</summary>
    [Parameter(ParameterSetName = SubscriptionSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ResourceGroupNameCompleter))]
    public string? ResourceGroupName { get; set; }

    /// <summary>Management group to assign at, by its name and not its title.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ManagementGroupSet, HelpMessage = "Name of a management group.")]
    [ValidateNotNullOrEmpty]
    public string? ManagementGroupName { get; set; }

    /// <summary>Effect of the policy, such as Audit, Deny or Disabled. Without it, the default of the policy, or what an assignment that is there has.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Effect { get; set; }

    /// <summary>Values for parameters, such as @{ allowedPorts = 443, 8443 }. Those of an assignment that is there stay unless they are given. The case of letters counts.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable Parameter { get; set; } = [];

    /// <summary>
    /// Name of the assignment, up to 64 characters, or 24 at a management group. Without it, the name of a policy of the module, or acisecmon and the beginning of a GUID.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AssignmentName { get; set; }

    /// <summary>Region of the identity of policies that deploy or change resources. Without it, that of the resource group; elsewhere it is needed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Location { get; set; }

    /// <summary>Assigns without effect: resources are judged, and nothing is refused or deployed.</summary>
    [Parameter]
    public SwitchParameter DoNotEnforce { get; set; }

    /// <summary>Has policies that deploy or change resources do so with those that are there already. Where that writes a diagnostic setting, the container group restarts.</summary>
    [Parameter]
    public SwitchParameter Remediate { get; set; }

    /// <summary>Goes on where Azure lacks an alias that a definition of the module needs, or does not tell. The service may then refuse the definition.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => names.AddRange(Name);

    /// <inheritdoc/>
    private protected override void Finish()
    {
        if (names.Count == 0) return;
        var request = new EnablePolicyRequest
        {
            Name = names,
            Place = new PolicyPlace { SubscriptionId = SubscriptionId, ResourceGroupName = ResourceGroupName, ManagementGroupName = ManagementGroupName },
            AssignmentName = AssignmentName,
            Effect = Effect,
            Parameter = Required(() => DetectionValues.From(Parameter, "a policy assignment, in which everybody who may read it sees it")),
            Location = Location,
            DoNotEnforce = DoNotEnforce,
            Remediate = Remediate,
            Force = Force,
        };
        AciConnection connection = Connected();
        Stream(cancellationToken => Engine.Azure.EnablePoliciesAsync(connection, request, Reporter, cancellationToken));
    }
}
