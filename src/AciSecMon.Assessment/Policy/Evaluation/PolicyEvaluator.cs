using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>
/// Judges a resource by a policy: whether it concerns the resource, whether its condition holds, and what its effect makes of that (azure-facts-2, D.4.6). What is not known is
/// Unknown unless the rest decides, and nothing here fails.
/// </summary>
internal static class PolicyEvaluator
{
    /// <summary>Judges.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="subject">The resource.</param>
    /// <param name="trace">Takes what each condition was judged on; null where nobody asks.</param>
    /// <param name="effectInstead">The effect that an assignment sets in place of the definition's; null for none.</param>
    public static PolicyVerdict Judge(BoundPolicy policy, PolicySubject subject, List<PolicyTrace>? trace = null, Value? effectInstead = null)
    {
        if (policy.Definition.IsOfProvider) return NotApplicable(string.Empty, $"The mode {policy.Definition.Mode} is judged by the resource provider itself, on what runs in it.");
        if (policy.If is not { } condition || policy.Faults.Count > 0) return new PolicyVerdict(AciPolicyState.Error, string.Empty, policy.Faults.Count > 0 ? $"{policy.Faults[0].Message} ({policy.Faults[0].Path})" : "The rule cannot be read.");
        if (IsLeftOut(policy.Definition, subject)) return NotApplicable(string.Empty, "The mode Indexed is about resources with tags and a location.");

        var run = new PolicyRun(subject, policy.Scope, policy.Policy) { Trace = trace };
        string? effect = effectInstead is null ? EffectOf(policy, run) : PolicyEffects.NameOf(effectInstead);
        if (effect == PolicyEffects.Disabled) return NotApplicable(effect, "The policy is disabled.");
        Truth truth = condition.Judge(run);
        bool isLooking = PolicyEffects.IsLooking(effect);
        if (truth == Truth.False)
        {
            bool isAbout = !isLooking && condition.Concerns(run, policy.Deciding) != Truth.False;
            return isAbout ? new PolicyVerdict(AciPolicyState.Compliant, effect ?? string.Empty, "The condition of the policy does not hold.") : NotApplicable(effect ?? string.Empty, "The policy is not about this resource.");
        }

        if (truth == Truth.Unknown || effect is null)
        {
            string why = truth == Truth.Unknown ? CauseOf(condition, policy, subject) : "which effect the policy has";
            return new PolicyVerdict(AciPolicyState.Unknown, effect ?? string.Empty, $"It could not be decided: {why} is not known.");
        }

        return isLooking ? ExistenceCheck.Judge(policy, run, effect) : EffectVerdicts.Of(policy, run, effect);
    }

    /// <summary>The effect as the documentation writes it; null where it is not known.</summary>
    public static string? EffectOf(BoundPolicy policy, PolicyRun run) => policy.KnownEffect ?? PolicyEffects.NameOf(policy.Effect.For(run));

    // Types under Microsoft.Resources other than groups and subscriptions are never evaluated.
    private static bool IsLeftOut(PolicyDefinition definition, PolicySubject subject)
    {
        string type = subject.Type;
        bool isContainer = type.Equals("Microsoft.Resources/subscriptions", StringComparison.OrdinalIgnoreCase) || type.EndsWith("/resourceGroups", StringComparison.OrdinalIgnoreCase);
        if (!isContainer && type.StartsWith("Microsoft.Resources/", StringComparison.OrdinalIgnoreCase)) return true;
        return definition.Mode.Equals("Indexed", StringComparison.OrdinalIgnoreCase) && (isContainer || !HasPlace(subject));
    }

    // Every resource of a type with tags and location has a location (Resource Manager, resource definition); a template may lack that of its groups, whose type is known to have both.
    private static bool HasPlace(PolicySubject subject) =>
        !subject.Resource["location"].IsMissing || !subject.Resource["tags"].IsMissing || subject.Type.StartsWith("Microsoft.ContainerInstance/", StringComparison.OrdinalIgnoreCase);

    private static string CauseOf(Condition condition, BoundPolicy policy, PolicySubject subject)
    {
        var trace = new List<PolicyTrace>();
        condition.Judge(new PolicyRun(subject, policy.Scope, policy.Policy) { Trace = trace });
        return trace.FirstOrDefault(static one => one is { Result: Truth.Unknown, Cause: not null })?.Cause ?? "a part of the resource";
    }

    private static PolicyVerdict NotApplicable(string effect, string message) => new(AciPolicyState.NotApplicable, effect, message);
}
