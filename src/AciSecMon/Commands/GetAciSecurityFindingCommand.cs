using System.Management.Automation;
using AciSecMon.Completion;
using AciSecMon.Connections;
using AciSecMon.Formatting;

namespace AciSecMon.Commands;

/// <summary>Finds what is wrong with container groups: in Azure, in files and in objects.</summary>
/// <remarks>
/// <para>
/// Get-AciSecurityFinding judges container groups by the rules of a profile and gives one object for each result: what is wrong, where it stands, why
/// it matters and how to repair it. ARM templates, deployment YAML, exports, output of az container, Resource Manager responses, Resource Graph rows and objects of
/// Az.ContainerInstance get the same verdicts.
/// </para>
/// <para>
/// Without -Path and without input it judges the container groups in Azure that the connection looks at, or those that -Name, -ResourceGroupName, -SubscriptionId and
/// -Tag choose, together with what stands around them: networks, registries, vaults, storage, identities. By default it asks what needs no call for each group;
/// -Source adds the rest. Where there is no connection, one is made as Connect-AciSecMon would. Files and objects need none.
/// </para>
/// <para>
/// By default it gives what failed, what went wrong in reading, and one finding for each cause that left rules undecided. -Status asks for the rest. What could not
/// be decided is never a pass. Secrets are never part of a finding: evidence shows the kind of secret, a length class, and a tag that is equal for equal secrets of
/// the same run.
/// </para>
/// <para>
/// The last line on the information stream counts what was judged and found; -InformationAction Continue shows it. A path that is missing, and a wildcard that
/// matches nothing, are errors, so that a gate is never green over nothing; everything else is still assessed.
/// </para>
/// </remarks>
/// <example>
/// <code>Connect-AciSecMon -Sandbox; Get-AciSecurityFinding</code>
/// <para>Assesses the sample estate of the sandbox, without any Azure.</para>
/// </example>
/// <example>
/// <code>Get-AciSecurityFinding -ResourceGroupName shop-* -Tag @{ environment = 'production' } -Source All</code>
/// <para>Assesses the container groups of some resource groups with a tag, and asks every source.</para>
/// </example>
/// <example>
/// <code>Get-AciSecurityFinding -Path ./main.json</code>
/// <para>Assesses a template. A parameter file beside it, such as main.parameters.json, is used.</para>
/// </example>
/// <example>
/// <code>Get-AciSecurityFinding ./infra -Severity High -NoSettings -ErrorAction Stop</code>
/// <para>Assesses a folder as a gate would: only findings of High and Critical severity, no settings file, and any error ends it.</para>
/// </example>
/// <example>
/// <code>Get-AzContainerGroup | Get-AciSecurityFinding | Format-List</code>
/// <para>Assesses running container groups that the Az.ContainerInstance module reads, and shows everything that is known of each finding.</para>
/// </example>
/// <example>
/// <code>Get-AciSecurityFinding ./infra -PolicyPath ./policies -RuleId ACI-POL-*</code>
/// <para>Finds out what the policies in a folder say of the container groups in another.</para>
/// </example>
/// <example>
/// <code>Get-AciSecurityFinding ./web.yaml -Category Secrets -Status All</code>
/// <para>Shows every result of the rules on secrets, those that passed included.</para>
/// </example>
/// <seealso cref="GetAciSecurityRuleCommand"/>
/// <seealso cref="GetAciRiskCommand"/>
/// <seealso cref="GetAciContainerGroupCommand"/>
/// <seealso cref="ConnectAciSecMonCommand"/>
/// <seealso cref="EnableAciDiagnosticsCommand"/>
[Cmdlet(VerbsCommon.Get, "AciSecurityFinding", DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(AciSecurityFinding))]
public sealed class GetAciSecurityFindingCommand : AssessmentCommand
{
    /// <summary>Rules to apply, by id. Wildcards are allowed. A rule that is asked for runs even where the profile leaves it out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RuleIdCompleter))]
    public string[] RuleId { get; set; } = [];

    /// <summary>Parts of security to judge, such as Network, Secrets or Logging.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AciRuleCategory[] Category { get; set; } = [];

    /// <summary>Controls of the Microsoft cloud security benchmark, such as NS-1: only rules that map to one of them are applied. Wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ControlCompleter))]
    public string[] Control { get; set; } = [];

    /// <summary>
    /// Files and folders with Azure Policy definitions, initiatives and assignments: what they say of container groups becomes findings, ACI-POL-009 where a policy would refuse the
    /// group and ACI-POL-007 where it would report it.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] PolicyPath { get; set; } = [];

    /// <summary>The least severity to give: Informational (default), Low, Medium, High or Critical.</summary>
    [Parameter]
    public AciSeverity Severity { get; set; }

    /// <summary>
    /// The results to give: Fail, Unknown, Error, Pass, NotApplicable, Suppressed, or All of them. By default those are given that failed, those that went wrong,
    /// and the causes of what could not be decided.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AciStatusFilter[] Status { get; set; } = [];

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        ReadOptions read = Required(ReadOptions);
        SettingsOptions settings = SettingsOptions();
        (string[] ruleIds, string[] controls) = Await(cancellationToken => new RuleSelection(RuleId, Control).ResolveAsync(settings, cancellationToken));
        Open(new AssessmentOptions
        {
            Read = read,
            Settings = settings,
            RuleId = ruleIds,
            Category = Category,
            Control = controls,
            Source = SourceSelection.From(Source),
            Policy = Required(() => (EstateInput[])[.. PolicyPath.SelectMany(Paths.Resolve)]),
            MinimumSeverity = Severity,
            Status = StatusSelection.From(Status),
        });
    }

    /// <inheritdoc/>
    private protected override void Take(IReadOnlyList<EstateInput> inputs) => StreamByOrigin(inputs, Session.AssessAsync);

    /// <inheritdoc/>
    private protected override void Finish()
    {
        base.Finish();
        Stream(cancellationToken => LiveOrigin.Noted(Session.CompleteAsync(cancellationToken), OnlyOrigin, cancellationToken));
        WarnOfNothing();
        string[] limits = [.. MyInvocation.BoundParameters.Keys.Where(static name => name is nameof(RuleId) or nameof(Category) or nameof(Control) or nameof(Severity))];
        WriteInformation(SummaryText.Of(Session.Summary, Refused, limits, Status.Length > 0, IsLive), ["AciSecMon"]);
    }
}
