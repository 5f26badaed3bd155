using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Estate.Live;

namespace AciSecMon.Assessment.Rules.Neighbours.Identities;

/// <summary>A rule on the role assignments of a group's identity.</summary>
internal abstract class AssignmentRule(string id) : NeighbourRule(id)
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        string name = NeighbourWords.NameOf(subject);
        Place place = Place.Root.Of("roleAssignments");
        if (subject.PrincipalId is { } principal)
        {
            IReadOnlyList<ObjectValue> assignments = estate.AssignmentsOf(principal);
            if (assignments.Count == 0 && !estate.IsLive) return;
            foreach (ObjectValue assignment in assignments) JudgeAssignment(assignment, name, estate, judgement);
            judgement.PassUnlessObjected(place, estate.IsLive ? $"{name} has no such role where this account can look." : $"{name} has no such role.");
        }
        else if (estate.IsLive)
        {
            judgement.Unknown(place, new UnresolvedCause(CauseKind.NotCarried, $"the object id of identity {subject.Name}"), $"The object id of {name} is not known, so its roles were not found.");
        }
        else
        {
            // In a template the principal is what the identity will be given: the assignment may be this identity's or another's.
            foreach (ObjectValue assignment in estate.RoleAssignments.Where(static a => a["properties"]["principalId"].AsText() is null))
            {
                if (Objects(assignment, estate)) judgement.Unknown(place, assignment["properties"]["principalId"], $"A role assignment of this source may be that of {name}; whose it is is not known.");
            }
        }
    }

    protected abstract void JudgeAssignment(ObjectValue assignment, string name, NeighbourEstate estate, Judgement judgement);

    /// <summary>True where the rule would object to the assignment, or could not tell, if it were the identity's.</summary>
    protected abstract bool Objects(ObjectValue assignment, NeighbourEstate estate);

    protected static (string Name, RolePower? Power) RoleOf(ObjectValue assignment, NeighbourEstate estate) =>
        assignment["properties"]["roleDefinitionId"].AsText() is { } id ? Roles.Of(id, estate) : ("role", null);

    /// <summary>Where a role reaches, so that two assignments of one role are told apart.</summary>
    protected static string ReachOf(ObjectValue assignment, ScopeWidth width) => RoleScope.NameOf(assignment) is { } name ? $"{RoleScope.WordOf(width)} {name}" : RoleScope.WordOf(width);

    protected static Place PlaceOf(string role, string reach) => Place.Root.Of("roleAssignments", $"{role} on {reach}");

    /// <summary>The place of an assignment of which not all is known.</summary>
    protected static Place OpenPlaceOf(string role, ObjectValue assignment) =>
        Place.Root.Of("roleAssignments", RoleScope.NameOf(assignment) is { } name ? $"{role} on {name}" : role);
}

/// <summary>The identity has a role that can take over what it reaches: who gets into a container gets that too.</summary>
internal sealed class PrivilegedIdentityRule() : AssignmentRule("ACI-IDN-004")
{
    protected override void JudgeAssignment(ObjectValue assignment, string name, NeighbourEstate estate, Judgement judgement)
    {
        (string role, RolePower? power) = RoleOf(assignment, estate);
        (ScopeWidth? width, Value deciding) = RoleScope.Of(assignment);
        if (power == RolePower.Ordinary || width == ScopeWidth.Resource) return;
        if (power is null)
        {
            judgement.Undecided(OpenPlaceOf(role, assignment), assignment["properties"]["roleDefinitionId"], $"What the role {role} of {name} may do is not known.", "A role definition that can be read");
        }
        else if (width is null)
        {
            judgement.Undecided(OpenPlaceOf(role, assignment), deciding, $"How far the role {role} of {name} reaches is not known.", "A scope of one resource");
        }
        else
        {
            string reach = ReachOf(assignment, width.Value);
            judgement.Fail(
                PlaceOf(role, reach), assignment["properties"]["roleDefinitionId"], $"{name} has the role {role} on the {reach}.", "A role with no more than the workload needs, on single resources",
                power == RolePower.Critical ? AciSeverity.Critical : AciSeverity.High);
        }
    }

    protected override bool Objects(ObjectValue assignment, NeighbourEstate estate) =>
        RoleOf(assignment, estate).Power != RolePower.Ordinary && RoleScope.Of(assignment).Width != ScopeWidth.Resource;
}

/// <summary>The identity has a role on a whole subscription or more.</summary>
internal sealed class WideIdentityRule() : AssignmentRule("ACI-IDN-005")
{
    protected override void JudgeAssignment(ObjectValue assignment, string name, NeighbourEstate estate, Judgement judgement)
    {
        string role = RoleOf(assignment, estate).Name;
        (ScopeWidth? width, Value deciding) = RoleScope.Of(assignment);
        if (width is null) judgement.Undecided(OpenPlaceOf(role, assignment), deciding, $"How far the role {role} of {name} reaches is not known.", "A scope within one resource group");
        else if (width >= ScopeWidth.Subscription) judgement.Fail(PlaceOf(role, ReachOf(assignment, width.Value)), deciding, $"{name} has the role {role} on the whole {ReachOf(assignment, width.Value)}.", "A scope within one resource group");
    }

    protected override bool Objects(ObjectValue assignment, NeighbourEstate estate) => RoleScope.Of(assignment).Width is null or >= ScopeWidth.Subscription;
}

/// <summary>A role assignment is left of an identity that is gone. Whether principals exist only Microsoft Graph can say.</summary>
internal sealed class OrphanedAssignmentRule() : NeighbourRule("ACI-IDN-010")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive) return;
        foreach (ObjectValue assignment in subject.SubscriptionId is { } subscription ? estate.AssignmentsIn(subscription) : [])
        {
            Value properties = assignment["properties"];
            if (!properties["principalType"].Is("ServicePrincipal") || properties["principalId"].AsText() is not { } principal || estate.HasPrincipal(principal)) continue;
            if (estate.UnreadFor(Facet.Principals, null) is not null) continue;
            judgement.Fail(Place.Root.Of("roleAssignments", assignment["name"].AsText() ?? principal), properties["principalId"], $"A role assignment of {NeighbourWords.NameOf(subject)} is that of a principal which does not exist any more.", "No assignment for principals that are gone");
        }

        judgement.PassUnlessObjected(Place.Root.Of("roleAssignments"), $"{NeighbourWords.NameOf(subject)} has no role assignment of a principal that is gone.");
    }
}
