using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Policy;

/// <summary>
/// Looks for the related resource of auditIfNotExists and deployIfNotExists: any one that fulfils the existence condition is enough (azure-facts-2, D.4.6).
/// </summary>
internal static class ExistenceCheck
{
    /// <summary>Judges a resource whose condition holds.</summary>
    public static PolicyVerdict Judge(BoundPolicy policy, PolicyRun run, string effect)
    {
        if (run.Evaluate(policy.Details["type"]).AsText() is not { Length: > 0 } type) return new PolicyVerdict(AciPolicyState.Unknown, effect, "Which resource is looked for is not known.");
        Value name = run.Evaluate(policy.Details["name"]);
        if (name.IsUnresolved) return new PolicyVerdict(AciPolicyState.Unknown, effect, $"Which {type} is looked for is not known.");
        var query = new RelatedQuery(type, name.AsText(), run.Evaluate(policy.Details["resourceGroupName"]).AsText(), run.Evaluate(policy.Details["existenceScope"]).Is("Subscription"));
        if (run.Subject.Related?.Invoke(query) is not { } related) return new PolicyVerdict(AciPolicyState.Unknown, effect, $"Whether there is a {type} is not known: this source does not tell.");

        Truth any = related.IsWhole ? Truth.False : Truth.Unknown;
        foreach (ObjectValue one in related.Found.Where(one => IsMeant(one, query)))
        {
            any = any.Or(policy.Existence is { } condition ? run.JudgeOn(one, condition) : Truth.True);
            if (any == Truth.True) break;
        }

        return any switch
        {
            Truth.True => new PolicyVerdict(AciPolicyState.Compliant, effect, $"There is a {type} as the policy wants it."),
            Truth.False when effect == "deployIfNotExists" => new PolicyVerdict(AciPolicyState.NonCompliant, effect, $"There is no {type} as the policy wants it; a remediation would deploy one."),
            Truth.False => new PolicyVerdict(AciPolicyState.NonCompliant, effect, $"There is no {type} as the policy wants it."),
            _ => new PolicyVerdict(AciPolicyState.Unknown, effect, $"Whether there is a {type} as the policy wants it is not known."),
        };
    }

    private static bool IsMeant(ObjectValue one, RelatedQuery query)
    {
        if (query.Name is not { } name) return true;
        string wanted = ResourceIds.LastSegment(name);
        return wanted == "?" || one["name"].AsText() is not { } own || ResourceIds.LastSegment(own).Equals(wanted, StringComparison.OrdinalIgnoreCase);
    }
}
