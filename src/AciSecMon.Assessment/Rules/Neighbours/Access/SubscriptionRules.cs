using System.Globalization;
using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Activity;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Rules.Neighbours.Access;

/// <summary>A custom role takes everything of Container Instances, also what is added to it later.</summary>
internal sealed class InstancesWildcardRule() : NeighbourRule("ACI-RBAC-002")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive) return;
        IEnumerable<IGrouping<string, (Role Role, AccessPlace Place)>> roles = estate.Access.PlacesOf(subject)
            .SelectMany(place => place.Held.Values.SelectMany(static held => held.Assignments).Select(estate.Access.Estate.RoleOf).Where(static role => role.HasInstancesWildcard).Select(role => (Role: role, Place: place)))
            .GroupBy(static one => one.Role.Id, StringComparer.OrdinalIgnoreCase);
        foreach (IGrouping<string, (Role Role, AccessPlace Place)> same in roles)
        {
            string name = same.First().Role.Name;
            judgement.FailFor(
                same.SelectMany(static one => one.Place.GroupIds), Place.Root.Of("roleDefinitions", name), $"The custom role {name} takes every action of Container Instances, exec and attach among them.", "The actions that are needed, one by one");
        }

        AccessWords.LeaveOpen(AccessWords.AssignmentsOf(subject, estate), estate, judgement);
        judgement.PassUnlessObjected(Place.Root.Of("roleDefinitions"), $"No custom role that is assigned in {NeighbourWords.NameOf(subject)} takes every action of Container Instances.");
    }
}

/// <summary>A guest, or an application, may change groups or run commands in them.</summary>
internal sealed class ForeignWriterRule() : NeighbourRule("ACI-RBAC-006")
{
    private static readonly RightSet Power = default(RightSet).With(AciAccessRight.Write).With(AciAccessRight.Exec);

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive) return;
        var writers = new Dictionary<string, (Principal Who, AccessPlace First, HashSet<string> Groups, bool Writes)>(StringComparer.OrdinalIgnoreCase);
        foreach (AccessPlace place in estate.Access.PlacesOf(subject))
        {
            foreach ((string principal, HeldRights held) in place.Held)
            {
                if (held.Active.Common(Power).IsEmpty || estate.Access.Estate.PrincipalOf(principal) is not { Kind: AciPrincipalKind.Guest or AciPrincipalKind.Application } who) continue;
                (Principal, AccessPlace First, HashSet<string> Groups, bool Writes) known = writers.TryGetValue(principal, out var before) ? before : (who, place, new(StringComparer.OrdinalIgnoreCase), false);
                known.Groups.UnionWith(place.GroupIds);
                writers[principal] = (who, known.First, known.Groups, known.Writes || held.Active.Has(AciAccessRight.Write));
            }
        }

        foreach ((string principal, (Principal who, AccessPlace first, HashSet<string> groups, bool writes)) in writers)
        {
            bool isGuest = who.Kind == AciPrincipalKind.Guest;
            judgement.FailFor(
                groups, Place.Root.Of("principals", who.Name ?? principal),
                $"The {(isGuest ? "guest" : "application")} {AccessWords.NameOf(estate, principal)} may {(writes ? "change container groups" : "run commands in containers")} in {ScopeWords.Of(first.Scope)}{(groups.Count > first.Groups.Count ? " and elsewhere" : string.Empty)}.",
                "Rights of guests and applications that somebody looks at from time to time", isGuest ? AciSeverity.High : null);
        }

        foreach (string group in estate.Access.PlacesOf(subject).SelectMany(static place => place.Held).Where(static pair => !pair.Value.Active.Common(Power).IsEmpty).Select(static pair => pair.Key).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (estate.Access.Estate.IsUnreadGroup(group)) AccessWords.MembersOpen(group, "it may change container groups or run commands in them", estate, judgement);
        }

        AccessWords.LeaveOpen(AccessWords.AssignmentsOf(subject, estate), estate, judgement);
        judgement.PassUnlessObjected(Place.Root.Of("principals"), $"No guest and no application may change container groups of {NeighbourWords.NameOf(subject)}.");
    }
}

/// <summary>A role assignment is left of a user or group that is gone; those of applications and identities are the affair of ACI-IDN-010.</summary>
internal sealed class LeftoverAssignmentRule() : NeighbourRule("ACI-RBAC-007")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive || subject.SubscriptionId is not { } id) return;
        if (estate.UnreadFor(Facet.Directory, about: null) is not null) return;
        string scope = "/subscriptions/" + id;
        foreach (RoleAssignment one in estate.Access.Estate.Assignments.Where(one => one.PrincipalType is "User" or "Group" && !one.IsEligible && (IsBelow(one.Scope, scope) || IsAbove(one.Scope, scope, estate))))
        {
            if (estate.Access.Estate.PrincipalOf(one.PrincipalId) is not null) continue;
            judgement.FailFor(
                subject.Groups.Select(static node => node.ResourceId).OfType<string>().Where(group => IsBelow(group, one.Scope) || !IsBelow(one.Scope, scope)), Place.Root.Of("roleAssignments", ResourceIds.LastSegment(one.Id)),
                $"The role {estate.Access.Estate.RoleOf(one).Name} on {ScopeWords.Of(one.Scope)} belongs to a {one.PrincipalType.ToLowerInvariant()} that does not exist any more.", "No assignment for principals that are gone");
        }

        judgement.PassUnlessObjected(Place.Root.Of("roleAssignments"), $"{NeighbourWords.NameOf(subject)} has no role assignment of a user or group that is gone.");
    }

    private static bool IsAbove(string scope, string subscription, NeighbourEstate estate) =>
        (scope.Length == 0 || ScopeTree.IsManagementGroup(scope)) && estate.Access.Estate.Scopes.IsWithin(subscription, scope);

    // Within one subscription the text tells; there are as many questions as assignments.
    private static bool IsBelow(string id, string scope) => id.StartsWith(scope, StringComparison.OrdinalIgnoreCase) && (id.Length == scope.Length || id[scope.Length] == '/');
}

/// <summary>Too many may give roles at a resource group with container groups.</summary>
internal sealed class ManyOwnersRule() : NeighbourRule("ACI-RBAC-009")
{
    private const int Most = 3;

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive) return;
        string expected = string.Create(CultureInfo.InvariantCulture, $"{Most} at most");
        var owners = new Dictionary<string, List<AccessPlace>>(StringComparer.OrdinalIgnoreCase);
        bool hasUnread = false;
        foreach (AccessPlace place in estate.Access.PlacesOf(subject))
        {
            // The members of a group count in its place; one of unknown members counts as one.
            string[] who =
            [
                .. place.Held.Where(pair => pair.Value.Active.Has(AciAccessRight.AssignRoles) && !estate.Access.Estate.ReadGroups.Contains(pair.Key)).Select(static pair => pair.Key).Order(StringComparer.OrdinalIgnoreCase),
            ];
            hasUnread |= who.Any(estate.Access.Estate.IsUnreadGroup);
            if (who.Length <= Most) continue;

            // Owners of a subscription are those of all its resource groups: said once.
            string key = string.Join(' ', who);
            if (!owners.TryGetValue(key, out List<AccessPlace>? places)) owners[key] = places = [];
            places.Add(place);
        }

        foreach ((string key, List<AccessPlace> places) in owners)
        {
            string[] who = key.Split(' ');
            string first = ScopeWords.Of(places[0].Scope);
            string where = places.Count == 1 ? first : string.Create(CultureInfo.InvariantCulture, $"{first} and {places.Count - 1} more");
            judgement.FailFor(places.SelectMany(static place => place.GroupIds), Place.Root.Of("owners", first), string.Create(CultureInfo.InvariantCulture, $"{who.Length} principals may give roles in {where}: {AccessWords.Names(estate, who, Most)}."), expected);
        }

        AccessWords.LeaveOpen(AccessWords.AssignmentsOf(subject, estate), estate, judgement);
        judgement.PassUnlessObjected(Place.Root.Of("owners"), $"No more than {Most} principals may give roles where {NeighbourWords.NameOf(subject)} has container groups{(hasUnread ? ", a group of which the members were not read counted as one" : string.Empty)}.");
    }
}

/// <summary>An application has rights that it did not use: what its credentials are worth to somebody else.</summary>
internal sealed class UnusedPrivilegeRule() : NeighbourRule("ACI-RBAC-010")
{
    private static readonly RightSet Power = RightSet.Dangers.Without(default(RightSet).With(AciAccessRight.ReadLogs).With(AciAccessRight.AssignIdentity));

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive || subject.SubscriptionId is not { } id) return;
        ILookup<string, ActivityRecord> done = estate.Activity.In(id).Where(static one => one.Outcome == AciActivityOutcome.Succeeded).ToLookup(static one => one.Caller, StringComparer.OrdinalIgnoreCase);
        var held = new Dictionary<string, (RightSet Rights, HashSet<string> Groups)>(StringComparer.OrdinalIgnoreCase);
        foreach (AccessPlace place in estate.Access.PlacesOf(subject))
        {
            foreach ((string principal, HeldRights rights) in place.Held)
            {
                // Who did nothing at all may do so seldom: only who works here shows what it needs.
                if (!done.Contains(principal) || !AccessWords.IsApplication(estate, principal)) continue;
                (RightSet Rights, HashSet<string> Groups) known = held.TryGetValue(principal, out var before) ? before : (default, new(StringComparer.OrdinalIgnoreCase));
                if (!rights.Active.IsEmpty) known.Groups.UnionWith(place.GroupIds);
                held[principal] = (known.Rights.And(rights.Active), known.Groups);
            }
        }

        foreach ((string principal, (RightSet rights, HashSet<string> groups)) in held)
        {
            RightSet used = default;
            foreach (ActivityRecord one in done[principal])
            {
                if (UsedRights.Of(one.Kind) is { } right) used = used.With(right);
            }

            AciAccessRight[] unused = rights.Common(Power).Without(used).ToArray();
            if (unused.Length == 0) continue;
            judgement.FailFor(
                groups, Place.Root.Of("principals", principal),
                $"{AccessWords.NameOf(estate, principal)} used {(used.IsEmpty ? "no right" : string.Join(", ", used.ToArray()))} within thirty days and holds {string.Join(", ", unused)} besides.", "A role with what is used");
        }

        AccessWords.LeaveOpen(AccessWords.AssignmentsOf(subject, estate), estate, judgement);
        judgement.PassUnlessObjected(Place.Root.Of("principals"), $"Applications that work on container groups of {NeighbourWords.NameOf(subject)} have no dangerous right by themselves that they do not use.");
    }
}
