using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Rules;

/// <summary>The verdict of a policy that a person gave, as a rule: a policy would refuse the group. What a policy would only report is ACI-POL-007.</summary>
internal sealed class GivenPolicyRule() : Rule(Refusal)
{
    /// <summary>The rule on what would be refused.</summary>
    public const string Refusal = "ACI-POL-009";

    /// <summary>The rule on what would be reported.</summary>
    public const string Report = "ACI-POL-007";
}

/// <summary>Makes results of what policies say of groups.</summary>
/// <param name="policies">The policies.</param>
/// <param name="refusal">The rule on what would be refused; null where nobody asks for it.</param>
/// <param name="report">The rule on what would be reported; null where nobody asks for it.</param>
/// <param name="time">The clock, where the estate has none of its own.</param>
internal sealed class GivenPolicies(IReadOnlyList<LoadedPolicy> policies, RuleEntry? refusal, RuleEntry? report, TimeProvider time)
{
    private readonly PolicyJudge judge = new(time);

    /// <summary>True where there is anything to judge by.</summary>
    public bool IsAny => policies.Count > 0 && (refusal ?? report) is not null;

    /// <summary>True where a policy looks for diagnostic settings, which a living estate has by a call for each group.</summary>
    public bool NeedsSettings => IsAny && policies.Any(static one => one.LooksForSettings);

    /// <summary>What the policies say of a group.</summary>
    public IEnumerable<JudgedResult> Judge(GroupEntry entry, EstatePart part)
    {
        if (!IsAny) yield break;
        foreach (LoadedPolicy policy in policies)
        {
            PolicyVerdict verdict = judge.OfGroup(policy, entry, part, null);
            bool isEnforced = policy.Assignment?.IsNotEnforced != true;
            RuleEntry? rule = verdict.Effect is "deny" or "" && isEnforced ? refusal : report;
            if (rule is not null) yield return new JudgedResult(rule, ResultOf(policy, verdict), null);
        }
    }

    private static RuleResult ResultOf(LoadedPolicy policy, PolicyVerdict verdict)
    {
        string title = DisplayName.Of(policy.Policy.Definition.DisplayName);
        Place place = Place.Root.Of("policies", policy.ReferenceId is null ? policy.Policy.Definition.Name : $"{policy.Set!.Name}/{policy.ReferenceId}");
        string message = $"The policy '{title}' ({(verdict.Effect.Length == 0 ? "effect not known" : verdict.Effect)}): {verdict.Message}";
        return new RuleResult(StatusOf(verdict.State), place, message, MissingValue.Instance, EvidenceKind.None)
        {
            Causes = verdict.State == AciPolicyState.Unknown ? [new UnresolvedCause(CauseKind.NotCarried, $"what the policy '{title}' asks for")] : [],
        };
    }

    private static AciFindingStatus StatusOf(AciPolicyState state) => state switch
    {
        AciPolicyState.NonCompliant => AciFindingStatus.Fail,
        AciPolicyState.Compliant => AciFindingStatus.Pass,
        AciPolicyState.Unknown => AciFindingStatus.Unknown,
        AciPolicyState.Error => AciFindingStatus.Error,
        _ => AciFindingStatus.NotApplicable,
    };
}
