using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>Which resources a policy is about (Azure Policy, policy-applicability and definition-structure-basics).</summary>
public sealed class ApplicabilityTests
{
    private const string Web = "{ 'type': 'Microsoft.Web/sites', 'name': 'shop', 'kind': 'app', 'location': 'x', 'properties': { } }";

    [Theory]
    [InlineData("{ 'field': 'type', 'equals': 'Microsoft.Sql/servers' }", AciPolicyState.NotApplicable)]
    [InlineData("{ 'field': 'type', 'notEquals': 'Microsoft.Web/sites' }", AciPolicyState.NotApplicable)]
    [InlineData("{ 'not': { 'field': 'type', 'equals': 'Microsoft.Web/sites' } }", AciPolicyState.NotApplicable)]
    [InlineData("{ 'field': 'kind', 'equals': 'functionapp' }", AciPolicyState.Compliant)]
    [InlineData("{ 'not': { 'field': 'kind', 'like': 'app*' } }", AciPolicyState.Compliant)]
    [InlineData("{ 'field': 'name', 'equals': 'other' }", AciPolicyState.Compliant)]
    [InlineData("{ 'allOf': [ { 'field': 'type', 'equals': 'Microsoft.Web/sites' }, { 'field': 'kind', 'equals': 'functionapp' } ] }", AciPolicyState.Compliant)]
    [InlineData("{ 'allOf': [ { 'field': 'type', 'equals': 'Microsoft.Web/sites' }, { 'field': 'name', 'equals': 'other' } ] }", AciPolicyState.Compliant)]
    [InlineData("{ 'allOf': [ { 'field': 'type', 'equals': 'Microsoft.Sql/servers' }, { 'field': 'name', 'equals': 'shop' } ] }", AciPolicyState.NotApplicable)]
    [InlineData("{ 'allOf': [ { 'field': 'type', 'equals': 'Microsoft.Web/sites' }, { 'field': 'kind', 'equals': 'functionapp' }, { 'field': 'location', 'equals': 'y' } ] }", AciPolicyState.NotApplicable)]
    [InlineData("{ 'allOf': [ { 'field': 'type', 'equals': 'Microsoft.Web/sites' }, { 'field': 'name', 'equals': 'other' }, { 'field': 'location', 'equals': 'y' } ] }", AciPolicyState.NotApplicable)]
    [InlineData("{ 'allOf': [ { 'field': 'type', 'equals': 'Microsoft.Web/sites' }, { 'field': 'location', 'equals': 'y' } ] }", AciPolicyState.Compliant)]
    [InlineData("{ 'anyOf': [ { 'field': 'type', 'equals': 'Microsoft.Sql/servers' }, { 'field': 'location', 'equals': 'y' } ] }", AciPolicyState.Compliant)]
    [InlineData("{ 'not': { 'anyOf': [ { 'field': 'type', 'equals': 'Microsoft.Web/sites' }, { 'field': 'location', 'equals': 'x' } ] } }", AciPolicyState.NotApplicable)]
    [InlineData("{ 'field': 'location', 'equals': 'y' }", AciPolicyState.Compliant)]
    [InlineData("{ 'value': '[field(`type`)]', 'equals': 'Microsoft.Sql/servers' }", AciPolicyState.Compliant)]
    [InlineData("{ 'count': { 'value': [ 'a' ], 'where': { 'field': 'type', 'equals': 'Microsoft.Sql/servers' } }, 'equals': 1 }", AciPolicyState.Compliant)]
    public void Where_the_condition_does_not_hold_type_name_and_kind_decide(string condition, AciPolicyState state)
    {
        BoundPolicy policy = PolicyRule.Audit(condition);
        Assert.Empty(policy.Faults);
        Assert.Equal(state, PolicyEvaluator.Judge(policy, PolicyRule.Subject(Web)).State);
    }

    [Theory]
    [InlineData("Indexed", "'type': 'Microsoft.Sql/servers', 'location': 'x'", true)]
    [InlineData("indexed", "'type': 'Microsoft.Sql/servers', 'tags': { }", true)]
    [InlineData("Indexed", "'type': 'Microsoft.Authorization/roleAssignments'", false)]
    [InlineData("Indexed", "'type': 'Microsoft.Insights/diagnosticSettings'", false)]
    [InlineData("Indexed", "'type': 'Microsoft.ContainerInstance/containerGroups'", true)]
    [InlineData("Indexed", "'type': 'Microsoft.Resources/subscriptions/resourceGroups', 'location': 'x', 'tags': { }", false)]
    [InlineData("Indexed", "'type': 'Microsoft.Resources/subscriptions'", false)]
    [InlineData("All", "'type': 'Microsoft.Authorization/roleAssignments'", true)]
    [InlineData("All", "'type': 'Microsoft.Resources/subscriptions/resourceGroups', 'location': 'x'", true)]
    [InlineData("All", "'type': 'Microsoft.Resources/subscriptions'", true)]
    [InlineData("All", "'type': 'Microsoft.Resources/deployments', 'location': 'x'", false)]
    [InlineData("Microsoft.Kubernetes.Data", "'type': 'Microsoft.ContainerService/managedClusters', 'location': 'x'", false)]
    [InlineData("Microsoft.KeyVault.Data", "'type': 'Microsoft.KeyVault/vaults', 'location': 'x'", false)]
    public void A_mode_is_about(string mode, string resource, bool isAbout)
    {
        BoundPolicy policy = PolicyRule.Bind("{ 'if': { 'field': 'name', 'equals': 'n' }, 'then': { 'effect': 'audit' } }", mode: mode);
        PolicyVerdict verdict = PolicyEvaluator.Judge(policy, PolicyRule.Subject($"{{ 'name': 'n', {resource} }}"));
        Assert.Equal(isAbout ? AciPolicyState.NonCompliant : AciPolicyState.NotApplicable, verdict.State);
        if (mode.StartsWith("Microsoft.", StringComparison.Ordinal)) Assert.Contains(mode, verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_in_the_language_of_a_resource_provider_is_no_fault()
    {
        BoundPolicy policy = PolicyRule.Bind("{ 'if': { 'field': 'type', 'in': 'x' }, 'then': { 'effect': 'enforceOPAConstraint', 'details': { } } }", mode: "Microsoft.Kubernetes.Data");
        Assert.Empty(policy.Faults);
        Assert.Equal(AciPolicyState.NotApplicable, PolicyEvaluator.Judge(policy, PolicyRule.Subject(Web)).State);
    }

    [Fact]
    public void A_definition_without_a_mode_is_Indexed() =>
        Assert.Equal("Indexed", PolicyReader.Read(PolicyRule.Json("{ 'properties': { 'policyRule': { 'if': { }, 'then': { } } } }"), "x").Definitions[0].Mode);
}
