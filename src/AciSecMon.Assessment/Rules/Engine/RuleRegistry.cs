using AciSecMon.Assessment.Rules.Data;
using AciSecMon.Assessment.Rules.Governance;
using AciSecMon.Assessment.Rules.Identity;
using AciSecMon.Assessment.Rules.Images;
using AciSecMon.Assessment.Rules.Logging;
using AciSecMon.Assessment.Rules.Metadata;
using AciSecMon.Assessment.Rules.Neighbours;
using AciSecMon.Assessment.Rules.Network;
using AciSecMon.Assessment.Rules.Runtime;
using AciSecMon.Assessment.Rules.Secrets;

namespace AciSecMon.Assessment.Rules;

/// <summary>Every rule there is.</summary>
internal static class RuleRegistry
{
    /// <summary>The rules that judge subjects, in the order of their ids. Two rules of one id judge different subjects by the same principle.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. ((IEnumerable<Rule>)
            [
                .. NetworkRules.All, .. SecretRules.All, .. IdentityRules.All, .. ImageRules.All, .. RuntimeRules.All, .. DataRules.All, .. GovernanceRules.All,
                new LegacyAgentRule(), new WindowsEventsRule(), new GivenPolicyRule(), .. NeighbourRules.All,
            ])
            .OrderBy(static r => r.Id, StringComparer.Ordinal),
    ];

    /// <summary>What is written about a rule, also of those that the engine itself raises.</summary>
    public static RuleMetadata MetadataOf(string ruleId) => RuleCatalogue.ById[ruleId];
}
