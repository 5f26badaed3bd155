using System.IO.Enumeration;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Rules.Neighbours.Policies;

/// <summary>A policy that should stand over container groups does not: some groups are not in the reach of any assignment of it.</summary>
/// <param name="id">The rule.</param>
/// <param name="names">Definitions of which one is enough.</param>
/// <param name="what">What the policy asks for, after "a policy that".</param>
internal sealed class MissingPolicyRule(string id, IReadOnlySet<string> names, string what) : NeighbourRule(id)
{
    public override bool FailsOnAbsence => true;

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive) return;
        Place place = Place.Root.Of("policyAssignments");
        LoadedPolicy[] fitting = [.. estate.Policies.Assigned.Where(one => names.Contains(one.Policy.Definition.Name))];
        LoadedPolicy[] sure = [.. fitting.Where(static one => PolicyWords.EffectOf(one) is { } effect && effect != "disabled")];
        LoadedPolicy[] open = [.. fitting.Where(static one => PolicyWords.EffectOf(one) is null)];
        string[] without = [.. PolicyWords.GroupsOf(subject).Where(group => !Array.Exists(sure, one => estate.Policies.Reaches(one.Assignment!, group)))];
        string[] undecided = [.. without.Where(group => Array.Exists(open, one => estate.Policies.Reaches(one.Assignment!, group)))];
        if (undecided.Length > 0)
        {
            judgement.Unknown(
                place, new UnresolvedCause(CauseKind.NotCarried, $"the effect of the assignment '{open[0].Assignment!.DisplayName}'"),
                $"The assignment '{open[0].Assignment!.DisplayName}' may be of a policy that {what}, but what it does could not be read.");
        }

        string[] missing = [.. without.Except(undecided)];
        if (missing.Length > 0) judgement.FailFor(missing, place, $"No policy that {what} is assigned in {NeighbourWords.NameOf(subject)}.", $"An assignment of a policy that {what}");
        judgement.PassUnlessObjected(place, $"A policy that {what} is assigned: {(sure.Length > 0 ? sure[0].Assignment!.DisplayName : "there is no container group")}.");
    }
}

/// <summary>An assignment of a diagnostics policy leaves its default, which deploys a setting that logs nothing.</summary>
internal sealed class EmptyLogPolicyRule() : NeighbourRule("ACI-POL-003")
{
    private readonly MissingPolicyRule missing = new("ACI-POL-003", ContainerGroupPolicies.Logs, "sees to the logs of container groups");

    public override bool FailsOnAbsence => true;

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive) return;
        foreach (LoadedPolicy one in estate.Policies.Assigned.Where(static one => ContainerGroupPolicies.LogsByCategoryGroup.Contains(one.Policy.Definition.Name) && PolicyWords.EffectOf(one) is not "disabled"))
        {
            string[] groups = [.. PolicyWords.GroupsOf(subject).Where(group => estate.Policies.Reaches(one.Assignment!, group))];
            if (groups.Length == 0) continue;
            Value category = one.Policy.Parameter("categoryGroup");
            if (category.Is("allLogs")) continue;
            Place place = PolicyWords.PlaceOf(one);
            if (category.IsUnresolved) judgement.Unknown(place, category, $"Whether the assignment '{one.Assignment!.DisplayName}' asks for all logs is not known.");
            else judgement.FailFor(groups, place, $"The assignment '{one.Assignment!.DisplayName}' asks for the category group {category.AsText() ?? "audit"}, which holds nothing of container groups: it deploys settings that log nothing.", "categoryGroup: allLogs");
        }

        missing.Judge(subject, estate, judgement);
    }
}

/// <summary>The key of a workspace stands in clear in an assignment.</summary>
internal sealed class KeyInAssignmentRule() : NeighbourRule("ACI-POL-004")
{
    private const string Parameter = "workspaceKey";

    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive) return;
        foreach (PolicyAssignment assignment in PolicyWords.AssignmentsIn(subject, estate))
        {
            foreach ((string name, Value value) in assignment.Parameters.Where(static one => one.Key.Equals(Parameter, StringComparison.OrdinalIgnoreCase) && one.Value.AsText() is { Length: > 0 }))
            {
                judgement.FailSecret(
                    Place.Root.Of("policyAssignments", assignment.Name).Of("parameters", name), value, "workspace key",
                    $"The assignment '{assignment.DisplayName}' holds the key of a workspace in clear, for everybody who may read assignments.", "Diagnostic settings, which need no key");
            }
        }

        judgement.PassUnlessObjected(Place.Root.Of("policyAssignments"), $"No assignment in {NeighbourWords.NameOf(subject)} holds the key of a workspace.");
    }
}

/// <summary>An assignment on container groups has no effect, being judged and not enforced, or only audits what the settings want denied.</summary>
internal sealed class UnenforcedPolicyRule() : NeighbourRule("ACI-POL-005")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive) return;
        foreach (IGrouping<PolicyAssignment, LoadedPolicy> same in estate.Policies.OnGroups.Where(static one => one.Assignment!.IsNotEnforced).GroupBy(static one => one.Assignment!))
        {
            string[] groups = [.. PolicyWords.GroupsOf(subject).Where(group => estate.Policies.Reaches(same.Key, group))];
            if (groups.Length > 0) judgement.FailFor(groups, Place.Root.Of("policyAssignments", same.Key.Name), $"The assignment '{same.Key.DisplayName}' is not enforced: it refuses and changes nothing.", "enforcementMode: Default");
        }

        foreach (LoadedPolicy one in estate.Policies.OnGroups.Where(one => !one.Assignment!.IsNotEnforced && HasToDeny(one, judgement.Settings.DenyingPolicies)))
        {
            string[] groups = [.. PolicyWords.GroupsOf(subject).Where(group => estate.Policies.Reaches(one.Assignment!, group))];
            string? effect = PolicyWords.EffectOf(one);
            if (groups.Length == 0 || effect == "deny") continue;
            string title = DisplayName.Of(one.Policy.Definition.DisplayName);
            if (effect is null) judgement.Unknown(PolicyWords.PlaceOf(one), new UnresolvedCause(CauseKind.NotCarried, $"the effect of the policy '{title}'"), $"Whether the policy '{title}' denies is not known.");
            else judgement.FailFor(groups, PolicyWords.PlaceOf(one), $"The policy '{title}' of the assignment '{one.Assignment!.DisplayName}' has the effect {effect}, and the settings want it to deny.", "effect: Deny");
        }

        judgement.PassUnlessObjected(Place.Root.Of("policyAssignments"), $"The policies on container groups that are assigned in {NeighbourWords.NameOf(subject)} are enforced.");
    }

    private static bool HasToDeny(LoadedPolicy policy, IReadOnlyList<string> patterns) => patterns.Any(pattern =>
        FileSystemName.MatchesSimpleExpression(pattern, policy.Policy.Definition.Name, ignoreCase: true) || FileSystemName.MatchesSimpleExpression(pattern, policy.Policy.Definition.DisplayName, ignoreCase: true));
}
