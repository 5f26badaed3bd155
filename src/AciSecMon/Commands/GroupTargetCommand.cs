using System.Collections;
using System.Management.Automation;
using AciSecMon.Binding;
using AciSecMon.Completion;
using AciSecMon.Errors;

namespace AciSecMon.Commands;

/// <summary>What the cmdlets share that work on container groups in Azure. What is piped is collected, each group once, before anything is asked or changed.</summary>
public abstract class GroupTargetCommand : LiveCommand
{
    private const string ResourceIdSet = "ResourceId";
    private const string InputObjectSet = "InputObject";

    private readonly TargetBatch batch = new();

    /// <summary>The default parameter set.</summary>
    private protected const string DefaultSet = "Selection";

    /// <summary>Names of container groups. Wildcards are allowed. Without any filter, all that the connection looks at.</summary>
    [Parameter(Position = 0, ParameterSetName = DefaultSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [Alias("ContainerGroupName")]
    [ArgumentCompleter(typeof(GroupNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Resource groups of container groups. Wildcards are allowed.</summary>
    [Parameter(ParameterSetName = DefaultSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceGroupNameCompleter))]
    public string[] ResourceGroupName { get; set; } = [];

    /// <summary>Subscriptions to look at. Without it, those of the connection.</summary>
    [Parameter(ParameterSetName = DefaultSet)]
    [ValidateNotNullOrEmpty]
    [Alias("Subscription")]
    [ArgumentCompleter(typeof(SubscriptionCompleter))]
    public string[] SubscriptionId { get; set; } = [];

    /// <summary>Tags that a container group must have, such as @{ team = 'shop' }. The value $null or * takes any.</summary>
    [Parameter(ParameterSetName = DefaultSet)]
    [ValidateNotNull]
    public Hashtable? Tag { get; set; }

    /// <summary>Resource ids of container groups.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ResourceIdSet, HelpMessage = "Resource ids of container groups.")]
    [ValidateNotNullOrEmpty]
    [Alias("Id")]
    public string[] ResourceId { get; set; } = [];

    /// <summary>
    /// Findings, container groups, resource ids, and objects with a ResourceId. Each container group is taken once; a finding on something around container groups stands
    /// for those that it concerns.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = InputObjectSet, ValueFromPipeline = true, HelpMessage = "Findings, container groups or resource ids.")]
    [ValidateNotNull]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>True where what is asked is not of single groups: all that are piped are asked about together, or what several have in common would come once for each batch.</summary>
    private protected virtual bool TakesAllAtOnce => false;

    /// <summary>Works on container groups.</summary>
    private protected abstract void Work(AciConnection connection, GroupSelection selection);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case ResourceIdSet:
                foreach (string id in ResourceId) Collect(() => [new LiveTarget(ContainerGroupId.Required(id))]);
                break;
            case InputObjectSet:
                foreach (PSObject item in LiveReference.Each(InputObject)) Collect(() => LiveReference.Read(item));
                break;
            default:
                Work(Connected(), new GroupSelection { Name = Name, ResourceGroupName = ResourceGroupName, SubscriptionId = SubscriptionId, Tag = Tags.From(Tag) });
                break;
        }

        if (batch.IsFull && !TakesAllAtOnce) WorkOnBatch();
    }

    /// <inheritdoc/>
    private protected sealed override void Finish() => WorkOnBatch();

    private void WorkOnBatch()
    {
        foreach ((AciConnection? origin, GroupSelection selection) in batch.Take(TakesAllAtOnce)) Work(Connected(Connection ?? origin), selection);
    }

    private void Collect(Func<IReadOnlyList<LiveTarget>> read)
    {
        try
        {
            IReadOnlyList<LiveTarget> targets = read();
            if (targets.Count == 0) WriteVerbose("A finding that concerns no container group was passed over.");
            foreach (LiveTarget target in targets) batch.Add(target);
        }
        catch (AciProblemException wrong)
        {
            WriteError(ErrorRecords.From(wrong));
        }
    }
}
