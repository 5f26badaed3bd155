using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Rules.Neighbours.Policies;

/// <summary>The rules on Azure Policy.</summary>
internal static class PolicyRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new MissingPolicyRule("ACI-POL-001", ContainerGroupPolicies.Network, "keeps container groups in a virtual network"),
        new MissingPolicyRule("ACI-POL-002", ContainerGroupPolicies.CustomerKey, "asks for a customer-managed key"),
        new EmptyLogPolicyRule(),
        new KeyInAssignmentRule(),
        new UnenforcedPolicyRule(),
        new EndlessExemptionRule(),
        new RecordedStateRule(),
        new PowerlessPolicyRule(),
    ];
}
