using System.Collections;
using System.Management.Automation;
using AciSecMon.Binding;
using AciSecMon.Completion;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Judges container groups by Azure Policy, before deployment or as they run, and says why; or gives what Azure Policy recorded of them.</summary>
/// <remarks>
/// <para>
/// Test-AciPolicyCompliance evaluates policy definitions, initiatives and assignments on resources as Azure Policy would, without Azure: on templates, YAML files and exports, on
/// objects of the pipeline, and on container groups that a connection reads. It gives one object for each resource and policy with the verdict, the effect and the reason; with
/// -Trace also what each condition was judged on. Of a template other resources beside container groups are judged too.
/// </para>
/// <para>
/// Without -Policy and -AssignmentPath it goes by what is in force in Azure. Of container groups that run it gives what Azure Policy recorded when it last evaluated them, which is
/// up to a day ago; with -Evaluate it reads the assignments, definitions and exemptions that are in force, judges now, and shows where the record says otherwise
/// (IsRecordOutdated). Of files it says what would come of a deployment to the resource group that -Scope names, such as which policy would deny it.
/// </para>
/// <para>
/// -Policy takes files and folders in every form that definitions are kept in: a resource, its properties, a list, what az policy definition show writes, or a template with such
/// resources. Initiatives and assignments find their definitions among what is given; exemptions are those of the assignments beside them. It also takes the names of the module's
/// own definitions and of their initiative, what Get-AciPolicyDefinition gives, and the GUID or resource id of a definition or initiative in Azure, which is then read.
/// </para>
/// <para>
/// What depends on something that is not known is Unknown, with the expression, parameter or condition that stands in the way, and never Compliant. An alias that nobody knows
/// leaves a policy Unknown. A definition that breaks the language's rules, or a parameter that is missing or wrong, is an error with its place, and keeps no other policy from being
/// judged. Policies that are not about a resource are left out unless -State asks for NotApplicable.
/// </para>
/// </remarks>
/// <example>
/// <code>Test-AciPolicyCompliance -Path ./main.json -Scope $resourceGroupId -State NonCompliant | Where-Object { $_.Effect -eq 'deny' -and $_.IsEnforced }</code>
/// <para>Finds out which of the policies that are assigned would deny a template, and why.</para>
/// </example>
/// <example>
/// <code>Test-AciPolicyCompliance -Evaluate | Where-Object IsRecordOutdated</code>
/// <para>Shows where Azure Policy's record and an evaluation of now differ.</para>
/// </example>
/// <example>
/// <code>Test-AciPolicyCompliance -AssignmentPath ./assignments.json -Policy ./definitions -Path ./main.json -Scope $resourceGroupId</code>
/// <para>Judges a template by exported assignments, without Azure.</para>
/// </example>
/// <example>
/// <code>Test-AciPolicyCompliance -Policy acisecmon-* -Path ./main.json</code>
/// <para>Judges the groups of a template by all definitions of the module.</para>
/// </example>
/// <example>
/// <code>Test-AciPolicyCompliance -Policy ./policies -Path ./infra -State NonCompliant | Where-Object Effect -eq deny</code>
/// <para>Finds out which of the policies in a folder would refuse what is in another.</para>
/// </example>
/// <example>
/// <code>Get-AciPolicyDefinition -Origin BuiltIn | ForEach-Object { Test-AciPolicyCompliance -Policy $_ -Path ./main.json }</code>
/// <para>Judges a template by the definitions of Microsoft for container groups, which are read from Azure.</para>
/// </example>
/// <example>
/// <code>(Test-AciPolicyCompliance -Policy ./vnet.json -Name web-front -Trace).Trace | Format-Table Field, Operator, Expected, Actual, Result</code>
/// <para>Shows why a policy gives its verdict on a container group in Azure.</para>
/// </example>
/// <example>
/// <code>Test-AciPolicyCompliance -Policy acisecmon-allowed-registries -Parameter @{ allowedRegistries = 'contoso.azurecr.io', 'mcr.microsoft.com' } -Path ./main.json</code>
/// <para>Gives a policy values for its parameters.</para>
/// </example>
/// <seealso cref="GetAciPolicyDefinitionCommand"/>
/// <seealso cref="GetAciSecurityFindingCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "AciPolicyCompliance", DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(AciPolicyCompliance))]
public sealed class TestAciPolicyComplianceCommand : EstateCommand
{
    private static readonly AciPolicyState[] Usual = [AciPolicyState.NonCompliant, AciPolicyState.Unknown, AciPolicyState.Error, AciPolicyState.Compliant, AciPolicyState.Exempt, AciPolicyState.Excluded];

    private IPolicySession session = null!;

    /// <summary>
    /// Policies to judge by: files, folders, objects with definitions, initiatives or assignments, names of the module's own definitions, with wildcards, and GUIDs or resource ids of
    /// definitions and initiatives in Azure.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PolicyNameCompleter))]
    public PSObject[] Policy { get; set; } = [];

    /// <summary>
    /// Files and folders that hold assignments, with the definitions that they are of: judges by what these assignments bring, with their values, scopes and exemptions. -Scope says
    /// where files are deployed to.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] AssignmentPath { get; set; } = [];

    /// <summary>
    /// Judges what runs now, by the assignments and definitions that are in force, and shows where the last record of Azure Policy says otherwise. Without it, and without -Policy, the
    /// record is given.
    /// </summary>
    [Parameter]
    public SwitchParameter Evaluate { get; set; }

    /// <summary>Values for parameters by their names, such as @{ effect = 'Deny' }. Each goes to every policy that has such a parameter.</summary>
    [Parameter]
    [ValidateNotNull]
    public Hashtable? Parameter { get; set; }

    /// <summary>Says what each condition was judged on.</summary>
    [Parameter]
    public SwitchParameter Trace { get; set; }

    /// <summary>The api-version that requests are judged as, for policies that ask for it. Without it, that of the template, or the newest.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ApiVersion { get; set; }

    /// <summary>Verdicts to give. Without it, all but NotApplicable.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AciPolicyState[] State { get; set; } = Usual;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        PolicyOptions options = Required(Options);
        session = Await(cancellationToken => Engine.Current.OpenPolicyTestAsync(options, Reporter, cancellationToken));
    }

    /// <inheritdoc/>
    private protected override void Take(IReadOnlyList<EstateInput> inputs) => Stream(cancellationToken => session.TestAsync(inputs, cancellationToken));

    /// <inheritdoc/>
    private protected override void Finish()
    {
        base.Finish();
        if (session.Resources == 0 && Refused == 0) WriteWarning("No resource was found, so nothing was judged.");
    }

    // A text that is no file is a name of the module's own, which may hold wildcards as paths do.
    private PolicyOptions Options()
    {
        List<EstateInput> inputs = [];
        List<EstateInput> assignments = [];
        List<string> names = [];
        List<string> ids = [];
        foreach (PSObject item in Policy)
        {
            if (item.BaseObject is AciPolicyDefinition { Origin: AciPolicyOrigin.Module } own) names.Add(own.Name);
            else if (item.BaseObject is AciPolicyDefinition known) ids.Add(known.ResourceId!);
            else if (item.BaseObject is string id && IsId(id)) ids.Add(id);
            else if (item.BaseObject is string text && IsName(text)) names.Add(text);
            else inputs.AddRange(PipelineObject.Read(item, Paths));
        }

        foreach (string path in AssignmentPath) assignments.AddRange(Paths.Resolve(path));
        bool isGiven = Policy.Length + AssignmentPath.Length > 0;
        if (isGiven && Evaluate) throw Conflict("-Evaluate judges by what is in force in Azure; -Policy and -AssignmentPath name something else.", "Leave one of them out.");
        if (!isGiven && Parameter is not null) throw Conflict("-Parameter gives values to the policies that -Policy names; what is in force has its own.", "Name policies with -Policy, or leave -Parameter out.");
        if (!isGiven && IsOfFiles && Scope is null) throw ScopeRequired();
        return new PolicyOptions
        {
            Policy = inputs, Assignment = assignments, InForce = isGiven ? null : Connected(Connection), Id = ids, Connection = ids.Count > 0 ? Connected(Connection) : null, Evaluate = Evaluate, Name = names, Parameter = Parameter is null ? null : DetectionValues.From(Parameter), Trace = Trace, ApiVersion = ApiVersion, State = State.ToHashSet(), Read = ReadOptions(),
        };
    }

    private static AciProblemException Conflict(string message, string advice) => new(new AciProblem { Id = "AciParameterConflict", Kind = AciProblemKind.InvalidArgument, Message = message, Recommendation = advice });

    private static AciProblemException ScopeRequired() => new(new AciProblem
    {
        Id = "AciScopeRequired",
        Kind = AciProblemKind.InvalidArgument,
        Message = "Which policies are in force for a file depends on where it is deployed to.",
        Recommendation = "Give -Scope as /subscriptions/<subscription id>/resourceGroups/<name>, or name the policies with -Policy or -AssignmentPath.",
    });

    // As people name what is in Azure: by its GUID, or by its resource id.
    private static bool IsId(string text) => Guid.TryParse(text, out _)
        || (text.StartsWith('/') && (text.Contains("/policyDefinitions/", StringComparison.OrdinalIgnoreCase) || text.Contains("/policySetDefinitions/", StringComparison.OrdinalIgnoreCase)) && !File.Exists(text));

    private bool IsName(string text) => text.IndexOfAny(['/', '\\', ':']) < 0 && !text.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !File.Exists(Paths.FullPathOf(text)) && !Directory.Exists(Paths.FullPathOf(text));
}
