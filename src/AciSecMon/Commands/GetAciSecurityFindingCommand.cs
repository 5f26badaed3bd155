using System.Management.Automation;
using AciSecMon.Completion;
using AciSecMon.Formatting;

namespace AciSecMon.Commands;

/// <summary>Finds what is wrong with container groups in files and objects.</summary>
/// <remarks>
/// <para>
/// Get-AciSecurityFinding judges container groups by the rules of a profile and gives one object for each result: what is wrong, where it stands in the file, why
/// it matters and how to repair it. ARM templates, deployment YAML, exports, output of az container, Resource Manager responses, Resource Graph rows and objects of
/// Az.ContainerInstance get the same verdicts.
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
/// <code>Get-AciSecurityFinding ./web.yaml -Category Secrets -Status All</code>
/// <para>Shows every result of the rules on secrets, those that passed included.</para>
/// </example>
/// <seealso cref="GetAciSecurityRuleCommand"/>
/// <seealso cref="GetAciRiskCommand"/>
/// <seealso cref="GetAciContainerGroupCommand"/>
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

    /// <summary>Parts of security to judge: Network, Secrets, Identity, Images or Coverage.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AciRuleCategory[] Category { get; set; } = [];

    /// <summary>Controls of the Microsoft cloud security benchmark, such as NS-1: only rules that map to one of them are applied. Wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ControlCompleter))]
    public string[] Control { get; set; } = [];

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
            MinimumSeverity = Severity,
            Status = StatusSelection.From(Status),
        });
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IReadOnlyList<EstateInput> inputs = Inputs();
        if (inputs.Count > 0) Stream(cancellationToken => Session.AssessAsync(inputs, cancellationToken));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Stream(Session.CompleteAsync);
        WarnOfNothing();
        string[] limits = [.. MyInvocation.BoundParameters.Keys.Where(static name => name is nameof(RuleId) or nameof(Category) or nameof(Control) or nameof(Severity))];
        WriteInformation(SummaryText.Of(Session.Summary, Refused, limits, Status.Length > 0), ["AciSecMon"]);
    }
}
