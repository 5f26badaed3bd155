using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Estate;
using AciSecMon.Azure.Permissions;

namespace AciSecMon.Azure.Access;

/// <summary>Makes the rows of a subscription: groups below one scope with nothing assigned below it are judged together.</summary>
internal sealed class AccessRows(AccessEstate estate, AccessUsage? usage)
{
    // Rights that lead to the identities of a group.
    private static readonly RightSet Ways = default(RightSet).With(AciAccessRight.Exec).With(AciAccessRight.Write);

    private readonly EffectiveRights rights = new(estate);
    private readonly Escalations escalations = new(estate, new EffectiveRights(estate));

    /// <summary>The rows of the groups of one subscription, the most dangerous first.</summary>
    public IEnumerable<AciAccess> Of(IReadOnlyList<AccessTarget> targets)
    {
        var drafts = new Dictionary<(string Principal, RightSet Active, RightSet Eligible, RightSet Denied), Draft>();
        foreach (IGrouping<string, AccessTarget> place in targets.GroupBy(one => estate.PlaceOf(one.Id), StringComparer.OrdinalIgnoreCase))
        {
            foreach ((string principal, HeldRights held) in rights.AllAt(place.First().Id))
            {
                if (held.Active.IsEmpty && held.Eligible.IsEmpty && held.Denied.IsEmpty && held.Assignments.All(one => estate.RoleOf(one).Permissions is not null)) continue;
                var key = (principal.ToUpperInvariant(), held.Active, held.Eligible, held.Denied);
                if (!drafts.TryGetValue(key, out Draft? draft)) drafts[key] = draft = new Draft(principal, held);
                draft.Add(place, held);
            }
        }

        // An identity may have no right on container groups and many elsewhere: code in its groups gets these all the same.
        HashSet<string> known = new(drafts.Values.Select(static one => one.PrincipalId), StringComparer.OrdinalIgnoreCase);
        foreach (IGrouping<string, AccessTarget> identity in targets.SelectMany(static one => one.Identities.Select(identity => (identity.PrincipalId, Target: one))).GroupBy(static one => one.PrincipalId, static one => one.Target, StringComparer.OrdinalIgnoreCase))
        {
            if (known.Contains(identity.Key) || estate.AssignmentsOf(identity.Key).Count == 0) continue;
            var draft = new Draft(identity.Key, new HeldRights(default, default, default, []));
            draft.Add([], draft.Held);
            drafts[(identity.Key.ToUpperInvariant(), default, default, default)] = draft;
        }

        ILookup<string, (string Group, string Name)> identities = targets.SelectMany(static one => one.Identities.Select(identity => (identity.PrincipalId, one.Name, Identity: identity.Name)))
            .ToLookup(static one => one.PrincipalId, static one => (one.Name, one.Identity), StringComparer.OrdinalIgnoreCase);
        string subscription = targets.Count == 0 ? string.Empty : targets[0].SubscriptionId;
        ILookup<string, Draft> all = drafts.Values.ToLookup(static one => one.PrincipalId, StringComparer.OrdinalIgnoreCase);
        return drafts.Values.Select(draft => RowOf(draft, subscription, identities, all[draft.PrincipalId])).OrderByDescending(static row => Weight(row)).ThenBy(static row => row.PrincipalName, StringComparer.OrdinalIgnoreCase);
    }

    private static int Weight(AciAccess row) => row.Dangerous.Sum(static right => 1 << (int)right) + (row.Escalation.Length > 0 ? 1 << ((int)AciAccessRight.AssignRoles + 1) : 0);

    private AciAccess RowOf(Draft draft, string subscription, ILookup<string, (string Group, string Name)> identities, IEnumerable<Draft> ofPrincipal)
    {
        Principal? principal = estate.PrincipalOf(draft.PrincipalId);
        (string Group, string Name)[] identityOf = [.. identities[draft.PrincipalId]];
        RightSet dangers = draft.Held.Active.Common(RightSet.Dangers);
        Used? used = UsedBy(draft, principal, subscription);
        return new AciAccess
        {
            PrincipalId = draft.PrincipalId,
            PrincipalName = principal?.Name ?? (identityOf.Length > 0 ? identityOf[0].Name : draft.Assignments.Values.FirstOrDefault(static one => one.PrincipalName is not null)?.PrincipalName ?? draft.PrincipalId),
            UserName = principal?.UserName,
            PrincipalKind = KindOf(draft, principal, identityOf.Length > 0),
            Exists = principal?.Exists,
            Right = draft.Held.Active.ToArray(),
            Dangerous = [.. dangers.ToArray().OrderDescending()],
            EligibleRight = draft.Held.Eligible.ToArray(),
            DeniedRight = draft.Held.Denied.ToArray(),
            Grant = [.. draft.Assignments.Values.OrderBy(static one => one.Scope.Length).ThenBy(static one => one.Id, StringComparer.OrdinalIgnoreCase).Select(one => GrantOf(draft.PrincipalId, one))],
            Escalation = principal?.Exists == false ? [] : [.. EscalationsOf(draft)],
            BlastRadius = identityOf.Length > 0 ? Escalations.ReachOf(estate, draft.PrincipalId) : [],
            IdentityOf = [.. identityOf.Select(static one => one.Group).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)],
            UsedRight = used?.Rights.ToArray(),
            UnusedRight = used is null ? null : draft.Held.Active.Common(RightSet.Changes).Without(used.Rights).ToArray(),
            LastUsed = used?.Last,
            LeastRole = used is null ? null : LeastRoleOf(draft, principal, subscription, ofPrincipal),
            Note = [.. NotesOf(draft, principal, subscription)],
            ContainerGroupCount = draft.Targets.Count,
            ContainerGroup = [.. draft.Targets.Select(static one => one.Name)],
            RelatedResourceId = [.. draft.Targets.Select(static one => one.Id)],
            SubscriptionId = subscription,
        };
    }

    // A group calls nothing by itself: what its members did is what its rights were used for.
    private Used? UsedBy(Draft draft, Principal? principal, string subscription)
    {
        bool isGroup = KindOf(draft, principal, isIdentity: false) == AciPrincipalKind.Group;
        if (usage is null || (isGroup && !estate.ReadGroups.Contains(draft.PrincipalId))) return null;
        IEnumerable<string> who = isGroup ? estate.MembersOf(draft.PrincipalId) : [draft.PrincipalId];
        return usage.Of(who.SelectMany(id => new[] { id, estate.PrincipalOf(id)?.UserName }.OfType<string>()), subscription, draft.Targets.Select(static one => one.Id));
    }

    private static AciPrincipalKind KindOf(Draft draft, Principal? principal, bool isIdentity)
    {
        if (isIdentity) return AciPrincipalKind.ManagedIdentity;
        if (principal is { Kind: not AciPrincipalKind.Unknown }) return principal.Kind;
        return draft.Assignments.Values.FirstOrDefault(one => string.Equals(one.PrincipalId, draft.PrincipalId, StringComparison.OrdinalIgnoreCase)) is { } own ? Principal.KindOf(own.PrincipalType) : AciPrincipalKind.Unknown;
    }

    private AciAccessGrant GrantOf(string principalId, RoleAssignment assignment)
    {
        Role role = estate.RoleOf(assignment);
        bool isOwn = string.Equals(assignment.PrincipalId, principalId, StringComparison.OrdinalIgnoreCase);
        return new AciAccessGrant
        {
            Role = role.Name,
            Scope = assignment.Scope,
            Via = isOwn ? null : estate.PrincipalOf(assignment.PrincipalId)?.Name ?? assignment.PrincipalId,
            Eligible = assignment.IsEligible,
            Condition = assignment.Condition,
            Right = role.Rights.ToArray(),
            AssignmentId = assignment.Id,
        };
    }

    // One way to an identity is enough: a hundred groups that have it lead there alike.
    private IEnumerable<AciEscalation> EscalationsOf(Draft draft) => draft.Held.Active.Common(Ways).IsEmpty ? []
        : draft.Targets.SelectMany(static target => target.Identities.Select(identity => (Target: target, Identity: identity))).DistinctBy(static one => one.Identity.PrincipalId, StringComparer.OrdinalIgnoreCase)
            .Where(one => estate.AssignmentsOf(one.Identity.PrincipalId).Count > 0)
            .SelectMany(one => escalations.Of(draft.PrincipalId, draft.Held.Active, one.Target with { Identities = [one.Identity] }));

    private IEnumerable<string> OpenIdentitiesOf(Draft draft) => draft.Held.Active.Common(Ways).IsEmpty ? []
        : draft.Targets.SelectMany(static target => target.Identities).Where(escalations.IsOpen).Select(static one => one.Name).Distinct(StringComparer.OrdinalIgnoreCase);

    // One role for all that a principal did in a subscription, however many rows tell of its rights there, and where it did so; everywhere, where it did nothing.
    private string LeastRoleOf(Draft draft, Principal? principal, string subscription, IEnumerable<Draft> ofPrincipal)
    {
        (Draft Draft, Used? Used)[] all = [.. ofPrincipal.Select(one => (one, UsedBy(one, principal, subscription)))];
        bool isIdle = Array.TrueForAll(all, static one => one.Used is null or { Rights.IsEmpty: true });
        return LeastRole.Of(
            $"AciSecMon least of {principal?.Name ?? draft.PrincipalId}", "What the principal did to container groups within ninety days, and reading them.",
            [AccessRights.ActionOf(AciAccessRight.Read), .. all.SelectMany(static one => one.Used?.Operations ?? [])],
            all.Where(one => isIdle || one.Used is { Rights.IsEmpty: false }).SelectMany(static one => one.Draft.Targets).Select(static one => ResourceIds.ScopeOf(one.Id)).Distinct(StringComparer.OrdinalIgnoreCase));
    }

    private IEnumerable<string> NotesOf(Draft draft, Principal? principal, string subscription)
    {
        if (principal?.Exists == false) yield return "The principal does not exist any more; what is left is its assignment.";
        if (KindOf(draft, principal, isIdentity: false) == AciPrincipalKind.Group && !estate.ReadGroups.Contains(draft.PrincipalId)) yield return "Who is in the group could not be read, nor what was used of its rights.";
        if (draft.Assignments.Values.Any(static one => one.Condition is not null)) yield return "A condition on an assignment is shown and was not evaluated: the right counts as held.";
        if (usage is not null && estate.ReadGroups.Contains(draft.PrincipalId)) yield return "What members of the group did stands for what was used, also where they may do it by other roles.";
        if (draft.Targets.Count > 0 && estate.DenialsAt(draft.Targets[0].Id).Any(one => one.HasCondition && one.HoldsFor([draft.PrincipalId, .. estate.GroupsOf(draft.PrincipalId)])))
            yield return "A deny assignment holds under a condition, which was not evaluated: what it may take counts as held.";
        foreach (string identity in OpenIdentitiesOf(draft).Order(StringComparer.OrdinalIgnoreCase)) yield return $"A role of the identity {identity} could not be read, so whether it gives more is not known.";
        foreach (string role in draft.Assignments.Values.Where(one => estate.RoleOf(one).Permissions is null).Select(one => estate.RoleOf(one).Name).Distinct(StringComparer.OrdinalIgnoreCase))
            yield return $"The definition of the role {role} could not be read, so what it gives is not counted.";
        if (estate.Scopes.IsOpen(subscription) && draft.Assignments.Values.Any(static one => ScopeTree.IsManagementGroup(one.Scope))) yield return "Whether the management group holds the subscription could not be read; it counts as if it did.";
    }

    /// <summary>A row that is being gathered.</summary>
    private sealed class Draft(string principalId, HeldRights held)
    {
        public string PrincipalId { get; } = principalId;

        public HeldRights Held { get; } = held;

        public List<AccessTarget> Targets { get; } = [];

        public Dictionary<string, RoleAssignment> Assignments { get; } = new(StringComparer.OrdinalIgnoreCase);

        public void Add(IEnumerable<AccessTarget> targets, HeldRights there)
        {
            Targets.AddRange(targets);
            foreach (RoleAssignment one in there.Assignments) Assignments.TryAdd(one.Id, one);
        }
    }
}
