using System.Collections;
using System.Management.Automation;
using AciSecMon.Binding;
using AciSecMon.Completion;
using AciSecMon.Connections;
using AciSecMon.Errors;
using AciSecMon.Isolation;

namespace AciSecMon.Commands;

/// <summary>Searches the logs of container groups: for what the detections look for, or with a query of your own.</summary>
/// <remarks>
/// <para>
/// Search-AciLog runs detections in Log Analytics workspaces and gives one object for each hit: what happened, who did it, from where, on which container group, when, what
/// shows it, and what to do next. Get-AciDetection lists the detections and what can be set of them.
/// </para>
/// <para>
/// Without -Workspace it asks the workspaces that container groups of the connection send their logs to, and those that take the activity logs of their subscriptions; to find
/// them costs a call for each group. Where many groups send to few workspaces, name these.
/// </para>
/// <para>
/// A table that a workspace does not have counts as empty for a detection: that nothing was found says nothing where nothing is collected, which Get-AciDiagnostics shows. What
/// a workspace refuses or leaves out of its answer is an error or a warning, never silence.
/// </para>
/// <para>
/// -Query runs any query and gives its rows as objects with a property for each column, typed as the column is: times are UTC, dynamic values are objects and arrays. A table
/// that is not there is then an error.
/// </para>
/// </remarks>
/// <example>
/// <code>Search-AciLog -All</code>
/// <para>Runs every detection over what it needs, and at least over the last day.</para>
/// </example>
/// <example>
/// <code>Search-AciLog ACI-KQL-001, ACI-KQL-006 -Timespan 7.00:00:00 | Format-List</code>
/// <para>Shows who ran commands in containers and who switched logs off within a week, with all that is known and what to do.</para>
/// </example>
/// <example>
/// <code>Search-AciLog ACI-KQL-003 -Parameter @{ trustedRegistries = 'mcr.microsoft.com', 'contoso.azurecr.io' }</code>
/// <para>Looks for images that came from elsewhere than two registries.</para>
/// </example>
/// <example>
/// <code>Get-AciDetection -Severity High | Search-AciLog -Workspace log-security</code>
/// <para>Runs the detections that matter most in one workspace.</para>
/// </example>
/// <example>
/// <code>Search-AciLog -Query 'ContainerEvent | take 10' -Workspace log-shop | Format-Table</code>
/// <para>Runs a query of your own.</para>
/// </example>
/// <seealso cref="GetAciDetectionCommand"/>
/// <seealso cref="GetAciSecurityFindingCommand"/>
/// <seealso cref="GetAciDiagnosticsCommand"/>
/// <seealso cref="ConnectAciSecMonCommand"/>
[Cmdlet(VerbsCommon.Search, "AciLog", DefaultParameterSetName = DetectionSet)]
[OutputType(typeof(AciDetectionResult), ParameterSetName = [DetectionSet, AllSet])]
[OutputType(typeof(PSObject), ParameterSetName = [QuerySet])]
public sealed class SearchAciLogCommand : LiveCommand
{
    private const string DetectionSet = "Detection";
    private const string AllSet = "All";
    private const string QuerySet = "Query";

    private readonly HashSet<string> wanted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Detections to run, by id, such as ACI-KQL-001. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = DetectionSet, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, HelpMessage = "Ids of detections; Get-AciDetection lists them.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [Alias("DetectionId")]
    [ArgumentCompleter(typeof(DetectionIdCompleter))]
    public string[] Detection { get; set; } = [];

    /// <summary>Runs every detection.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AllSet)]
    public SwitchParameter All { get; set; }

    /// <summary>A query in the Kusto query language.</summary>
    [Parameter(Mandatory = true, ParameterSetName = QuerySet, HelpMessage = "A query in the Kusto query language.")]
    [ValidateNotNullOrEmpty]
    public string Query { get; set; } = string.Empty;

    /// <summary>
    /// Workspaces to ask, by resource id, by name, or by the GUID that Log Analytics knows them by. Wildcards in names are allowed. Without it, those that container groups
    /// of the connection send their logs to.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [Alias("WorkspaceId")]
    [ArgumentCompleter(typeof(WorkspaceCompleter))]
    public string[] Workspace { get; set; } = [];

    /// <summary>How far back to look, such as 7.00:00:00 for a week. Without it, what each detection needs, and at least a day.</summary>
    [Parameter]
    public TimeSpan Timespan { get; set; }

    /// <summary>
    /// Values for parameters of the detections, such as @{ expectedCallers = 'deploy@contoso.com' }. A value goes to each detection that has a parameter of that name; lengths of
    /// time can be written as 30m, 2h or 1d.
    /// </summary>
    [Parameter(ParameterSetName = DetectionSet)]
    [Parameter(ParameterSetName = AllSet)]
    [ValidateNotNull]
    public Hashtable Parameter { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => wanted.UnionWith(Detection);

    /// <inheritdoc/>
    private protected override void Finish()
    {
        TimeSpan? timespan = Required(TimespanOrNull);
        if (ParameterSetName == QuerySet)
        {
            AciConnection asked = Connected();
            var own = new LogQueryRequest { Query = Query, Workspace = Workspace, Timespan = timespan };
            Stream(cancellationToken => Rows(Engine.Azure.QueryLogAsync(asked, own, Reporter, cancellationToken), cancellationToken));
            return;
        }

        string[] ids = Ids();
        if (ids.Length == 0) return;
        AciConnection connection = Connected();
        var request = new LogSearchRequest { DetectionId = ids, Workspace = Workspace, Timespan = timespan, Parameter = Required(() => DetectionValues.From(Parameter)) };
        Stream(cancellationToken => LiveOrigin.Noted(Engine.Azure.SearchLogAsync(connection, request, Reporter, cancellationToken), connection, cancellationToken));
    }

    private static async IAsyncEnumerable<PSObject> Rows(IAsyncEnumerable<LogRow> rows, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (LogRow row in rows.WithCancellation(cancellationToken).ConfigureAwait(false)) yield return RowObject.From(row);
    }

    private string[] Ids()
    {
        IReadOnlyList<AciDetection> all = Engine.Current.GetDetections();
        var selection = new DetectionSelection(wanted, [], []);
        foreach (AciProblem problem in selection.Unmatched(all)) WriteError(ErrorRecords.From(problem));

        // Piped detections may be none; that asks for none, not for all.
        return ParameterSetName == AllSet || wanted.Count > 0 ? [.. all.Where(selection.Includes).Select(static detection => detection.DetectionId)] : [];
    }

    private TimeSpan? TimespanOrNull()
    {
        if (!MyInvocation.BoundParameters.ContainsKey(nameof(Timespan))) return null;
        return Timespan > TimeSpan.Zero ? Timespan : throw new AciProblemException(new AciProblem
        {
            Id = "AciTimespanInvalid",
            Kind = AciProblemKind.InvalidArgument,
            Message = "-Timespan is not longer than nothing.",
            Target = nameof(Timespan),
            Recommendation = "Give how far back to look, such as 1.00:00:00 for a day.",
        });
    }
}
