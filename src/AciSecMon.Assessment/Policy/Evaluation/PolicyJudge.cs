using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Policy;

/// <summary>Judges resources of an estate by policies as their assignments bring them.</summary>
/// <param name="time">The clock, where the estate has none of its own.</param>
/// <param name="apiVersion">Api-version that requests are judged as; null for that of the source, or the newest.</param>
/// <param name="scopes">Tells which subscriptions lie in management groups; null where nobody knows.</param>
/// <param name="knowsExemptions">False where there may be exemptions that could not be read.</param>
internal sealed class PolicyJudge(TimeProvider time, string? apiVersion = null, ScopeTree? scopes = null, bool knowsExemptions = true)
{
    private const string Groups = "Microsoft.ContainerInstance/containerGroups";

    // What a scan takes for the version of the request is the newest (azure-facts-2, D.4.5): azure-facts, 0.
    private const string NewestOfGroups = "2025-09-01";

    /// <summary>The verdict on a group. One that depends on conditions that are not known is judged under each of them: where they differ, nothing is known.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="entry">The group.</param>
    /// <param name="part">What it came with.</param>
    /// <param name="trace">Takes what each condition was judged on, under the first condition; null where nobody asks.</param>
    public PolicyVerdict OfGroup(LoadedPolicy policy, GroupEntry entry, EstatePart part, List<PolicyTrace>? trace)
    {
        PolicyVerdict? agreed = null;
        foreach (GroupVariant variant in entry.Variants)
        {
            PolicyVerdict verdict = Judge(policy, SubjectOf(variant.Group.Resource, part, variant.Group), IdOf(variant.Group), agreed is null ? trace : null);
            if (agreed is null) agreed = verdict;
            else if (agreed.State != verdict.State)
            {
                string condition = variant.Assumptions.Count == 0 ? "a condition" : variant.Assumptions[0].Condition.Text;
                return new PolicyVerdict(AciPolicyState.Unknown, agreed.Effect, $"It depends on a condition that is not known: {condition}.");
            }
        }

        return agreed!;
    }

    /// <summary>The verdict on another resource.</summary>
    public PolicyVerdict OfResource(LoadedPolicy policy, ObjectValue resource, EstatePart part, List<PolicyTrace>? trace) =>
        Judge(policy, SubjectOf(resource, part, null), resource["id"].AsText(), trace);

    // What a file deploys has its id from where that is, as far as it is told.
    private static string? IdOf(ContainerGroup group) => group.ResourceId
        ?? (group.Scope.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) && !group.Scope.Contains('{', StringComparison.Ordinal) ? $"{group.Scope}/providers/{group.Resource["type"].AsText()}/{group.DisplayName}" : null);

    private PolicyVerdict Judge(LoadedPolicy policy, PolicySubject subject, string? resourceId, List<PolicyTrace>? trace)
    {
        PolicyVerdict verdict = PolicyEvaluator.Judge(policy.Policy, subject, trace, AssignmentReach.EffectOn(policy, subject.Resource));
        return AssignmentReach.Apply(policy, verdict, subject.Resource, resourceId, subject.Now, scopes, knowsExemptions);
    }

    private PolicySubject SubjectOf(ObjectValue resource, EstatePart part, ContainerGroup? group)
    {
        bool isScan = part.Live is not null || group is { IsAuthored: false };
        string? version = apiVersion ?? (isScan ? (resource["type"].Is(Groups) ? NewestOfGroups : null) : group?.ApiVersion.AsText() ?? resource["apiVersion"].AsText());
        return new PolicySubject
        {
            Resource = resource,
            Now = (part.Live?.Clock ?? time).GetUtcNow(),
            Request = version is null ? PolicySubject.NotTold : new ObjectValue([new Property("apiVersion", new StringValue(version))], PolicySubject.NotTold),
            Related = query => RelatedResources.In(part, group, query),
        };
    }
}
