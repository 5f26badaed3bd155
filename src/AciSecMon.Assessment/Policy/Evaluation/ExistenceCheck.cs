using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Policy;

/// <summary>
/// Looks for the related resource of auditIfNotExists and deployIfNotExists: any one that fulfils the existence condition is enough (azure-facts-2, D.4.6).
/// </summary>
internal static class ExistenceCheck
{
    /// <summary>Judges a resource whose condition holds.</summary>
    public static PolicyVerdict Judge(BoundPolicy policy, PolicyRun run, string effect)
    {
        if (run.Evaluate(policy.Details["type"]).AsText() is not { Length: > 0 } type) return Unknown(effect, "Which resource is looked for is not known.");
        if (QueryOf(policy, run, type) is not { } query) return Unknown(effect, $"Which {type} is looked for is not known.");
        if (Related(run.Subject, query) is not { } related) return Unknown(effect, $"Whether there is a {type} is not known: this source does not tell.");

        Truth any = related.IsWhole ? Truth.False : Truth.Unknown;
        foreach (ObjectValue one in related.Found) any = any.Or(Fits(policy, run, query, one));
        foreach (ObjectValue one in related.Doubtful) any = any.Or(Truth.Unknown.And(Fits(policy, run, query, one)));
        return any switch
        {
            Truth.True => new PolicyVerdict(AciPolicyState.Compliant, effect, $"There is a {type} as the policy wants it."),
            Truth.False when effect == "deployIfNotExists" => new PolicyVerdict(AciPolicyState.NonCompliant, effect, $"There is no {type} as the policy wants it; a remediation would deploy one."),
            Truth.False => new PolicyVerdict(AciPolicyState.NonCompliant, effect, $"There is no {type} as the policy wants it."),
            _ => Unknown(effect, $"Whether there is a {type} as the policy wants it is not known."),
        };
    }

    private static RelatedQuery? QueryOf(BoundPolicy policy, PolicyRun run, string type)
    {
        Value name = run.Evaluate(policy.Details["name"]);
        Value group = run.Evaluate(policy.Details["resourceGroupName"]);
        Value scope = run.Evaluate(policy.Details["existenceScope"]);
        return name.IsUnresolved || group.IsUnresolved || scope.IsUnresolved ? null : new RelatedQuery(type, name.AsText(), group.AsText(), scope.Is("Subscription"));
    }

    // Of its own type and by its own name, the resource is what is looked for.
    private static RelatedResources? Related(PolicySubject subject, RelatedQuery query)
    {
        bool isItself = query.Name is { } name && query.Type.Equals(subject.Type, StringComparison.OrdinalIgnoreCase) && new RelatedQuery(query.Type, name, null, IsOfSubscription: true).Means(subject.Resource, subject) == Truth.True;
        return isItself ? new RelatedResources([subject.Resource], IsWhole: true) : subject.Related?.Invoke(query);
    }

    private static Truth Fits(BoundPolicy policy, PolicyRun run, RelatedQuery query, ObjectValue one)
    {
        Truth isMeant = query.Means(one, run.Subject);
        return isMeant == Truth.False ? isMeant : isMeant.And(policy.Existence is { } condition ? run.JudgeOn(one, query.Type, condition) : Truth.True);
    }

    private static PolicyVerdict Unknown(string effect, string message) => new(AciPolicyState.Unknown, effect, message);
}
