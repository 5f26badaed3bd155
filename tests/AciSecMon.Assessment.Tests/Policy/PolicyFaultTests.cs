using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>A definition that breaks the language's own rules gets an error with the JSON path of the fault.</summary>
public sealed class PolicyFaultTests
{
    private const string Holds = "{ 'field': 'type', 'equals': 'x' }";

    [Theory]
    [InlineData("'text'", "")]
    [InlineData("{ 'field': 'type' }", "")]
    [InlineData("{ 'equals': 'x' }", "")]
    [InlineData("{ 'field': 'type', 'value': 'x', 'equals': 'x' }", "")]
    [InlineData("{ 'field': 'type', 'equals': 'x', 'like': 'x*' }", "")]
    [InlineData("{ 'field': 'type', 'equal': 'x' }", ".equal")]
    [InlineData("{ 'source': 'action', 'equals': 'x' }", ".source")]
    [InlineData("{ 'field': 12, 'equals': 'x' }", ".field")]
    [InlineData("{ 'field': '', 'equals': 'x' }", ".field")]
    [InlineData("{ 'allOf': [ { 'field': 'type', 'equals': 'x' } ], 'field': 'name' }", "")]
    [InlineData("{ 'allOf': [ { 'field': 'type', 'equals': 'x' } ], 'anyOf': [ { 'field': 'type', 'equals': 'x' } ] }", "")]
    [InlineData("{ 'allOf': [] }", ".allOf")]
    [InlineData("{ 'anyOf': { 'field': 'type', 'equals': 'x' } }", ".anyOf")]
    [InlineData("{ 'not': [ { 'field': 'type', 'equals': 'x' } ] }", ".not")]
    [InlineData("{ 'anyOf': [ { 'field': 'type', 'equals': 'x' }, { 'not': { 'field': 'type', 'is': 'x' } } ] }", ".anyOf[1].not.is")]
    [InlineData("{ 'field': 'type', 'in': 'x' }", ".in")]
    [InlineData("{ 'field': 'type', 'notIn': '[parameters(`text`)]' }", ".notIn")]
    [InlineData("{ 'field': 'type', 'equals': '[parameters(`list`)]' }", ".equals")]
    [InlineData("{ 'field': 'type', 'notEquals': '[parameters(`list`)]' }", ".notEquals")]
    [InlineData("{ 'field': 'type', 'like': [ 'x' ] }", ".like")]
    [InlineData("{ 'field': 'type', 'greater': { } }", ".greater")]
    [InlineData("{ 'field': 'type', 'exists': 'perhaps' }", ".exists")]
    [InlineData("{ 'field': 'type', 'equals': '[parameters(`other`)]' }", ".equals")]
    [InlineData("{ 'field': 'type', 'equals': '[concat(`a`' }", null)]
    [InlineData("{ 'field': 'type', 'equals': '[concat(`a`,]' }", ".equals")]
    [InlineData("{ 'field': 'type', 'in': [ 'x', '[nothing()]' ] }", ".in[1]")]
    [InlineData("{ 'value': { 'a': [ '[toLower()]' ] }, 'equals': 'x' }", ".value.a[0]")]
    [InlineData("{ 'field': '[concat(`tags[`, variables(`v`), `]`)]', 'equals': 'x' }", ".field")]
    public void A_condition_has_its_fault_at(string condition, string? path) => AssertFault(Rule(condition), path is null ? null : $"policyRule.if{path}");

    [Theory]
    [InlineData("'list[*]'", ".count")]
    [InlineData("{ }", ".count")]
    [InlineData("{ 'field': 'list[*]', 'value': [ 1 ] }", ".count")]
    [InlineData("{ 'field': 'list' }", ".count.field")]
    [InlineData("{ 'field': 'list[*].a' }", ".count.field")]
    [InlineData("{ 'field': '[field(`name`)]' }", ".count.field")]
    [InlineData("{ 'value': 'text' }", ".count.value")]
    [InlineData("{ 'value': [ 1 ], 'name': 'a-b' }", ".count.name")]
    [InlineData("{ 'value': [ 1 ], 'if': { } }", ".count.if")]
    [InlineData("{ 'value': [ 1 ], 'where': { 'value': 1 } }", ".count.where")]
    [InlineData("{ 'value': [ 1 ], 'name': 'a', 'where': { 'value': '[current(`b`)]', 'equals': 1 } }", ".count.where.value")]
    [InlineData("{ 'field': 'list[*]', 'where': { 'value': '[current(`other[*]`)]', 'equals': 1 } }", ".count.where.value")]
    [InlineData("{ 'field': 'list[*]', 'where': { 'count': { 'value': [ 1 ] }, 'equals': 1 } }", ".count.where.count")]
    [InlineData("{ 'field': 'list[*]', 'where': { 'count': { 'value': [ 1 ], 'name': 'a', 'where': { 'value': '[current()]', 'equals': 1 } }, 'equals': 1 } }", ".count.where.count.where.value")]
    public void A_count_has_its_fault_at(string count, string path) => AssertFault(Rule($"{{ 'count': {count}, 'equals': 1 }}"), $"policyRule.if{path}");

    [Theory]
    [InlineData("{ 'value': '[current()]', 'equals': 1 }")]
    [InlineData("{ 'value': '[current(`list[*]`)]', 'equals': 1 }")]
    public void Current_has_no_meaning_outside_of_a_count(string condition) => AssertFault(Rule(condition), "policyRule.if.value");

    [Theory]
    [InlineData("{ 'then': { 'effect': 'audit' } }", "policyRule.if")]
    [InlineData("{ 'if': { 'field': 'type', 'equals': 'x' }, 'then': { } }", "policyRule.then")]
    [InlineData("{ 'if': { 'field': 'type', 'equals': 'x' }, 'then': [ ] }", "policyRule.then")]
    [InlineData("{ 'if': { 'field': 'type', 'equals': 'x' }, 'then': { 'effect': 'refuse' } }", "policyRule.then.effect")]
    [InlineData("{ 'if': { 'field': 'type', 'equals': 'x' }, 'then': { 'effect': [ 'audit' ] } }", "policyRule.then.effect")]
    [InlineData("{ 'if': { 'field': 'type', 'equals': 'x' }, 'then': { 'effect': 'audit', 'detail': { } } }", "policyRule.then.detail")]
    [InlineData("{ 'if': { 'field': 'type', 'equals': 'x' }, 'then': { 'effect': 'audit' }, 'else': { } }", "policyRule.else")]
    public void A_rule_has_its_fault_at(string rule, string path) => AssertFault(rule, path);

    [Theory]
    [InlineData("append", "{ }", "")]
    [InlineData("append", "[ ]", "")]
    [InlineData("append", "[ { 'field': 'tags.a' } ]", "[0]")]
    [InlineData("append", "[ { 'field': 'tags.a', 'value': 1 }, { 'value': 1 } ]", "[1]")]
    [InlineData("append", "[ { 'field': 'tags.a', 'value': '[reference(`x`)]' } ]", "[0].value")]
    [InlineData("modify", "{ 'roleDefinitionIds': [ 'r' ] }", ".operations")]
    [InlineData("modify", "{ 'operations': [ { 'operation': 'add', 'field': 'tags.a', 'value': 1 } ] }", ".roleDefinitionIds")]
    [InlineData("modify", "{ 'roleDefinitionIds': [ 'r' ], 'operations': [ { 'operation': 'set', 'field': 'tags.a', 'value': 1 } ] }", ".operations[0].operation")]
    [InlineData("modify", "{ 'roleDefinitionIds': [ 'r' ], 'operations': [ { 'operation': 'addOrReplace', 'field': 'tags.a' } ] }", ".operations[0]")]
    [InlineData("modify", "{ 'roleDefinitionIds': [ 'r' ], 'operations': [ { 'operation': 'Remove', 'field': 'Microsoft.ContainerInstance/containerGroups/sku' } ] }", ".operations[0].field")]
    [InlineData("modify", "{ 'roleDefinitionIds': [ 'r' ], 'operations': [ { 'operation': 'remove', 'field': 'tags.a', 'condition': '[equals(field(`name`), `x`)]' } ] }", ".operations[0].condition")]
    [InlineData("modify", "{ 'roleDefinitionIds': [ 'r' ], 'conflictEffect': 'append', 'operations': [ { 'operation': 'remove', 'field': 'tags.a' } ] }", ".conflictEffect")]
    [InlineData("auditIfNotExists", "{ }", "")]
    [InlineData("AuditIfNotExists", "{ 'type': 't', 'existenceScope': 'Tenant' }", ".existenceScope")]
    [InlineData("auditIfNotExists", "{ 'type': 't', 'evaluationDelay': 'P1D' }", ".evaluationDelay")]
    [InlineData("auditIfNotExists", "{ 'type': 't', 'evaluationDelay': 'soon' }", ".evaluationDelay")]
    [InlineData("auditIfNotExists", "{ 'type': 't', 'existenceCondition': { 'field': 'name' } }", ".existenceCondition")]
    [InlineData("auditIfNotExists", "{ 'type': 't', 'name': '[newGuid()]' }", ".name")]
    [InlineData("deployIfNotExists", "{ 'type': 't', 'deployment': { } }", ".roleDefinitionIds")]
    [InlineData("deployIfNotExists", "{ 'type': 't', 'roleDefinitionIds': [ ], 'deployment': { } }", ".roleDefinitionIds")]
    [InlineData("deployIfNotExists", "{ 'type': 't', 'roleDefinitionIds': [ 'r' ] }", ".deployment")]
    [InlineData("deployIfNotExists", "{ 'type': 't', 'roleDefinitionIds': [ 'r' ], 'deployment': { }, 'deploymentScope': 'Group' }", ".deploymentScope")]
    [InlineData("denyAction", "{ }", ".actionNames")]
    [InlineData("denyAction", "{ 'actionNames': [ 'write' ] }", ".actionNames[0]")]
    [InlineData("denyAction", "{ 'actionNames': [ 'delete' ], 'cascadeBehaviors': { 'resourceGroup': 'deny' } }", ".cascadeBehaviors")]
    [InlineData("manual", "{ 'defaultState': 'Fine' }", ".defaultState")]
    public void The_details_of_an_effect_have_their_fault_at(string effect, string details, string path) =>
        AssertFault($"{{ 'if': {Holds}, 'then': {{ 'effect': '{effect}', 'details': {details} }} }}", $"policyRule.then.details{path}");

    [Fact]
    public void A_mode_that_there_is_not_is_a_fault() => Assert.Equal("mode", Assert.Single(PolicyRule.Bind(Rule(Holds), mode: "Every").Faults).Path);

    [Fact]
    public void What_is_deployed_is_a_template_with_the_functions_of_templates() => AssertFault(
        $"{{ 'if': {Holds}, 'then': {{ 'effect': 'deployIfNotExists', 'details': {{ 'type': 't', 'roleDefinitionIds': [ 'r' ], 'deployment': {{ 'properties': {{ 'template': {{ 'a': '[resourceId(`t`, variables(`n`))]' }} }} }} }} }} }}", null);

    [Fact]
    public void Details_of_an_effect_that_the_policy_does_not_have_are_nobodys_affair() =>
        AssertFault($"{{ 'if': {Holds}, 'then': {{ 'effect': 'disabled', 'details': {{ 'existenceScope': 'Tenant' }} }} }}", null);

    [Fact]
    public void A_rule_with_two_faults_has_both() =>
        Assert.Equal(["policyRule.if.anyOf[0].is", "policyRule.if.anyOf[1]"], Bind("{ 'anyOf': [ { 'field': 'type', 'is': 'x' }, { 'field': 'type' } ] }").Select(static fault => fault.Path));

    private static string Rule(string condition) => $"{{ 'if': {condition}, 'then': {{ 'effect': 'audit' }} }}";

    private static IReadOnlyList<PolicyFault> Bind(string condition) => PolicyRule.Bind(Rule(condition)).Faults;

    private static void AssertFault(string rule, string? path)
    {
        BoundPolicy policy = PolicyRule.Bind(rule, "{ 'list': { 'type': 'Array', 'defaultValue': [ 'a' ] }, 'text': { 'type': 'String', 'defaultValue': 'a' } }");
        Assert.Equal(path is null ? [] : [path], policy.Faults.Select(static fault => fault.Path).Distinct());
        if (path is null) return;
        PolicyVerdict verdict = PolicyEvaluator.Judge(policy, PolicyRule.Flat("{ 'type': 'x' }"));
        Assert.Equal(AciPolicyState.Error, verdict.State);
        Assert.Contains(path, verdict.Message, StringComparison.Ordinal);
    }
}
