using System.Globalization;
using AciSecMon.Assessment.Access;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>What an assignment, with its overrides and exemptions, makes of a verdict on a resource (azure-facts-2, D.4.6). Pure.</summary>
internal static class AssignmentReach
{
    /// <summary>The effect that overrides of the assignment set for a resource; null where none does, and unresolved where that is not known.</summary>
    public static Value? EffectOn(LoadedPolicy policy, ObjectValue resource)
    {
        foreach (PolicyOverride one in policy.Assignment?.Overrides ?? [])
        {
            if (!one.IsOfEffect) continue;
            Truth fits = one.Selector.Fits(resource, policy.ReferenceId);
            if (fits == Truth.True) return new StringValue(one.Value);
            if (fits == Truth.Unknown) return new UnresolvedValue("overrides", new UnresolvedCause(CauseKind.NotSupported, "whether an override of the assignment is for the resource"));
        }

        return null;
    }

    /// <summary>The verdict as the assignment leaves it.</summary>
    /// <param name="policy">The policy with its assignment.</param>
    /// <param name="verdict">The verdict of the definition.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="resourceId">Its id; null where it is not known.</param>
    /// <param name="now">The time that exemptions run out by.</param>
    /// <param name="scopes">Tells which subscriptions lie in management groups; null where nobody knows.</param>
    /// <param name="knowsExemptions">False where there may be exemptions that could not be read.</param>
    public static PolicyVerdict Apply(LoadedPolicy policy, PolicyVerdict verdict, ObjectValue resource, string? resourceId, DateTimeOffset now, ScopeTree? scopes = null, bool knowsExemptions = true)
    {
        if (policy.Assignment is not { } assignment || verdict.State == AciPolicyState.NotApplicable) return verdict;
        switch (assignment.IsFor(resourceId, scopes))
        {
            case false: return verdict with { State = AciPolicyState.NotApplicable, Message = $"The assignment is for {assignment.Scope}." };
            case null: return Open(verdict, $"Whether the subscription is in {assignment.Scope} could not be read.");
        }

        switch (assignment.LeavesOut(resourceId, scopes))
        {
            case true: return verdict with { State = AciPolicyState.Excluded, Message = "The assignment leaves the resource out." };
            case null: return Open(verdict, "Whether the assignment leaves the resource out is not known: -Scope tells where it is deployed to.");
        }

        switch (ResourceSelector.AnyFits(assignment.Selectors, resource, policy.ReferenceId))
        {
            case Truth.False: return verdict with { State = AciPolicyState.Excluded, Message = "The selectors of the assignment leave the resource out." };
            case Truth.Unknown: return Open(verdict, "Whether the selectors of the assignment leave the resource out is not known.");
        }

        if (verdict.State == AciPolicyState.Error) return verdict;
        if (OtherVersion(policy, resource) is { } version) return Open(verdict, $"The assignment wants version {version} of the definition there, which is not the one that was judged by.");
        PolicyVerdict? exempt = Exempt(policy, verdict, resource, resourceId, now);
        if (exempt is not null && (knowsExemptions || exempt.State != AciPolicyState.NonCompliant)) return exempt;
        return verdict.State == AciPolicyState.NonCompliant && !knowsExemptions ? Open(verdict, "Whether an exemption takes the resource out could not be read.") : Told(policy, assignment, verdict);
    }

    private static PolicyVerdict? Exempt(LoadedPolicy policy, PolicyVerdict verdict, ObjectValue resource, string? resourceId, DateTimeOffset now)
    {
        PolicyExemption? expired = null;
        bool isOpen = false;
        foreach (PolicyExemption exemption in policy.Exemptions)
        {
            Truth covers = exemption.Covers(resource, resourceId);
            if (covers == Truth.False) continue;
            if (exemption.HasExpired(now)) expired = exemption;
            else if (covers == Truth.Unknown) isOpen = true;
            else return verdict with { State = AciPolicyState.Exempt, Message = $"The exemption '{exemption.DisplayName}' takes it out ({exemption.Category}, {Until(exemption)}). Without it: {verdict.State}.", Exemption = exemption };
        }

        if (verdict.State == AciPolicyState.Compliant) return null;
        if (isOpen) return Open(verdict, "Whether an exemption takes the resource out is not known: -Scope tells where it is deployed to.");
        return expired is null ? null : Told(policy, policy.Assignment!, verdict with { Message = $"{verdict.Message} The exemption '{expired.DisplayName}' ran out on {DayOf(expired)}.", Exemption = expired });
    }

    private static PolicyVerdict Told(LoadedPolicy policy, PolicyAssignment assignment, PolicyVerdict verdict)
    {
        if (verdict.State != AciPolicyState.NonCompliant) return verdict;
        string message = assignment.IsNotEnforced ? $"{verdict.Message} The assignment does not enforce it." : verdict.Message;
        return verdict with { Message = assignment.MessageOn(policy.ReferenceId) is { Length: > 0 } own ? $"{message} {own}" : message };
    }

    private static string? OtherVersion(LoadedPolicy policy, ObjectValue resource) => policy.Assignment!.Overrides
        .FirstOrDefault(one => one.IsOfVersion && one.Selector.IsAboutResources && one.Selector.Fits(resource, policy.ReferenceId) != Truth.False && !PolicyVersions.Fits(policy.Policy.Definition.Version, one.Value))?.Value;

    private static PolicyVerdict Open(PolicyVerdict verdict, string message) => verdict with { State = AciPolicyState.Unknown, Message = message };

    private static string Until(PolicyExemption exemption) => exemption.Expires is null ? "without an end" : $"until {DayOf(exemption)}";

    private static string DayOf(PolicyExemption exemption) => exemption.Expires!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
