namespace AciSecMon.Assessment.Access;

/// <summary>
/// What principals may do at a scope: the union of what their assignments at it and above give, without what deny assignments take (azure-facts, G). What a role takes out of itself again
/// (notActions) another role may still give. Conditions are shown, not evaluated: a right under a condition counts as held.
/// </summary>
/// <param name="estate">Roles, assignments and principals.</param>
internal sealed class EffectiveRights(AccessEstate estate)
{
    /// <summary>What a principal may do at a scope, by its own assignments and by those of the groups that it is in.</summary>
    /// <param name="principalId">Object id.</param>
    /// <param name="scope">Resource, resource group or subscription.</param>
    public HeldRights At(string principalId, string scope)
    {
        // By the principal: it has few assignments, and a scope may have many hundreds.
        string[] ids = [principalId, .. estate.GroupsOf(principalId)];
        string[] chain = [.. estate.Scopes.ChainOf(scope)];
        return Of(ids, ids.SelectMany(estate.AssignmentsOf).Where(one => chain.Contains(one.Scope, StringComparer.OrdinalIgnoreCase)), estate.DenialsAt(scope));
    }

    /// <summary>What each principal that has an assignment there may do at a scope; members of groups by the groups.</summary>
    public IReadOnlyDictionary<string, HeldRights> AllAt(string scope)
    {
        ILookup<string, RoleAssignment> assigned = estate.AssignmentsAt(scope).ToLookup(static one => one.PrincipalId, StringComparer.OrdinalIgnoreCase);
        DenyAssignment[] denials = [.. estate.DenialsAt(scope)];
        HashSet<string> all = new(assigned.Select(static one => one.Key), StringComparer.OrdinalIgnoreCase);
        foreach (string group in assigned.Select(static one => one.Key).Where(estate.ReadGroups.Contains)) all.UnionWith(estate.MembersOf(group));
        var held = new Dictionary<string, HeldRights>(StringComparer.OrdinalIgnoreCase);
        foreach (string id in all)
        {
            string[] ids = [id, .. estate.GroupsOf(id)];
            held[id] = Of(ids, ids.SelectMany(one => assigned[one]), denials);
        }

        return held;
    }

    private HeldRights Of(string[] ids, IEnumerable<RoleAssignment> assignments, IEnumerable<DenyAssignment> denials)
    {
        RoleAssignment[] own = [.. assignments];
        RightSet active = default;
        RightSet eligible = default;
        foreach (RoleAssignment one in own)
        {
            RightSet rights = estate.RoleOf(one).Rights;
            if (one.IsEligible) eligible = eligible.And(rights);
            else active = active.And(rights);
        }

        RightSet denied = default;
        foreach (DenyAssignment denial in denials)
        {
            if (denial.HoldsFor(ids)) denied = denied.And(denial.Rights);
        }

        return new HeldRights(active.Without(denied), eligible.Without(denied).Without(active), denied.Common(active.And(eligible)), own);
    }
}

/// <summary>What a principal may do at a scope.</summary>
/// <param name="Active">Rights that it has now.</param>
/// <param name="Eligible">Rights that it can activate beside these.</param>
/// <param name="Denied">Rights that a role would give and a deny assignment takes.</param>
/// <param name="Assignments">The assignments behind it.</param>
internal sealed record HeldRights(RightSet Active, RightSet Eligible, RightSet Denied, IReadOnlyList<RoleAssignment> Assignments);
