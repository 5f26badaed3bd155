namespace AciSecMon.Assessment.Access;

/// <summary>
/// Finds ways from rights on a container group to the rights of an identity: a command in a container gets the tokens of the group's identities, and so does code that somebody may put
/// into the group. To write a group with a user-assigned identity takes the right to assign that identity, too (azure-facts, G).
/// </summary>
internal sealed class Escalations(AccessEstate estate, EffectiveRights rights)
{
    private readonly Dictionary<(string Principal, string Identity), string[]> gains = [];
    private readonly Dictionary<(string Principal, string Identity), bool> assigns = [];

    /// <summary>The ways of a principal by one group.</summary>
    /// <param name="principalId">Object id.</param>
    /// <param name="held">What it may do with the group.</param>
    /// <param name="target">The group.</param>
    public IEnumerable<AciEscalation> Of(string principalId, RightSet held, AccessTarget target)
    {
        foreach (GroupIdentity identity in target.Identities.Where(one => !string.Equals(one.PrincipalId, principalId, StringComparison.OrdinalIgnoreCase)))
        {
            AciAccessRight[]? through = held.Has(AciAccessRight.Exec) ? [AciAccessRight.Exec]
                : !held.Has(AciAccessRight.Write) ? null
                : identity.ResourceId is null ? [AciAccessRight.Write] : CanAssign(principalId, identity.ResourceId) ? [AciAccessRight.Write, AciAccessRight.AssignIdentity] : null;
            if (through is null || Gains(principalId, identity.PrincipalId) is not { Length: > 0 } gained) continue;
            yield return new AciEscalation { ContainerGroupName = target.Name, Identity = identity.Name, Through = through, Gains = gained };
        }
    }

    /// <summary>True where a principal may write a group and give it an identity that may do what it itself may not: the pair that a rule looks for.</summary>
    public string[] PairOf(string principalId, RightSet held, GroupIdentity identity) =>
        held.Has(AciAccessRight.Write) && identity.ResourceId is { } id && !string.Equals(identity.PrincipalId, principalId, StringComparison.OrdinalIgnoreCase) && CanAssign(principalId, id) ? Gains(principalId, identity.PrincipalId) : [];

    /// <summary>True where a principal would get more than it has by becoming an identity.</summary>
    public bool WouldGain(string principalId, string identityId) => Gains(principalId, identityId).Length > 0;

    /// <summary>True where an identity has a role whose definition could not be read, so that what it gives is not known.</summary>
    public bool IsOpen(GroupIdentity identity) => estate.AssignmentsOf(identity.PrincipalId).Any(one => !one.IsEligible && estate.RoleOf(one).Permissions is null);

    /// <summary>Every role of an identity, as role and scope.</summary>
    public static string[] ReachOf(AccessEstate estate, string principalId) =>
        [.. estate.AssignmentsOf(principalId).Where(static one => !one.IsEligible).Select(one => Words(estate, one)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];

    private bool CanAssign(string principalId, string identityId)
    {
        (string, string) key = (principalId.ToUpperInvariant(), identityId.ToUpperInvariant());
        if (!assigns.TryGetValue(key, out bool can)) assigns[key] = can = rights.At(principalId, identityId).Active.Has(AciAccessRight.AssignIdentity);
        return can;
    }

    // Roles of the identity that change something, give rights or reach data, where the principal does not have as much itself.
    private string[] Gains(string principalId, string identityId)
    {
        (string, string) key = (principalId.ToUpperInvariant(), identityId.ToUpperInvariant());
        if (gains.TryGetValue(key, out string[]? known)) return known;
        return gains[key] =
        [
            .. estate.AssignmentsOf(identityId).Where(one => !one.IsEligible && IsMore(principalId, one)).Select(one => Words(estate, one)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase),
        ];
    }

    private bool IsMore(string principalId, RoleAssignment assignment)
    {
        HeldRights own = rights.At(principalId, assignment.Scope);

        // What is held under a condition may not reach as far: it does not make the identity's rights one's own.
        RolePermission[] held = [.. own.Assignments.Where(static one => one is { IsEligible: false, Condition: null }).SelectMany(one => estate.RoleOf(one).Permissions ?? []).Where(static one => !one.IsConditional)];
        if (own.Active.Has(AciAccessRight.AssignRoles) && AccessRights.Of(held).Has(AciAccessRight.AssignRoles)) return false;
        return estate.RoleOf(assignment).Permissions?.Any(part => !PermissionCover.Covers(held, part)) == true;
    }

    private static string Words(AccessEstate estate, RoleAssignment assignment) => $"{estate.RoleOf(assignment).Name} on {ScopeWords.Of(assignment.Scope)}";
}
