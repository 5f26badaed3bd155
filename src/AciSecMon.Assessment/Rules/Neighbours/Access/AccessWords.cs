using System.Globalization;
using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Access;

/// <summary>Names principals in messages.</summary>
internal static class AccessWords
{
    /// <summary>What a principal is called: by the directory, where it was asked, or its kind and object id.</summary>
    public static string NameOf(NeighbourEstate estate, string principalId)
    {
        if (estate.Access.Estate.PrincipalOf(principalId)?.Name is { Length: > 0 } name) return DisplayName.Of(name);
        string kind = estate.Access.Estate.AssignmentsOf(principalId).FirstOrDefault(static one => one.PrincipalType.Length > 0)?.PrincipalType switch
        {
            "User" => "user",
            "Group" or "ForeignGroup" => "group",
            "ServicePrincipal" => "application or identity",
            _ => "principal",
        };
        return $"{kind} {principalId}";
    }

    /// <summary>The first few of some principals, and how many there are besides.</summary>
    public static string Names(NeighbourEstate estate, IReadOnlyCollection<string> principals, int most)
    {
        string[] names = [.. principals.Select(id => NameOf(estate, id)).Order(StringComparer.OrdinalIgnoreCase)];
        string shown = string.Join(", ", names.Take(most));
        return names.Length > most ? string.Create(CultureInfo.InvariantCulture, $"{shown} and {names.Length - most} more") : shown;
    }

    /// <summary>Leaves open what depends on roles whose definitions could not be read.</summary>
    public static void LeaveOpen(IEnumerable<RoleAssignment> assignments, NeighbourEstate estate, Judgement judgement)
    {
        foreach (Role role in assignments.Select(estate.Access.Estate.RoleOf).Where(static role => role.Permissions is null).DistinctBy(static role => role.Id, StringComparer.OrdinalIgnoreCase))
        {
            judgement.Unknown(
                Place.Root.Of("roleDefinitions", role.Name), new UnresolvedCause(CauseKind.NotCarried, $"the definition of role {role.Name}"), $"What the role {role.Name} gives is not known: its definition could not be read.");
        }
    }

    /// <summary>Leaves open whether a group of unknown members has somebody in it whom a deny assignment spares: he has what the group itself has not.</summary>
    public static void LeaveSparedOpen(AccessPlace place, RightSet about, NeighbourEstate estate, Judgement judgement)
    {
        foreach ((string principal, HeldRights held) in place.Held.Where(pair => !pair.Value.Denied.Common(about).IsEmpty && estate.Access.Estate.IsUnreadGroup(pair.Key)))
        {
            bool sparesSome = estate.Access.Estate.DenialsAt(place.GroupIds.First()).Any(one => one.Excluded.Count > 0 && one.HoldsFor([principal]) && !one.Rights.Common(about).IsEmpty);
            if (sparesSome) MembersOpen(principal, $"a deny assignment in {ScopeWords.Of(place.Scope)} takes {string.Join(", ", held.Denied.Common(about).ToArray())} from it and spares some principals", estate, judgement);
        }
    }

    /// <summary>Leaves open what hangs on who is in a group.</summary>
    public static void MembersOpen(string groupId, string why, NeighbourEstate estate, Judgement judgement)
    {
        string name = NameOf(estate, groupId);
        judgement.Unknown(Place.Root.Of("members", groupId), new UnresolvedCause(CauseKind.NotCarried, $"who is in {name}"), $"Who is in {name} is not known, and {why}. Profiles from Strict on ask Microsoft Graph.");
    }

    /// <summary>All assignments that hold for the groups of a subscription.</summary>
    public static IEnumerable<RoleAssignment> AssignmentsOf(NeighbourSubject subject, NeighbourEstate estate) =>
        estate.Access.PlacesOf(subject).SelectMany(static place => place.Held.Values).SelectMany(static held => held.Assignments);

    /// <summary>True where a principal is an application by itself, not an identity of a resource, as far as is known.</summary>
    public static bool IsApplication(NeighbourEstate estate, string principalId) =>
        estate.Access.Estate.PrincipalOf(principalId)?.Kind is { } kind and not AciPrincipalKind.Unknown
            ? kind == AciPrincipalKind.Application
            : estate.Access.Estate.AssignmentsOf(principalId).Any(static one => Principal.KindOf(one.PrincipalType) == AciPrincipalKind.Application);
}
