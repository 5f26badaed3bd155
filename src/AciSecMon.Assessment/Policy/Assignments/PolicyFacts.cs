using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>What Azure Policy has for the groups of a connection: what is assigned to them, what is exempt, and what was recorded.</summary>
internal sealed class PolicyFacts
{
    /// <summary>Type of a recorded state.</summary>
    public const string StateType = "Microsoft.PolicyInsights/policyStates";

    private readonly PolicyShelf shelf = new();
    private readonly ScopeTree scopes = new();
    private readonly Dictionary<string, List<RecordedState>> states = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<LoadedPolicy>? assigned;

    /// <summary>The definitions, initiatives, assignments and exemptions.</summary>
    public PolicyShelf Shelf => shelf;

    /// <summary>False where not everything could be read, so that there may be exemptions that are not here.</summary>
    public bool IsWhole { get; set; } = true;

    /// <summary>Which scopes lie above which.</summary>
    public ScopeTree Scopes => scopes;

    /// <summary>Everything that assignments bring, whatever it is about.</summary>
    public IReadOnlyList<LoadedPolicy> Assigned => assigned ??= [.. new PolicyBinder(shelf).Bind([])];

    /// <summary>What assignments bring that container groups are concerned by.</summary>
    public IEnumerable<LoadedPolicy> OnGroups => Assigned.Where(static one => ContainerGroupPolicies.Concerns(one.Policy.Definition));

    /// <summary>What was recorded of a group.</summary>
    public IReadOnlyList<RecordedState> StatesOf(string groupId) => states.GetValueOrDefault(groupId) ?? [];

    /// <summary>True where an assignment is for a resource by where it lies.</summary>
    public bool Reaches(PolicyAssignment assignment, string resourceId) => assignment.IsFor(resourceId, scopes) == true && assignment.LeavesOut(resourceId, scopes) == false;

    /// <summary>Adds a row or resource.</summary>
    public void Add(ObjectValue row)
    {
        if (row["type"].Is(StateType))
        {
            if (RecordedState.Of(row) is not { } state) return;
            if (!states.TryGetValue(state.ResourceId, out List<RecordedState>? list)) states.Add(state.ResourceId, list = []);
            list.Add(state);
            return;
        }

        if (row["type"].Is("Microsoft.Resources/subscriptions"))
        {
            scopes.Add(row);
            return;
        }

        PolicyDocument document = PolicyReader.Read(row, row["name"].AsText() ?? string.Empty);
        foreach (PolicyAssignment one in document.Assignments) scopes.Saw(one.Scope ?? string.Empty);
        shelf.Add(document);
        assigned = null;
    }
}
