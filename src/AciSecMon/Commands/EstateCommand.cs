using System.Collections;
using System.Management.Automation;
using AciSecMon.Binding;
using AciSecMon.Completion;
using AciSecMon.Errors;

namespace AciSecMon.Commands;

/// <summary>What all cmdlets share that read container groups: from Azure, from files and from objects.</summary>
public abstract class EstateCommand : ConnectedCommand
{
    private const string LiveSet = "Live";
    private const string ResourceIdSet = "ResourceId";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string InputObjectSet = "InputObject";

    private readonly SeenPaths seen = new();
    private readonly TargetBatch batch = new();
    private PathResolver? paths;

    /// <summary>The default parameter set.</summary>
    private protected const string DefaultSet = LiveSet;

    /// <summary>
    /// Files and folders to read. Wildcards are allowed. A folder is walked with everything below it; files in it that hold no container groups are passed over.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet, HelpMessage = "Files or folders that hold container groups; wildcards are allowed.")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Files and folders to read, every character taken as it is. For names that hold [ or ].</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true, HelpMessage = "Files or folders that hold container groups.")]
    [ValidateNotNullOrEmpty]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>
    /// Objects to read: container groups of this module or of Az.ContainerInstance, what ConvertFrom-Json makes of a template or of a response, hashtables, and
    /// files and paths, which are read as with -Path. Findings, resource ids and objects with a ResourceId stand for groups in Azure, which are then read, each once.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet, ValueFromPipeline = true, HelpMessage = "Container groups, files or paths.")]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>Names of container groups in Azure. Wildcards are allowed. Without any filter, all are read that the connection looks at.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [Alias("ContainerGroupName")]
    [ArgumentCompleter(typeof(GroupNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Resource groups of container groups in Azure. Wildcards are allowed.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceGroupNameCompleter))]
    public string[] ResourceGroupName { get; set; } = [];

    /// <summary>Subscriptions to look at. Without it, those of the connection.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [ValidateNotNullOrEmpty]
    [Alias("Subscription")]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string[] SubscriptionId { get; set; } = [];

    /// <summary>Tags that a container group in Azure must have, such as @{ team = 'shop' }. The value $null or * takes any.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [ValidateNotNull]
    public Hashtable? Tag { get; set; }

    /// <summary>Resource ids of container groups in Azure.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ResourceIdSet, HelpMessage = "Resource ids of container groups.")]
    [ValidateNotNullOrEmpty]
    [Alias("Id")]
    public string[] ResourceId { get; set; } = [];

    /// <summary>The connection to use, as Connect-AciSecMon gave it. Without it, that of the session is used; where there is none, one is made as Connect-AciSecMon would.</summary>
    [Parameter(ParameterSetName = LiveSet)]
    [Parameter(ParameterSetName = ResourceIdSet)]
    [Parameter(ParameterSetName = InputObjectSet)]
    [ValidateNotNull]
    public AciConnection? Connection { get; set; }

    /// <summary>
    /// Parameter files for the templates that are read. Without it, a parameter file is used that stands beside a template or points to it.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ParameterFile { get; set; } = [];

    /// <summary>
    /// The resource group that files are deployed to, as /subscriptions/.../resourceGroups/... . It becomes part of the ids of findings on groups, so that two deployments of the
    /// same file are told apart.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Scope { get; set; }

    /// <summary>How many of the named inputs could not even be looked at.</summary>
    private protected int Refused { get; private set; }

    private protected PathResolver Paths => paths ??= new PathResolver(SessionState.Path);

    /// <summary>How inputs are to be read.</summary>
    private protected ReadOptions ReadOptions()
    {
        if (Scope is not null && !ResourceGroupId.IsValid(Scope))
        {
            throw new AciProblemException(new AciProblem
            {
                Id = "AciScopeInvalid",
                Kind = AciProblemKind.InvalidArgument,
                Message = $"'{Scope}' is not the id of a resource group.",
                Target = Scope,
                Recommendation = "Give it as /subscriptions/<subscription id>/resourceGroups/<name>.",
            });
        }

        return new ReadOptions { ParameterFile = [.. ParameterFile.Select(Paths.FullPathOf)], Scope = Scope?.TrimEnd('/') };
    }

    /// <summary>True where files are read.</summary>
    private protected bool IsOfFiles => ParameterSetName is PathSet or LiteralPathSet;

    /// <summary>True once groups of Azure were asked for.</summary>
    private protected bool IsLive { get; private set; }

    /// <summary>Works on inputs.</summary>
    private protected abstract void Take(IReadOnlyList<EstateInput> inputs);

    /// <summary>The groups of a connection as an input.</summary>
    private protected virtual LiveInput InputOf(AciConnection connection, GroupSelection selection) => new() { Connection = connection, Selection = selection };

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        var inputs = new List<EstateInput>();
        switch (ParameterSetName)
        {
            case PathSet:
                foreach (string path in Path) Collect(inputs, () => Paths.Resolve(path));
                break;
            case LiteralPathSet:
                foreach (string path in LiteralPath) Collect(inputs, () => [Paths.ResolveLiteral(path)]);
                break;
            case ResourceIdSet:
                foreach (string id in ResourceId) Collect(inputs, () => Batched([new LiveTarget(ContainerGroupId.Required(id))]));
                break;
            case InputObjectSet:
                foreach (PSObject item in LiveReference.Each(InputObject)) Collect(inputs, () => LiveReference.IsOne(item) ? Batched(Referred(item)) : PipelineObject.Read(item, Paths));
                break;
            default:
                inputs.Add(Live(null, new GroupSelection { Name = Name, ResourceGroupName = ResourceGroupName, SubscriptionId = SubscriptionId, Tag = Tags.From(Tag) }));
                break;
        }

        if (batch.IsFull) inputs.AddRange(TakeBatch());
        if (inputs.Count > 0) Take(inputs);
    }

    /// <summary>Works on what is still collected.</summary>
    private protected override void Finish()
    {
        EstateInput[] rest = [.. TakeBatch()];
        if (rest.Length > 0) Take(rest);
    }

    private IEnumerable<LiveInput> TakeBatch() => batch.Take(isWhole: false).Select(part => Live(part.Origin, part.Selection));

    private LiveInput Live(AciConnection? origin, GroupSelection selection)
    {
        IsLive = true;
        return InputOf(Connected(Connection ?? origin), selection);
    }

    private IReadOnlyList<LiveTarget> Referred(PSObject item)
    {
        IReadOnlyList<LiveTarget> targets = LiveReference.Read(item);
        if (targets.Count == 0) WriteVerbose("A finding that concerns no container group was passed over.");
        return targets;
    }

    private IEnumerable<EstateInput> Batched(IReadOnlyList<LiveTarget> targets)
    {
        foreach (LiveTarget target in targets) batch.Add(target);
        return [];
    }

    private void Collect(List<EstateInput> inputs, Func<IEnumerable<EstateInput>> read)
    {
        try
        {
            foreach (EstateInput input in read())
            {
                if (input is PathInput path && !seen.Add(path.FullPath)) WriteVerbose($"'{path.FullPath}' was read already.");
                else inputs.Add(input);
            }
        }
        catch (AciProblemException wrong)
        {
            Refused++;
            WriteError(ErrorRecords.From(wrong));
        }
    }
}
