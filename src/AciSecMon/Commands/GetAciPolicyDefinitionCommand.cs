using System.Management.Automation;
using AciSecMon.Completion;
using AciSecMon.Errors;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Gets policy definitions about container groups: those of this module, and those that Microsoft built in.</summary>
/// <remarks>
/// <para>
/// Get-AciPolicyDefinition lists what Azure Policy can be asked of container groups. Microsoft has built in eight definitions; Trap says of each what has to be known before it
/// is assigned. The module brings definitions of its own for what these leave open. Each says what one of the module's rules says (RuleId), stands as a file in the folder
/// bin/Policies that can be deployed as it is, and has its text in the property Json. The initiative acisecmon-container-groups groups them; its file is a template that is deployed
/// to the subscription that the definitions were made in.
/// </para>
/// <para>
/// Deployable tells whether a published list has every alias that a definition needs: Confirmed, or Unconfirmed. It is no promise of what Azure has today. It needs no connection.
/// </para>
/// </remarks>
/// <example>
/// <code>Get-AciPolicyDefinition</code>
/// <para>Lists all definitions.</para>
/// </example>
/// <example>
/// <code>Get-AciPolicyDefinition | Where-Object Trap | Format-List DisplayName, Trap</code>
/// <para>Shows what has to be known of the definitions of Microsoft.</para>
/// </example>
/// <example>
/// <code>(Get-AciPolicyDefinition acisecmon-image-digest).Json | Set-Content image-digest.json</code>
/// <para>Writes a definition of the module into a file.</para>
/// </example>
/// <seealso cref="TestAciPolicyComplianceCommand"/>
/// <seealso cref="GetAciSecurityRuleCommand"/>
[Cmdlet(VerbsCommon.Get, "AciPolicyDefinition")]
[OutputType(typeof(AciPolicyDefinition))]
public sealed class GetAciPolicyDefinitionCommand : Pipeline.AsyncCmdlet
{
    private readonly HashSet<string> wanted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names or titles of definitions. Wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [Alias("PolicyName")]
    [ArgumentCompleter(typeof(PolicyNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Who made them: Module or BuiltIn. Without it, both.</summary>
    [Parameter]
    public AciPolicyOrigin? Origin { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => wanted.UnionWith(Name);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // What is piped may be nothing; that asks for no definition, not for all.
        if (wanted.Count == 0 && MyInvocation.ExpectingInput) return;
        IReadOnlyList<AciPolicyDefinition> all = Engine.Current.GetPolicyDefinitions();
        WildcardPattern[] patterns = [.. wanted.Select(static name => new WildcardPattern(name, WildcardOptions.IgnoreCase))];
        foreach ((string name, WildcardPattern pattern) in wanted.Zip(patterns))
        {
            if (!all.Any(policy => Fits(pattern, policy))) WriteError(ErrorRecords.From(NotFound(name)));
        }

        foreach (AciPolicyDefinition policy in all.Where(policy => (patterns.Length == 0 || patterns.Any(pattern => Fits(pattern, policy))) && (Origin is null || Origin == policy.Origin))) WriteObject(policy);
    }

    private static bool Fits(WildcardPattern pattern, AciPolicyDefinition policy) => pattern.IsMatch(policy.Name) || pattern.IsMatch(policy.DisplayName);

    private static AciProblem NotFound(string name) => new()
    {
        Id = "AciPolicyNotFound",
        Kind = AciProblemKind.NotFound,
        Message = $"There is no policy definition about container groups called '{name}'.",
        Target = name,
        Recommendation = "Get-AciPolicyDefinition without a name lists them.",
    };
}
