using System.Management.Automation;
using AciSecMon.Completion;
using AciSecMon.Errors;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Gets the rules: what each one checks, why, and how to repair what it finds.</summary>
/// <remarks>
/// <para>
/// Get-AciSecurityRule gives the rules of all profiles with the settings applied. The property Enabled tells whether the profile in force includes a rule, Severity
/// how much a failure of it matters after the settings' overrides.
/// </para>
/// <para>Findings can be piped to it; each rule is then given once.</para>
/// </remarks>
/// <example>
/// <code>Get-AciSecurityRule</code>
/// <para>Lists all rules.</para>
/// </example>
/// <example>
/// <code>Get-AciSecurityRule ACI-NET-001 | Format-List</code>
/// <para>Shows everything about one rule: why it matters, what to do, and snippets that repair it.</para>
/// </example>
/// <example>
/// <code>Get-AciSecurityFinding ./main.json | Get-AciSecurityRule | Format-Table RuleId, Recommendation -Wrap</code>
/// <para>Shows what to do about the findings of a template.</para>
/// </example>
/// <seealso cref="GetAciSecurityFindingCommand"/>
[Cmdlet(VerbsCommon.Get, "AciSecurityRule")]
[OutputType(typeof(AciSecurityRule))]
public sealed class GetAciSecurityRuleCommand : Pipeline.AsyncCmdlet
{
    private readonly HashSet<string> wanted = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<AciSecurityRule> rules = [];

    /// <summary>Rules to get, by id. Wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RuleIdCompleter))]
    public string[] RuleId { get; set; } = [];

    /// <summary>Parts of security, such as Network, Secrets or Logging.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public AciRuleCategory[] Category { get; set; } = [];

    /// <summary>Controls of the Microsoft cloud security benchmark, such as NS-1. Wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ControlCompleter))]
    public string[] Control { get; set; } = [];

    /// <summary>The least severity to give: Informational (default), Low, Medium, High or Critical.</summary>
    [Parameter]
    public AciSeverity Severity { get; set; }

    /// <summary>The profile that Enabled tells about: Baseline (default), Strict, Regulated, Confidential or Batch.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileCompleter))]
    public string? Profile { get; set; }

    /// <summary>The settings file. Without it, .acisecmon.json is looked for in the current location and the folders above it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Settings { get; set; }

    /// <summary>Uses no settings file at all.</summary>
    [Parameter]
    public SwitchParameter NoSettings { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        SettingsOptions options = SettingsSelection.From(this, Settings, NoSettings, Profile);
        rules = Await(cancellationToken => Engine.Current.GetRulesAsync(options, cancellationToken));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => wanted.UnionWith(RuleId);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Piped findings may be none; that asks for no rule, not for all.
        if (wanted.Count == 0 && MyInvocation.ExpectingInput) return;

        var selection = new RuleSelection([.. wanted], Control);
        foreach (AciProblem problem in selection.Unmatched(rules)) WriteError(ErrorRecords.From(problem));
        foreach (AciSecurityRule rule in rules.Where(rule => selection.Includes(rule) && rule.Severity >= Severity && IsInCategory(rule))) WriteObject(rule);
    }

    private bool IsInCategory(AciSecurityRule rule) => Category.Length == 0 || Category.Contains(rule.Category);
}
