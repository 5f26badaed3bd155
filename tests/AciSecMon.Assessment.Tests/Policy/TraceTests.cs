using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>What a trace and a verdict tell of how they came about.</summary>
public sealed class TraceTests
{
    [Fact]
    public void A_trace_shows_each_condition_that_was_judged_with_what_was_there_and_none_that_was_not()
    {
        IReadOnlyList<PolicyTrace> trace = PolicyRule.Trace("{ 'allOf': [ { 'field': 'a', 'equals': 1 }, { 'not': { 'value': '[concat(`x`, field(`b`))]', 'like': 'x*' } }, { 'field': 'c', 'exists': true } ] }", "{ 'a': 1, 'b': 'y', 'c': 1 }");
        Assert.Equal(
            ["policyRule.if.allOf[0]", "policyRule.if.allOf[1].not", "policyRule.if.allOf[1]", "policyRule.if"], trace.Select(static one => one.Path));
        Assert.Equal(["a", "[concat('x', field('b'))]", "not", "allOf"], trace.Select(static one => one.Field));
        Assert.Equal(["equals", "like", null, null], trace.Select(static one => one.Operator));
        Assert.Equal(["1", "xy"], trace.Take(2).Select(static one => one.Actual.AsText()));
        Assert.Equal(["1", "x*"], trace.Take(2).Select(static one => one.Expected.AsText()));
        Assert.Equal([Truth.True, Truth.True, Truth.False, Truth.False], trace.Select(static one => one.Result));
    }

    [Theory]
    [InlineData("{ 'allOf': [ { 'field': 'a', 'equals': 1 }, { 'field': 'open', 'equals': 1 } ] }", "policyRule.if.allOf[1]")]
    [InlineData("{ 'anyOf': [ { 'field': 'open', 'equals': 1 }, { 'field': 'a', 'equals': 2 } ] }", "policyRule.if.anyOf[0]")]
    [InlineData("{ 'field': 'a', 'in': [ '[field(`open`)]' ] }", "policyRule.if")]
    [InlineData("{ 'count': { 'field': 'list[*]', 'where': { 'field': 'list[*].v', 'equals': 1 } }, 'equals': 1 }", "policyRule.if.count.where")]
    public void A_verdict_that_is_open_says_which_leaf_was(string condition, string path)
    {
        const string Resource = "{ 'a': 1, 'open': '~', 'list': [ { 'v': '~' } ] }";
        PolicyTrace open = PolicyRule.Trace(condition, Resource).First(static one => one.Result == Truth.Unknown);
        Assert.Equal((path, "p"), (open.Path, open.Cause));
        PolicyVerdict verdict = PolicyEvaluator.Judge(PolicyRule.Audit(condition), PolicyRule.Flat(Resource));
        Assert.Equal((AciPolicyState.Unknown, "It could not be decided: p is not known."), (verdict.State, verdict.Message));
    }

    [Theory]
    [InlineData("{ 'anyOf': [ { 'field': 'open', 'equals': 1 }, { 'field': 'a', 'equals': 1 } ] }", AciPolicyState.NonCompliant)]
    [InlineData("{ 'allOf': [ { 'field': 'open', 'equals': 1 }, { 'field': 'a', 'equals': 2 } ] }", AciPolicyState.Compliant)]
    public void What_is_not_known_does_not_matter_where_the_rest_decides(string condition, AciPolicyState state) =>
        Assert.Equal(state, PolicyEvaluator.Judge(PolicyRule.Audit(condition), PolicyRule.Flat("{ 'a': 1, 'open': '~' }")).State);

    [Theory]
    [InlineData("{ 'value': '[substring(field(`name`), 0, 9)]', 'equals': 'x' }", "substring")]
    [InlineData("{ 'field': 'name', 'greater': 1 }", "kinds that have no order")]
    [InlineData("{ 'value': '[createArray(1)]', 'less': 2 }", "kinds that have no order")]
    public void What_the_service_fails_at_is_open_and_says_why(string condition, string why)
    {
        PolicyVerdict verdict = PolicyEvaluator.Judge(PolicyRule.Audit(condition), PolicyRule.Flat("{ 'name': 'shop' }"));
        Assert.Equal(AciPolicyState.Unknown, verdict.State);
        Assert.Contains(why, verdict.Message, StringComparison.Ordinal);
    }
}
