using System.Collections.Frozen;
using AciSecMon.Assessment.Rules.Metadata;

namespace AciSecMon.Assessment.Rules.Risk;

/// <summary>Which rules stand behind the facts of a risk row.</summary>
internal static class RiskRules
{
    /// <summary>Secrets in slots that every Reader sees. Rules on secrets that only a file holds are not among them.</summary>
    public static FrozenSet<string> ClearSecrets { get; } = Set(
        "ACI-SEC-001", "ACI-SEC-002", "ACI-SEC-003", "ACI-SEC-007", "ACI-SEC-008", "ACI-SEC-009", "ACI-SEC-010", "ACI-SEC-011", "ACI-SEC-012", "ACI-SEC-019");

    /// <summary>Whether images come from where they should.</summary>
    public static FrozenSet<string> Trust { get; } = Set("ACI-IMG-001", "ACI-IMG-016");

    /// <summary>Whether an image's name always means the same image.</summary>
    public static FrozenSet<string> Pinning { get; } = Set("ACI-IMG-003", "ACI-IMG-004");

    /// <summary>Whether an identity can take over what it reaches.</summary>
    public const string Power = "ACI-IDN-004";

    /// <summary>Whether an identity reaches far.</summary>
    public const string Reach = "ACI-IDN-005";

    /// <summary>Whether somebody who may only read can read secrets.</summary>
    public const string Readers = "ACI-RBAC-008";

    /// <summary>Whether anything is collected of the group.</summary>
    public const string Watching = "ACI-LOG-001";

    /// <summary>Whether logs and events are collected.</summary>
    public const string Categories = "ACI-LOG-002";

    /// <summary>Whether what is collected is more than metrics.</summary>
    public const string MetricsOnly = "ACI-LOG-003";

    /// <summary>The rule that says what the exposure says.</summary>
    public const string Exposure = "ACI-NET-001";

    /// <summary>Whether an alert of Defender is open.</summary>
    public const string OpenAlert = "ACI-DEF-007";

    /// <summary>True where the rule tells what somebody did, not what somebody could do.</summary>
    public static bool IsDeed(RuleMetadata rule) => rule.Source == AciFindingSource.Activity || rule.Id == OpenAlert;

    /// <summary>True where a result is on a subscription as a whole: all of its groups have it alike.</summary>
    public static bool IsShared(RuleMetadata rule, RuleResult result) => rule.Subject == AciSubjectType.Subscription && result.OnlyGroups is null;

    /// <summary>True where a fact of the row stands for the rule, so that it must not weigh twice.</summary>
    public static bool IsCovered(string ruleId) =>
        ruleId == Exposure || ClearSecrets.Contains(ruleId) || Trust.Contains(ruleId) || Pinning.Contains(ruleId);

    private static FrozenSet<string> Set(params string[] ids) => ids.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
