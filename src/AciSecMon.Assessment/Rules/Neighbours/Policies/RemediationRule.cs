using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Rules.Neighbours.Policies;

/// <summary>An assignment is to change container groups, and its identity lacks a role that this needs: it changes nothing, and nobody is told.</summary>
internal sealed class PowerlessPolicyRule() : NeighbourRule("ACI-POL-008")
{
    private static readonly string[] Changing = ["deployifnotexists", "modify"];

    public override bool FailsOnAbsence => true;

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive) return;
        foreach (LoadedPolicy policy in estate.Policies.OnGroups.Where(static one => Changing.Contains(PolicyWords.EffectOf(one))))
        {
            PolicyAssignment assignment = policy.Assignment!;
            string[] groups = [.. PolicyWords.GroupsOf(subject).Where(group => estate.Policies.Reaches(assignment, group))];
            if (groups.Length == 0) continue;
            Place place = PolicyWords.PlaceOf(policy).Of("identity");
            if (IdentitiesOf(assignment) is not { } identities)
            {
                judgement.Unknown(place, new UnresolvedCause(CauseKind.NotCarried, $"the object id of the identity of '{assignment.DisplayName}'"), $"Which rights the assignment '{assignment.DisplayName}' has is not known: its identity is named without an object id.");
                continue;
            }

            string[] lacking = [.. policy.Policy.Details["roleDefinitionIds"].Items.Select(static role => role.AsText()).OfType<string>().Where(role => !identities.Any(identity => Has(identity, PolicyIds.NameOf(role), assignment, estate)))];
            if (identities.Count == 0) judgement.FailFor(groups, place, $"The assignment '{assignment.DisplayName}' has no identity, so that it deploys nothing.", "A managed identity with the roles of the definition");
            else if (lacking.Length > 0) judgement.FailFor(groups, place, $"The identity of the assignment '{assignment.DisplayName}' lacks {string.Join(", ", lacking.Select(role => NameOf(role, estate)))}, so that it deploys nothing.", "The roles that the definition names, at the scope of the assignment");
        }

        judgement.PassUnlessObjected(Place.Root.Of("policyAssignments"), $"Policies that change container groups in {NeighbourWords.NameOf(subject)} have the roles for it.");
    }

    private static List<string>? IdentitiesOf(PolicyAssignment assignment)
    {
        Value identity = assignment.Raw["identity"];
        if (identity["principalId"].AsText() is { Length: > 0 } own) return [own];
        Property[] assigned = [.. (identity["userAssignedIdentities"] as ObjectValue)?.Properties ?? []];
        List<string> ids = [.. assigned.Select(static one => one.Value["principalId"].AsText()).OfType<string>()];
        return ids.Count == 0 && assigned.Length > 0 ? null : ids;
    }

    // Who may do everything may do what the role gives.
    private static bool Has(string principalId, string role, PolicyAssignment assignment, NeighbourEstate estate) => estate.AssignmentsOf(principalId).Any(held =>
        PolicyIds.NameOf(held["properties"]["roleDefinitionId"].AsText() ?? string.Empty) is var name
        && (name.Equals(role, StringComparison.OrdinalIgnoreCase) || name.Equals(RoleNames.Owner, StringComparison.OrdinalIgnoreCase) || name.Equals(RoleNames.Contributor, StringComparison.OrdinalIgnoreCase))
        && (held["properties"]["scope"].AsText() ?? PolicyIds.ScopeOf(held["id"].AsText(), "Microsoft.Authorization/roleAssignments")) is { } scope
        && estate.Policies.Scopes.IsWithin(assignment.Scope ?? string.Empty, scope.TrimEnd('/')));

    private static string NameOf(string role, NeighbourEstate estate) => estate.RoleDefinition(role)?["properties"]["roleName"].AsText() ?? RoleNames.Of(role);
}
