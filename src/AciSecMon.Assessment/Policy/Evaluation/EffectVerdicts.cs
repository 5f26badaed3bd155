using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>What effects make of a resource for which the condition holds (azure-facts-2, D.4.6), but for those that look for others.</summary>
internal static class EffectVerdicts
{
    /// <summary>The verdict.</summary>
    public static PolicyVerdict Of(BoundPolicy policy, PolicyRun run, string effect) => effect switch
    {
        "deny" => NonCompliant(effect, "The service would refuse to create or change the resource."),
        "audit" => NonCompliant(effect, "The condition of the policy holds."),
        "append" => OfAppend(policy, run),
        "modify" => OfModify(policy, run),
        "denyAction" => OfDenyAction(policy, run),
        "manual" => OfManual(run.Evaluate(policy.Details["defaultState"]).AsText()),
        _ => new PolicyVerdict(AciPolicyState.NotApplicable, effect, $"The effect {effect} is not one that a resource can be judged by."),
    };

    private static PolicyVerdict OfAppend(BoundPolicy policy, PolicyRun run)
    {
        const string Effect = "append";
        RequestedChanges wanted = RequestedChanges.Of(policy, run, Effect);
        return wanted.Conflicts.Count > 0 ? NonCompliant(Effect, Refusal(wanted)) : OfChanges(Effect, wanted, string.Empty);
    }

    private static PolicyVerdict OfModify(BoundPolicy policy, PolicyRun run)
    {
        const string Effect = "modify";
        if (IsOfIdentity(policy, run)) return new PolicyVerdict(AciPolicyState.NotApplicable, Effect, "Only virtual machines and their scale sets have identities that a policy can modify.");
        RequestedChanges wanted = RequestedChanges.Of(policy, run, Effect);
        string? conflict = run.Evaluate(policy.Details["conflictEffect"]).AsText();
        bool isRefused = conflict is null || conflict.Equals("deny", StringComparison.OrdinalIgnoreCase);
        if (wanted.Conflicts.Count > 0 && isRefused) return NonCompliant(Effect, Refusal(wanted));

        // Which aliases can be modified in which api-version is not known here.
        bool mayConflict = wanted.Changes.Any(static change => FieldReference.Parse(change.Field) is { Kind: FieldKind.Alias });
        return OfChanges(Effect, wanted, mayConflict ? $" Where a property cannot be modified in the api-version of the request, the request {(isRefused ? "is refused" : "goes through unchanged")}." : string.Empty);
    }

    // Existing resources count against the policy by its condition alone.
    private static PolicyVerdict OfChanges(string effect, RequestedChanges wanted, string more) => wanted.Changes.Count == 0
        ? NonCompliant(effect, "The condition of the policy holds; what it would set is set already, or is left alone.")
        : NonCompliant(effect, $"The service would change the resource when it is created or changed: {string.Join(", ", wanted.Changes.Select(static change => change.Field))}.{more}") with { Changes = wanted.Changes };

    private static PolicyVerdict OfDenyAction(BoundPolicy policy, PolicyRun run)
    {
        string actions = string.Join(", ", run.Evaluate(policy.Details["actionNames"]).Items.Select(static name => name.AsText()));
        bool reachesGroup = policy.Definition.Mode.Equals("Indexed", StringComparison.OrdinalIgnoreCase) && !run.Evaluate(policy.Details["cascadeBehaviors"]["resourceGroup"]).Is("allow");
        return new PolicyVerdict(AciPolicyState.Compliant, "denyAction", $"The service would refuse to {actions} the resource{(reachesGroup ? ", and its resource group with it" : string.Empty)}.");
    }

    private static PolicyVerdict OfManual(string? state)
    {
        bool isCompliant = string.Equals(state, "Compliant", StringComparison.OrdinalIgnoreCase);
        bool isNot = state is not null && !isCompliant && !state.Equals("Unknown", StringComparison.OrdinalIgnoreCase);
        return new PolicyVerdict(
            isCompliant ? AciPolicyState.Compliant : isNot ? AciPolicyState.NonCompliant : AciPolicyState.Unknown, "manual",
            isCompliant || isNot ? "Somebody has to attest it; until then it is what the policy says it is." : "Somebody has to attest it; nothing of the resource tells.");
    }

    private static bool IsOfIdentity(BoundPolicy policy, PolicyRun run) =>
        run.Subject.Type.ToLowerInvariant() is not ("microsoft.compute/virtualmachines" or "microsoft.compute/virtualmachinescalesets")
        && policy.Details["operations"].Items.Any(operation => run.Evaluate(operation["field"]).Is("identity.type"));

    private static string Refusal(RequestedChanges wanted) => $"The service would refuse to create or change the resource: {string.Join(", ", wanted.Conflicts)} has another value than the policy adds.";

    private static PolicyVerdict NonCompliant(string effect, string message) => new(AciPolicyState.NonCompliant, effect, message);
}
