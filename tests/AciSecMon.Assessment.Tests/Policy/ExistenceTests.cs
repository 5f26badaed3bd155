using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>What auditIfNotExists and deployIfNotExists look for (Azure Policy, effect-audit-if-not-exists).</summary>
public sealed class ExistenceTests
{
    private const string Shop = "/subscriptions/s/resourceGroups/shop/providers/Microsoft.Sql/servers/";
    private const string Server = "{ 'type': 'Microsoft.Sql/servers', 'name': 'db', 'id': '" + Shop + "db', 'location': 'westeurope', 'properties': { 'version': '12' } }";
    private const string Vault = "'type': 'Microsoft.KeyVault/vaults', 'properties': { 'sku': 'premium' }";

    [Theory]
    [InlineData("", AciPolicyState.NonCompliant)]
    [InlineData("{ 'name': 'a', 'properties': { 'v': '12' } }", AciPolicyState.Compliant)]
    [InlineData("{ 'name': 'a', 'properties': { 'v': '11' } }", AciPolicyState.NonCompliant)]
    [InlineData("{ 'name': 'a', 'properties': { 'v': '11' } };{ 'name': 'b', 'properties': { 'v': '12' } }", AciPolicyState.Compliant)]
    [InlineData("{ 'name': 'a', 'properties': { 'v': '~' } }", AciPolicyState.Unknown)]
    [InlineData("{ 'name': 'a', 'properties': { 'v': '~' } };{ 'name': 'b', 'properties': { 'v': '12' } }", AciPolicyState.Compliant)]
    public void Any_one_related_resource_that_fulfils_the_condition_is_enough(string related, AciPolicyState state)
    {
        // The field of the condition is that of the related resource, and field() that of the resource of the rule.
        const string Condition = "{ 'field': 'Microsoft.KeyVault/vaults/v', 'equals': '[field(`Microsoft.Sql/servers/version`)]' }";
        Assert.Equal(state, Judge($"'type': 'Microsoft.KeyVault/vaults', 'existenceCondition': {Condition}", related.Split(';', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Theory]
    [InlineData("", true, AciPolicyState.Compliant)]
    [InlineData("'existenceCondition': { }", true, AciPolicyState.Compliant)]
    [InlineData("'existenceCondition': { }", false, AciPolicyState.NonCompliant)]
    public void Without_a_condition_any_will_do(string condition, bool isThere, AciPolicyState state) =>
        Assert.Equal(state, Judge($"'type': 'Microsoft.KeyVault/vaults'{(condition.Length > 0 ? ", " : string.Empty)}{condition}", isThere ? [$"{{ 'name': 'a', {Vault} }}"] : []));

    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("A", "a", true)]
    [InlineData("a", "b", false)]
    [InlineData("default/a", "default/a", true)]
    [InlineData("default/?", "default/a", true)]
    [InlineData("default/?", "other/a", false)]
    [InlineData("default/?", "a", true)]
    [InlineData("[concat(field(`name`), `-kv`)]", "db-kv", true)]
    public void A_name_means(string wanted, string name, bool isMeant) =>
        Assert.Equal(isMeant ? AciPolicyState.Compliant : AciPolicyState.NonCompliant, Judge($"'type': 'Microsoft.KeyVault/vaults', 'name': '{wanted}'", $"{{ 'name': '{name}', {Vault} }}"));

    [Theory]
    [InlineData("", "shop", true)]
    [InlineData("", "other", false)]
    [InlineData("'existenceScope': 'ResourceGroup'", "other", false)]
    [InlineData("'existenceScope': 'subscription'", "other", true)]
    [InlineData("'resourceGroupName': 'OTHER'", "other", true)]
    [InlineData("'resourceGroupName': 'other'", "shop", false)]
    public void A_scope_means(string scope, string group, bool isMeant) => Assert.Equal(
        isMeant ? AciPolicyState.Compliant : AciPolicyState.NonCompliant,
        Judge($"'type': 'Microsoft.KeyVault/vaults'{(scope.Length > 0 ? ", " : string.Empty)}{scope}", $"{{ 'name': 'a', 'id': '/subscriptions/s/resourceGroups/{group}/providers/Microsoft.KeyVault/vaults/a', {Vault} }}"));

    [Theory]
    [InlineData("{ 'name': 'default', 'id': '" + Shop + "db/auditingSettings/default' }", AciPolicyState.Compliant)]
    [InlineData("{ 'name': 'default', 'id': '" + Shop + "db2/auditingSettings/default' }", AciPolicyState.NonCompliant)]
    [InlineData("{ 'name': 'db/default' }", AciPolicyState.Compliant)]
    [InlineData("{ 'name': 'db2/default' }", AciPolicyState.NonCompliant)]
    [InlineData("{ 'name': 'default' }", AciPolicyState.Unknown)]
    public void What_is_of_a_type_below_has_to_stand_below_the_resource_itself(string related, AciPolicyState state) =>
        Assert.Equal(state, Judge("'type': 'Microsoft.Sql/servers/auditingSettings', 'existenceScope': 'Subscription'", related));

    [Theory]
    [InlineData("12", AciPolicyState.Compliant)]
    [InlineData("11", AciPolicyState.NonCompliant)]
    public void Of_its_own_type_and_name_the_resource_itself_is_what_is_looked_for(string version, AciPolicyState state) =>
        Assert.Equal(state, Judge($"'type': 'Microsoft.Sql/servers', 'name': '[field(`name`)]', 'existenceCondition': {{ 'field': 'Microsoft.Sql/servers/version', 'equals': '{version}' }}"));

    [Theory]
    [InlineData("'type': '[field(`tags.open`)]'")]
    [InlineData("'type': 'Microsoft.KeyVault/vaults', 'name': '[field(`tags.open`)]'")]
    [InlineData("'type': 'Microsoft.KeyVault/vaults', 'resourceGroupName': '[field(`tags.open`)]'")]
    public void What_is_looked_for_may_not_be_known(string details) => Assert.Equal(
        AciPolicyState.Unknown, PolicyEvaluator.Judge(Bind(details, "auditIfNotExists"), PolicyRule.Subject(Server.Replace("'properties'", "'tags': { 'open': '~' }, 'properties'", StringComparison.Ordinal), $"{{ 'name': 'a', {Vault} }}")).State);

    [Fact]
    public void What_is_there_under_an_unknown_condition_leaves_it_open_and_what_is_not_told_too()
    {
        BoundPolicy policy = Bind("'type': 'Microsoft.KeyVault/vaults'", "auditIfNotExists");
        PolicySubject told = PolicyRule.Subject(Server);
        PolicySubject With(RelatedResources? related) => new() { Resource = told.Resource, Now = told.Now, Related = related is null ? null : _ => related };
        Assert.Equal(AciPolicyState.Unknown, PolicyEvaluator.Judge(policy, With(new RelatedResources([], IsWhole: true) { Doubtful = [PolicyRule.Json($"{{ 'name': 'a', {Vault} }}")] })).State);
        Assert.Equal(AciPolicyState.Unknown, PolicyEvaluator.Judge(policy, With(new RelatedResources([], IsWhole: false))).State);
        Assert.Equal(AciPolicyState.Unknown, PolicyEvaluator.Judge(policy, With(null)).State);
    }

    [Fact]
    public async Task A_resource_that_a_template_deploys_under_an_unknown_condition_is_no_proof()
    {
        const string Template = """
            { "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0", "parameters": { "log": { "type": "bool" } },
              "resources": [
                { "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2023-05-01", "name": "web", "location": "westeurope",
                  "properties": { "osType": "Linux", "containers": [ { "name": "web", "properties": { "image": "nginx:1.27", "resources": { "requests": { "cpu": 1, "memoryInGB": 1 } } } } ] } },
                { "type": "Microsoft.KeyVault/vaults", "apiVersion": "2023-07-01", "name": "v", "location": "westeurope", CONDITION "properties": { } } ] }
            """;
        const string Definition = """{ "properties": { "mode": "All", "policyRule": { "if": { "field": "type", "equals": "Microsoft.ContainerInstance/containerGroups" }, "then": { "effect": "auditIfNotExists", "details": { "type": "Microsoft.KeyVault/vaults" } } } } }""";
        foreach ((string condition, AciPolicyState state) in new[] { ("""  "condition": "[parameters('log')]",  """, AciPolicyState.Unknown), (string.Empty, AciPolicyState.Compliant) })
        {
            IReadOnlyList<AciPolicyCompliance> verdicts = await new PolicyTest().JudgeAsync([Definition], Template.Replace("CONDITION", condition, StringComparison.Ordinal));
            Assert.Equal(state, Assert.Single(verdicts, static one => one.ContainerGroupName == "web").State);
        }
    }

    [Fact]
    public void Nothing_is_looked_for_where_the_condition_does_not_hold()
    {
        PolicyVerdict verdict = PolicyEvaluator.Judge(Bind("'type': 'Microsoft.KeyVault/vaults'", "deployIfNotExists"), PolicyRule.Subject("{ 'type': 'Microsoft.Sql/servers', 'name': 'other', 'location': 'x' }"));
        Assert.Equal(AciPolicyState.NotApplicable, verdict.State);
    }

    [Fact]
    public void Where_there_is_none_deployIfNotExists_says_that_a_remediation_would_deploy_one() =>
        Assert.Contains("remediation would deploy", PolicyEvaluator.Judge(Bind("'type': 'Microsoft.KeyVault/vaults'", "deployIfNotExists"), PolicyRule.Subject(Server)).Message, StringComparison.Ordinal);

    private static AciPolicyState Judge(string details, params string[] related) => PolicyEvaluator.Judge(Bind(details, "auditIfNotExists"), PolicyRule.Subject(Server, related)).State;

    private static BoundPolicy Bind(string details, string effect)
    {
        string more = effect == "deployIfNotExists" ? ", 'roleDefinitionIds': [ 'r' ], 'deployment': { }" : string.Empty;
        BoundPolicy policy = PolicyRule.Bind($"{{ 'if': {{ 'allOf': [ {{ 'field': 'type', 'equals': 'Microsoft.Sql/servers' }}, {{ 'field': 'name', 'equals': 'db' }} ] }}, 'then': {{ 'effect': '{effect}', 'details': {{ {details}{more} }} }} }}");
        Assert.Empty(policy.Faults);
        return policy;
    }
}
