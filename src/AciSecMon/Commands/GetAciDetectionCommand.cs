using System.Management.Automation;
using AciSecMon.Completion;
using AciSecMon.Errors;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Gets the detections: the questions that Search-AciLog asks of logs, and what their hits mean.</summary>
/// <remarks>
/// <para>
/// Get-AciDetection lists the library of detections. Each says what it finds, which tables of a Log Analytics workspace it reads, which tactics and techniques of MITRE
/// ATT&amp;CK it belongs to, what can be set, what looks the same and is no harm, and what to do about a hit. The property Query is the query itself, to be read, changed, or
/// run in the portal.
/// </para>
/// <para>It needs no connection. Detections can be piped to Search-AciLog, and findings to this.</para>
/// </remarks>
/// <example>
/// <code>Get-AciDetection</code>
/// <para>Lists all detections.</para>
/// </example>
/// <example>
/// <code>Get-AciDetection -Tactic 'Credential Access' -Severity High</code>
/// <para>Lists those of one tactic that matter most.</para>
/// </example>
/// <example>
/// <code>(Get-AciDetection ACI-KQL-003).Query | Set-Clipboard</code>
/// <para>Takes a query to the portal.</para>
/// </example>
/// <example>
/// <code>Get-AciDetection -Table ContainerEvent | Search-AciLog</code>
/// <para>Asks the questions that need nothing but the events of container groups.</para>
/// </example>
/// <seealso cref="SearchAciLogCommand"/>
/// <seealso cref="GetAciSecurityFindingCommand"/>
[Cmdlet(VerbsCommon.Get, "AciDetection")]
[OutputType(typeof(AciDetection))]
public sealed class GetAciDetectionCommand : Pipeline.AsyncCmdlet
{
    private readonly HashSet<string> wanted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Detections to get, by id, such as ACI-KQL-001. Wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [Alias("Id", "RuleId")]
    [ArgumentCompleter(typeof(DetectionIdCompleter))]
    public string[] DetectionId { get; set; } = [];

    /// <summary>Tactics of MITRE ATT&amp;CK, such as Execution. Wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TacticCompleter))]
    public string[] Tactic { get; set; } = [];

    /// <summary>Tables that a detection reads, such as ContainerInstanceLog: those that read at least one of them are given. Wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(LogTableCompleter))]
    public string[] Table { get; set; } = [];

    /// <summary>The least severity to give: Informational (default), Low, Medium, High or Critical.</summary>
    [Parameter]
    public AciSeverity Severity { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => wanted.UnionWith(DetectionId);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // Piped findings may be none; that asks for no detection, not for all.
        if (wanted.Count == 0 && MyInvocation.ExpectingInput) return;

        IReadOnlyList<AciDetection> all = Engine.Current.GetDetections();
        var selection = new DetectionSelection([.. wanted], Tactic, Table);
        foreach (AciProblem problem in selection.Unmatched(all)) WriteError(ErrorRecords.From(problem));
        foreach (AciDetection detection in all.Where(detection => selection.Includes(detection) && detection.Severity >= Severity)) WriteObject(detection);
    }
}
