using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Access;

/// <summary>Roles, assignments and principals, found by dictionary: a tenant has some ten thousand assignments, and each container group asks for those above it.</summary>
internal sealed class AccessEstate
{
    private readonly Dictionary<string, Role> roles = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<RoleAssignment>> byScope = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<RoleAssignment>> byPrincipal = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<DenyAssignment>> denials = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Principal> principals = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<string>> groupsOf = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> membersOf = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);

    public ScopeTree Scopes { get; } = new();

    public IEnumerable<RoleAssignment> Assignments => byScope.Values.SelectMany(static some => some);

    /// <summary>Groups whose members were read.</summary>
    public HashSet<string> ReadGroups { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Roles of which assignments speak and whose definitions are not here.</summary>
    public IEnumerable<string> MissingRoles => Assignments.Select(static one => one.RoleId).Where(id => !roles.ContainsKey(id)).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Assignments that stand for an eligible one which somebody activated, by resource id.</summary>
    public HashSet<string> Activated { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a row or resource of Microsoft.Authorization, of Microsoft Graph, or of a subscription, as the service writes it; passes over anything else.</summary>
    public void Add(ObjectValue row)
    {
        string type = row["type"].AsText() ?? (row["@odata.type"].AsText() is null ? string.Empty : "graph");
        switch (type.ToLowerInvariant())
        {
            case "microsoft.authorization/roleassignments":
                Add(RoleAssignment.Of(row));
                break;
            case "microsoft.authorization/roledefinitions":
                Add(Role.Of(row));
                break;
            case "microsoft.authorization/denyassignments":
                Add(DenyAssignment.Of(row));
                break;
            case "microsoft.authorization/roleeligibilityscheduleinstances":
                Add(RoleAssignment.Of(row, isEligible: true));
                break;
            case "microsoft.authorization/roleassignmentscheduleinstances":
                if (row["properties"]["assignmentType"].Is("Activated") && row["properties"]["originRoleAssignmentId"].AsText() is { Length: > 0 } origin) Activated.Add(origin);
                break;
            case "microsoft.resources/subscriptions":
                Scopes.Add(row);
                break;
            case "graph":
                if (row["transitiveMembers"] is ArrayValue members) AddMembers(row["id"].AsText(), members);
                else Add(Principal.Of(row));
                break;
        }
    }

    /// <summary>Adds an assignment; one is often found twice, by its scope and by its principal.</summary>
    public void Add(RoleAssignment? assignment)
    {
        if (assignment is null || !seen.Add(assignment.Id)) return;
        Scopes.Saw(assignment.Scope);
        ListOf(byScope, assignment.Scope).Add(assignment);
        ListOf(byPrincipal, assignment.PrincipalId).Add(assignment);
    }

    public void Add(Role? role)
    {
        if (role is not null) roles.TryAdd(role.Id, role);
    }

    public void Add(DenyAssignment? denial)
    {
        if (denial is null || !seen.Add(denial.Id)) return;
        Scopes.Saw(denial.Scope);
        ListOf(denials, denial.Scope).Add(denial);
    }

    public void Add(Principal? principal)
    {
        if (principal is not null) principals[principal.Id] = principal;
    }

    /// <summary>Notes that a principal is in a group, directly or by other groups.</summary>
    public void AddMember(string groupId, string memberId)
    {
        if (!groupsOf.TryGetValue(memberId, out HashSet<string>? groups)) groupsOf[memberId] = groups = new(StringComparer.OrdinalIgnoreCase);
        if (groups.Add(groupId)) ListOf(membersOf, groupId).Add(memberId);
    }

    /// <summary>Notes all members of a group, directly or by other groups, and what is told of them; what is known of a member already stays.</summary>
    public void AddMembers(string? groupId, ArrayValue members)
    {
        if (groupId is not { Length: > 0 } group) return;
        ReadGroups.Add(group);
        foreach (Principal member in members.Items.Select(Principal.Of).OfType<Principal>())
        {
            principals.TryAdd(member.Id, member);
            AddMember(group, member.Id);
        }
    }

    /// <summary>True for a group whose members are not known: somebody may have what it has, and more besides.</summary>
    public bool IsUnreadGroup(string principalId) =>
        !ReadGroups.Contains(principalId) && AssignmentsOf(principalId).Any(static one => Principal.KindOf(one.PrincipalType) == AciPrincipalKind.Group);

    public Role RoleOf(RoleAssignment assignment) => roles.GetValueOrDefault(assignment.RoleId) ?? Role.Unread(assignment.RoleId);

    public Principal? PrincipalOf(string id) => principals.GetValueOrDefault(id);

    /// <summary>Groups that a principal is in, as far as members were read.</summary>
    public IReadOnlyCollection<string> GroupsOf(string id) => groupsOf.TryGetValue(id, out HashSet<string>? groups) ? groups : [];

    /// <summary>Members of a group, as far as they were read.</summary>
    public IReadOnlyList<string> MembersOf(string groupId) => membersOf.GetValueOrDefault(groupId) ?? [];

    /// <summary>Assignments of a principal itself, at whatever scope.</summary>
    public IReadOnlyList<RoleAssignment> AssignmentsOf(string principalId) => byPrincipal.GetValueOrDefault(principalId) ?? [];

    /// <summary>Assignments that hold at a scope: those at it and above.</summary>
    public IEnumerable<RoleAssignment> AssignmentsAt(string scope) => Scopes.ChainOf(scope).SelectMany(part => byScope.GetValueOrDefault(part) ?? []);

    /// <summary>Deny assignments of which it is known that they hold at a scope: one at a management group that may not lie above it takes nothing.</summary>
    public IEnumerable<DenyAssignment> DenialsAt(string scope) => denials.Count == 0 ? []
        : Scopes.SureChainOf(scope).SelectMany(part => (denials.GetValueOrDefault(part) ?? []).Where(one => !one.IsOfScopeOnly || string.Equals(part, scope, StringComparison.OrdinalIgnoreCase)));

    /// <summary>
    /// The narrowest scope at or above a group at which something is assigned or denied, its subscription at the widest: groups of one such place are judged alike.
    /// </summary>
    public string PlaceOf(string groupId)
    {
        if (HasOwn(groupId)) return groupId;
        string resourceGroup = Estate.ResourceIds.ScopeOf(groupId);
        return resourceGroup.Length == 0 || HasOwn(resourceGroup) || Estate.ResourceIds.SegmentAfter(groupId, "subscriptions") is not { } id ? resourceGroup : "/subscriptions/" + id;
    }

    /// <summary>True where something is assigned or denied at a scope itself.</summary>
    public bool HasOwn(string scope) => byScope.ContainsKey(scope) || denials.ContainsKey(scope);

    private static List<T> ListOf<T>(Dictionary<string, List<T>> lists, string key)
    {
        if (!lists.TryGetValue(key, out List<T>? list)) lists[key] = list = [];
        return list;
    }
}
