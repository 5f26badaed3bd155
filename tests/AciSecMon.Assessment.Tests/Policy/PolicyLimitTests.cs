using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>The limits that the service sets when a definition is written (Azure Policy, definition-structure-policy-rule, "Policy rule limits"): what is at one is read, and what is beyond is a fault.</summary>
public sealed class PolicyLimitTests
{
    private const string Leaf = "{ 'field': 'type', 'equals': 'x' }";

    [Theory]
    [InlineData(4_096, true)]
    [InlineData(4_097, false)]
    public void Conditions_of_if(int number, bool isRead) => AssertRead(isRead, "policyRule.if", $"{{ 'if': {AnyOf(number)}, 'then': {{ 'effect': 'audit' }} }}");

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Conditions_on_related_resources(int number, bool isRead) => AssertRead(
        isRead, "policyRule.then.details.existenceCondition", $"{{ 'if': {Leaf}, 'then': {{ 'effect': 'auditIfNotExists', 'details': {{ 'type': 't', 'existenceCondition': {AnyOf(number)} }} }} }}");

    [Theory]
    [InlineData(1_024, true)]
    [InlineData(1_025, false)]
    public void Functions_of_a_rule(int number, bool isRead) => AssertRead(
        isRead, isRead ? string.Empty : "policyRule.if.in[1024]", Rule($"{{ 'field': 'type', 'in': [ {Many(number, static at => $"'[concat(toLower(`{at}`))]'")} ] }}"));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Functions_in_each_other(int depth, bool isRead) => AssertRead(isRead, "policyRule.if.value", Value($"{string.Concat(Enumerable.Repeat("toLower(", depth))}`a`{new string(')', depth)}"));

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Arguments_of_a_function(int number, bool isRead) => AssertRead(isRead, "policyRule.if.value", Value($"concat({Many(number, static _ => "`a`")})"));

    [Theory]
    [InlineData(81_920, true)]
    [InlineData(81_921, false)]
    public void Characters_of_an_expression(int length, bool isRead) => AssertRead(isRead, "policyRule.if.value", Value($"toLower(`{new string('a', length - "[toLower('')]".Length)}`)"));

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void Counts_of_one_array(int number, bool isRead) => AssertRead(isRead, "policyRule.if.anyOf[5].count.field", Rule($"{{ 'anyOf': [ {Many(number, static _ => "{ 'count': { 'field': 'List[*]' }, 'equals': 1 }")}, {{ 'count': {{ 'field': 'other[*]' }}, 'equals': 1 }} ] }}"));

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void Counts_of_values(int number, bool isRead) => AssertRead(isRead, "policyRule.if.anyOf[10].count", Rule($"{{ 'anyOf': [ {Many(number, static _ => "{ 'count': { 'value': [ 1 ] }, 'equals': 1 }")} ] }}"));

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void Values_that_counts_go_through_in_each_other(int number, bool isRead) => AssertRead(
        isRead, "policyRule.if.count.where.count.value",
        Rule($"{{ 'count': {{ 'value': [ {Many(10, static at => $"{at}")} ], 'where': {{ 'count': {{ 'name': 'inner', 'value': [ {Many(number, static at => $"{at}")} ] }}, 'equals': 1 }} }}, 'equals': 1 }}"));

    [Theory]
    [InlineData(131_071, true)]
    [InlineData(131_072, false)]
    public void Characters_of_a_text_that_a_function_makes(int length, bool isMade) =>
        Assert.Equal(isMade ? Truth.True : Truth.Unknown, PolicyRule.Judge("{ 'value': '[concat(field(`text`), `b`)]', 'like': '*b' }", $"{{ 'text': '{new string('a', length)}' }}"));

    [Theory]
    [InlineData(32_767, true)]
    [InlineData(32_768, false)]
    public void Nodes_of_a_value(int members, bool isTaken) =>
        Assert.Equal(isTaken ? Truth.True : Truth.Unknown, PolicyRule.Judge("{ 'value': '[field(`list`)]', 'exists': true }", $"{{ 'list': [ {Many(members, static _ => "1")} ] }}"));

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Depth_of_a_value(int depth, bool isTaken) =>
        Assert.Equal(isTaken ? Truth.True : Truth.Unknown, PolicyRule.Judge("{ 'value': '[field(`list`)]', 'exists': true }", $"{{ 'list': {new string('[', depth)} 1 {new string(']', depth)} }}"));

    [Fact]
    public void Definitions_of_Microsoft_may_go_through_longer_lists()
    {
        string rule = Rule($"{{ 'count': {{ 'value': [ {Many(115, static at => $"{at}")} ] }}, 'equals': 115 }}");
        PolicyDefinition definition = PolicyReader.Read(PolicyRule.Json($"{{ 'properties': {{ 'policyType': 'BuiltIn', 'mode': 'All', 'policyRule': {rule} }} }}"), "built in").Definitions[0];
        BoundPolicy policy = BoundPolicy.Bind(definition, new Dictionary<string, AciSecMon.Assessment.Documents.Value>());
        Assert.Empty(policy.Faults);
        Assert.Equal(AciPolicyState.NonCompliant, PolicyEvaluator.Judge(policy, PolicyRule.Flat("{ 'type': 'x' }")).State);
    }

    private static string AnyOf(int number) => $"{{ 'anyOf': [ {Many(number, static _ => Leaf)} ] }}";

    private static string Many(int number, Func<int, string> one) => string.Join(", ", Enumerable.Range(0, number).Select(one));

    private static string Rule(string condition) => $"{{ 'if': {condition}, 'then': {{ 'effect': 'audit' }} }}";

    private static string Value(string expression) => Rule($"{{ 'value': '[{expression}]', 'equals': 'a' }}");

    private static void AssertRead(bool isRead, string path, string rule)
    {
        IReadOnlyList<PolicyFault> faults = PolicyRule.Bind(rule).Faults;
        if (isRead) Assert.Empty(faults);
        else Assert.Equal(path, Assert.Single(faults).Path);
    }
}
