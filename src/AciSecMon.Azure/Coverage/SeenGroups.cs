using AciSecMon.Azure.Calls;

namespace AciSecMon.Azure.Coverage;

/// <summary>What was seen of the container groups of a subscription that matters to the subscription itself.</summary>
internal sealed class SeenGroups
{
    private readonly HashSet<string> resourceGroups = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> workspaces = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Ids of the resource groups that they lie in.</summary>
    public IReadOnlyCollection<string> ResourceGroups => resourceGroups;

    /// <summary>Workspaces that their logs go to and that can receive them: resource ids, and GUIDs that agents name.</summary>
    public IReadOnlyCollection<string> Workspaces => workspaces;

    /// <summary>True where it is known of all of them where their logs go.</summary>
    public bool AreSettingsKnown { get; private set; } = true;

    /// <summary>Adds a group with how it is collected from.</summary>
    public void Add(ArmId group, IReadOnlyList<AciDiagnosticSetting> rows)
    {
        resourceGroups.Add($"/subscriptions/{group.SubscriptionId}/resourceGroups/{group.ResourceGroupName}");
        workspaces.UnionWith(GroupParts.WorkspacesOf(rows, canReceive: true));
        if (GroupParts.UnreadOf(rows) is not null) AreSettingsKnown = false;
    }
}
