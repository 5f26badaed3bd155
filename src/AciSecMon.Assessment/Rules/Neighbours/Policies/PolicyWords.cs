using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Rules.Neighbours.Policies;

/// <summary>What the rules on policies share.</summary>
internal static class PolicyWords
{
    /// <summary>Resource ids of the container groups of a subject.</summary>
    public static IEnumerable<string> GroupsOf(NeighbourSubject subject) =>
        subject.Groups.Where(static node => node.Kind == AciSubjectType.ContainerGroup).Select(static node => node.ResourceId).OfType<string>();

    /// <summary>The effect of a policy in lower case, where no resource decides it; null where it is not known.</summary>
    public static string? EffectOf(LoadedPolicy policy)
    {
        if (policy.Policy.Faults.Count > 0) return null;
        string? over = policy.Assignment?.Overrides.FirstOrDefault(one => one.IsOfEffect && !one.Selector.IsAboutResources && one.Selector.Fits(ObjectValue.Empty, policy.ReferenceId) == Truth.True)?.Value;
        return (over ?? policy.Policy.Effect.Known?.AsText())?.ToLowerInvariant();
    }

    /// <summary>Where a policy stands.</summary>
    public static Place PlaceOf(LoadedPolicy policy)
    {
        Place assignment = Place.Root.Of("policyAssignments", policy.Assignment!.Name);
        return policy.ReferenceId is null ? assignment : assignment.Of("policyDefinitions", policy.ReferenceId);
    }

    /// <summary>Assignments whose scope is a subscription, lies in it, or lies above it and reaches a group of it.</summary>
    public static IEnumerable<PolicyAssignment> AssignmentsIn(NeighbourSubject subject, NeighbourEstate estate)
    {
        string scope = $"/subscriptions/{subject.SubscriptionId}";
        return estate.Policies.Shelf.Assignments.Where(one =>
            one.Scope is { } own && (PolicyIds.IsWithin(own, scope) || (!own.StartsWith("/subscriptions/", StringComparison.OrdinalIgnoreCase) && estate.Policies.Scopes.IsWithin(scope, own))));
    }
}
