using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>Parameters of definitions: types, defaults and allowed values (azure-facts-2, D.4.6).</summary>
public sealed class ParameterTests
{
    [Theory]
    [InlineData("String", "'a'", true)]
    [InlineData("String", "1", false)]
    [InlineData("string", "[ 'a' ]", false)]
    [InlineData("Array", "[ 'a' ]", true)]
    [InlineData("Array", "'a'", false)]
    [InlineData("Object", "{ 'a': 1 }", true)]
    [InlineData("Object", "[ ]", false)]
    [InlineData("Boolean", "true", true)]
    [InlineData("Boolean", "'false'", true)]
    [InlineData("Boolean", "'no'", false)]
    [InlineData("Integer", "5", true)]
    [InlineData("Integer", "1.5", false)]
    [InlineData("Integer", "'many'", false)]
    [InlineData("Float", "1.5", true)]
    [InlineData("Float", "'much'", false)]
    [InlineData("DateTime", "'2026-01-31T10:00:00Z'", true)]
    [InlineData("DateTime", "'soon'", false)]
    public void A_value_is_of_its_type_or_a_fault(string type, string value, bool isRead) => AssertRead(isRead, $"{{ 'p': {{ 'type': '{type}' }} }}", value);

    [Theory]
    [InlineData("'Deny'", true)]
    [InlineData("'deny'", false)]
    [InlineData("'Refuse'", false)]
    public void Allowed_values_count_by_case(string value, bool isRead) => AssertRead(isRead, "{ 'p': { 'type': 'String', 'allowedValues': [ 'Audit', 'Deny' ] } }", value);

    [Theory]
    [InlineData("[ 'a', 'b' ]", true)]
    [InlineData("[ ]", true)]
    [InlineData("[ 'a', 'd' ]", false)]
    public void A_list_is_allowed_where_its_members_are(string value, bool isRead) => AssertRead(isRead, "{ 'p': { 'type': 'Array', 'allowedValues': [ 'a', 'b', 'c' ] } }", value);

    [Fact]
    public void A_parameter_without_a_value_is_a_fault_and_one_with_a_default_is_not()
    {
        AssertRead(false, "{ 'p': { 'type': 'String' } }", null);
        AssertRead(true, "{ 'p': { 'type': 'String', 'defaultValue': 'a' } }", null);
    }

    [Fact]
    public void A_value_for_no_parameter_is_a_fault()
    {
        PolicyFault fault = Assert.Single(PolicyRule.Bind("{ 'if': { 'field': 'name', 'equals': 'n' }, 'then': { 'effect': 'audit' } }", values: new() { ["other"] = new StringValue("x") }).Faults);
        Assert.Equal("parameters.other", fault.Path);
    }

    [Theory]
    [InlineData(null, AciPolicyState.NonCompliant)]
    [InlineData("other", AciPolicyState.Compliant)]
    [InlineData("~", AciPolicyState.Unknown)]
    public void A_rule_reads_the_value_or_the_default_and_is_open_where_neither_is_known(string? value, AciPolicyState state)
    {
        Dictionary<string, Value> values = value is null ? [] : new(StringComparer.OrdinalIgnoreCase) { ["NAME"] = PolicyRule.Json($"{{ 'v': '{value}' }}")["v"] };
        BoundPolicy policy = PolicyRule.Bind("{ 'if': { 'field': 'name', 'equals': '[parameters(`name`)]' }, 'then': { 'effect': 'audit' } }", "{ 'name': { 'type': 'String', 'defaultValue': 'n' } }", values: values);
        Assert.Empty(policy.Faults);
        Assert.Equal(state, PolicyEvaluator.Judge(policy, PolicyRule.Flat("{ 'name': 'n' }")).State);
    }

    private static void AssertRead(bool isRead, string declarations, string? value)
    {
        Dictionary<string, Value> values = value is null ? [] : new() { ["p"] = PolicyRule.Json($"{{ 'v': {value} }}")["v"] };
        IReadOnlyList<PolicyFault> faults = PolicyRule.Bind("{ 'if': { 'value': '[string(parameters(`p`))]', 'equals': 'a' }, 'then': { 'effect': 'audit' } }", declarations, values: values).Faults;
        if (isRead) Assert.Empty(faults);
        else Assert.Equal("parameters.p", Assert.Single(faults).Path);
    }
}
