using System.Globalization;
using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Rules.Neighbours.Access;

/// <summary>The rules on who may do what with container groups.</summary>
internal static class AccessRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new SharedIdentityRule(),
        new ExecRule(),
        new InstancesWildcardRule(),
        new EscalationRule(),
        new DirectUserRule(),
        new StandingPrivilegeRule(),
        new ForeignWriterRule(),
        new LeftoverAssignmentRule(),
        new ReadableSecretsRule(),
        new ManyOwnersRule(),
        new UnusedPrivilegeRule(),
    ];
}

/// <summary>A rule on the role assignments that hold for the groups of a subscription. It speaks of each role and scope once, however many principals have it.</summary>
internal abstract class GrantRule(string id) : NeighbourRule(id)
{
    private const int MostNames = 3;

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive || subject.SubscriptionId is null) return;
        var grants = new Dictionary<string, (RoleAssignment One, HashSet<string> Principals, HashSet<string> Groups)>(StringComparer.OrdinalIgnoreCase);
        foreach (AccessPlace place in estate.Access.PlacesOf(subject))
        {
            foreach ((string principal, HeldRights held) in place.Held)
            {
                foreach (RoleAssignment one in held.Assignments.Where(one => IsSaidOf(principal, one, place, estate) && Objects(one, held, estate)))
                {
                    string key = $"{one.RoleId} {one.Scope}";
                    if (!grants.TryGetValue(key, out (RoleAssignment One, HashSet<string> Principals, HashSet<string> Groups) known)) grants[key] = known = (one, new(StringComparer.OrdinalIgnoreCase), new(StringComparer.OrdinalIgnoreCase));
                    known.Principals.Add(principal);
                    known.Groups.UnionWith(place.GroupIds);
                }
            }
        }

        foreach ((RoleAssignment one, HashSet<string> principals, HashSet<string> groups) in grants.Values)
        {
            string grant = $"{estate.Access.Estate.RoleOf(one).Name} on {ScopeWords.Of(one.Scope)}";
            judgement.FailFor(groups, Place.Root.Of("roleAssignments", grant), $"{What(principals.Count)} by the role {grant}: {AccessWords.Names(estate, principals, MostNames)}.", Expected);
        }

        AccessWords.LeaveOpen(AccessWords.AssignmentsOf(subject, estate), estate, judgement);
        foreach (AccessPlace place in estate.Access.PlacesOf(subject)) AccessWords.LeaveSparedOpen(place, About, estate, judgement);
        judgement.PassUnlessObjected(Place.Root.Of("roleAssignments"), $"{NeighbourWords.NameOf(subject)}: {Kept}");
    }

    /// <summary>Rights that the rule is about; none for a rule to which it does not matter who is in a group.</summary>
    protected virtual RightSet About => default;

    // Of what a group has, the group is named and not each member; unless a deny assignment takes it from the group and spares the member.
    private bool IsSaidOf(string principal, RoleAssignment one, AccessPlace place, NeighbourEstate estate) =>
        string.Equals(one.PrincipalId, principal, StringComparison.OrdinalIgnoreCase) || (place.Held.TryGetValue(one.PrincipalId, out HeldRights? ofGroup) && !Objects(one, ofGroup, estate));

    /// <summary>What the rule asks for.</summary>
    protected abstract string Expected { get; }

    /// <summary>That nothing is wrong.</summary>
    protected abstract string Kept { get; }

    /// <summary>True where the rule objects to an assignment of a principal.</summary>
    protected abstract bool Objects(RoleAssignment assignment, HeldRights held, NeighbourEstate estate);

    /// <summary>What so many principals can do.</summary>
    protected abstract string What(int principals);

    /// <summary>A number of principals, to begin a sentence.</summary>
    protected static string Count(int principals, string one, string many) => principals == 1 ? one : string.Create(CultureInfo.InvariantCulture, $"{principals} {many}");
}

/// <summary>Somebody may run commands in containers, or attach to them.</summary>
internal sealed class ExecRule() : GrantRule("ACI-RBAC-001")
{
    private static readonly RightSet Into = default(RightSet).With(AciAccessRight.Exec).With(AciAccessRight.Attach);

    protected override RightSet About => Into;

    protected override string Expected => "A role without exec and attach, or one that is activated for a time";

    protected override string Kept => "nobody may run commands in containers or attach to them.";

    protected override bool Objects(RoleAssignment assignment, HeldRights held, NeighbourEstate estate) =>
        !assignment.IsEligible && !held.Active.Common(Into).IsEmpty && !estate.Access.Estate.RoleOf(assignment).Rights.Common(Into).IsEmpty;

    protected override string What(int principals) => Count(principals, "One principal may run commands in containers", "principals may run commands in containers");
}

/// <summary>A user has a role by himself and not by a group.</summary>
internal sealed class DirectUserRule() : GrantRule("ACI-RBAC-004")
{
    protected override string Expected => "Roles that are given to groups";

    protected override string Kept => "no user has a role on container groups by himself.";

    protected override bool Objects(RoleAssignment assignment, HeldRights held, NeighbourEstate estate) =>
        !assignment.IsEligible && string.Equals(assignment.PrincipalType, "User", StringComparison.OrdinalIgnoreCase) && !estate.Access.Estate.RoleOf(assignment).Rights.IsEmpty;

    protected override string What(int principals) => Count(principals, "One user has rights on container groups by himself", "users have rights on container groups by themselves");
}

/// <summary>A person has a role that can take over groups all the time, where it could be activated for a time.</summary>
internal sealed class StandingPrivilegeRule() : GrantRule("ACI-RBAC-005")
{
    private static readonly RightSet Power = default(RightSet).With(AciAccessRight.Write).With(AciAccessRight.AssignRoles);

    protected override RightSet About => Power;

    protected override string Expected => "An eligible role, activated when it is needed";

    protected override string Kept => "nobody has a role all the time that can take over container groups.";

    // An application cannot activate anything, and an activated role is the one that the rule asks for.
    protected override bool Objects(RoleAssignment assignment, HeldRights held, NeighbourEstate estate) =>
        !assignment.IsEligible && !string.Equals(assignment.PrincipalType, "ServicePrincipal", StringComparison.OrdinalIgnoreCase)
        && !held.Active.Common(Power).IsEmpty && !estate.Access.Estate.RoleOf(assignment).Rights.Common(Power).IsEmpty && !estate.Access.Estate.Activated.Contains(assignment.Id);

    protected override string What(int principals) => Count(principals, "One principal can take over container groups all the time", "principals can take over container groups all the time");
}
