using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Rules.Neighbours.Policies;

/// <summary>An exemption takes container groups out of a policy for ever.</summary>
internal sealed class EndlessExemptionRule() : NeighbourRule("ACI-POL-006")
{
    public override void Judge(NeighbourSubject subject, NeighbourEstate estate, Judgement judgement)
    {
        if (!estate.IsLive) return;
        ILookup<PolicyExemption, LoadedPolicy> exempted = estate.Policies.OnGroups
            .SelectMany(static one => one.Exemptions.Select(exemption => (Exemption: exemption, Policy: one))).ToLookup(static pair => pair.Exemption, static pair => pair.Policy);
        foreach (IGrouping<PolicyExemption, LoadedPolicy> same in exempted.Where(static one => one.Key.Expires is null))
        {
            PolicyExemption exemption = same.Key;
            string[] groups = [.. PolicyWords.GroupsOf(subject).Where(group => Covers(exemption, group, estate))];
            if (groups.Length == 0) continue;
            string policies = string.Join(", ", same.Select(static one => $"'{DisplayName.Of(one.Policy.Definition.DisplayName)}'").Distinct().Take(3));
            bool isMitigated = exemption.Category.Equals("Mitigated", StringComparison.OrdinalIgnoreCase);
            judgement.FailFor(
                groups, Place.Root.Of("policyExemptions", exemption.Name), $"The exemption '{exemption.DisplayName}' ({exemption.Category}) takes groups out of {policies} without an end.",
                "An exemption with an end, after which somebody looks again", isMitigated ? AciSeverity.Low : null);
        }

        judgement.PassUnlessObjected(Place.Root.Of("policyExemptions"), $"Every exemption from policies on container groups in {NeighbourWords.NameOf(subject)} has an end.");
    }

    private static bool Covers(PolicyExemption exemption, string groupId, NeighbourEstate estate) =>
        exemption.Scope is { } scope && (scope.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) ? PolicyIds.IsWithin(groupId, scope) : estate.Policies.Scopes.IsWithin(groupId, scope));
}
