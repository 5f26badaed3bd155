using AciSecMon.Assessment.Policy;
using AciSecMon.Assessment.Templates.Functions;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>
/// Each function that rules have of their own, on what is there and what is not, and each that they refuse (azure-facts-2, D.4.5). Those that they share with templates have their
/// table in <see cref="TemplateFunctionTableTests"/>.
/// </summary>
public sealed class FunctionTableTests
{
    private const string Resource = """
        { 'type': 'T/x', 'name': 'Shop', 'text': 'a', 'nothing': null, 'open': '~', 'list': [ { 'v': 1, 'inner': [ 'a', 'b' ] }, { 'inner': [ 'c' ] } ], 'ip': '10.0.0.4', 'when': '2026-02-28T10:00:00Z',
          'tags': { 'Env': 'test' } }
        """;

    /// <summary>Functions that a rule may not use, with their arguments.</summary>
    public static TheoryData<string> Refused =>
    [
        "copyIndex()", "dateTimeAdd(`2026-01-01`, `P1D`)", "dateTimeFromEpoch(1)", "dateTimeToEpoch(`2026-01-01`)", "deployment()", "environment()", "extensionResourceId(`a`, `t/x`, `n`)",
        "map(createArray(1), lambda(`x`, 1))", "filter(createArray(1), lambda(`x`, true()))", "sort(createArray(1), lambda(`x`, `y`, true()))", "reduce(createArray(1), 0, lambda(`x`, `y`, 1))",
        "toObject(createArray(1), lambda(`x`, `k`))", "groupBy(createArray(1), lambda(`x`, `k`))", "mapValues(createObject(), lambda(`x`, 1))", "lambda(`x`, 1)", "lambdaVariables(`x`)",
        "listAccountSas(`a`, `b`, createObject())", "listKeys(`a`, `b`)", "listSecrets(`a`, `b`)", "listAnything(`a`, `b`)", "LISTKEYS(`a`, `b`)", "listOutputsWithSecureValues(`a`, `b`)", "managementGroup()", "newGuid()", "pickZones(`a`, `b`, `c`)",
        "providers(`a`)", "reference(`a`)", "resourceId(`t/x`, `n`)", "subscriptionResourceId(`t/x`, `n`)", "tenantResourceId(`t/x`, `n`)", "tenant()", "variables(`v`)", "contoso.own(1)", "noSuchFunction()",
    ];

    [Theory]
    [InlineData("field(`name`)", "'shop'")]
    [InlineData("FIELD(`NAME`)", "'shop'")]
    [InlineData("field(`none`)", "''")]
    [InlineData("field(`nothing`)", "''")]
    [InlineData("length(field(`tags`))", "1")]
    [InlineData("length(field(`list[*]`))", "2")]
    [InlineData("length(field(`none[*]`))", "0")]
    [InlineData("length(field(`list[*].v`))", "1")]
    [InlineData("length(field(`list[*].inner`))", "2")]
    [InlineData("join(field(`list[*].inner[*]`), ``)", "'abc'")]
    [InlineData("field(concat(`na`, `me`))", "'shop'")]
    [InlineData("field(`tags[``env``]`)", "'test'")]
    [InlineData("field(`open`)", null)]
    [InlineData("field(field(`open`))", null)]
    [InlineData("field(1)", null)]
    [InlineData("addDays(`2026-01-31T00:00:00.0000000Z`, 1)", "'2026-02-01T00:00:00.0000000Z'")]
    [InlineData("addDays(field(`when`), -59)", "'2025-12-31T10:00:00.0000000Z'")]
    [InlineData("addDays(utcNow(), 0)", "'2026-03-02T08:00:00.0000000Z'")]
    [InlineData("less(field(`when`), addDays(utcNow(), -1))", "true")]
    [InlineData("addDays(field(`none`), 1)", null)]
    [InlineData("addDays(`tomorrow`, 1)", null)]
    [InlineData("addDays(`2026-01-01`, 99999999)", null)]
    [InlineData("utcNow()", "'2026-03-02T08:00:00.0000000Z'")]
    [InlineData("requestContext().apiVersion", "'2025-09-01'")]
    [InlineData("requestContext().APIVERSION", "'2025-09-01'")]
    [InlineData("resourceGroup().name", "'shop'")]
    [InlineData("resourceGroup().tags.OWNER", "'web'")]
    [InlineData("resourceGroup().tags[`none`]", "''")]
    [InlineData("subscription().subscriptionId", "'11111111-1111-1111-1111-111111111111'")]
    [InlineData("policy().definitionId", "'/d/1'")]
    [InlineData("policy().assignmentId", "'/a/1'")]
    [InlineData("policy().setDefinitionId", "'/s/1'")]
    [InlineData("policy().definitionReferenceId", "'ref'")]
    [InlineData("claims().oid", null)]
    [InlineData("ipRangeContains(`10.0.0.0/24`, field(`ip`))", "true")]
    [InlineData("ipRangeContains(`10.0.0.0/24`, `10.0.0.0/25`)", "true")]
    [InlineData("ipRangeContains(`10.0.0.0/25`, `10.0.0.0/24`)", "false")]
    [InlineData("ipRangeContains(`192.168.0.1-192.168.0.9`, `192.168.0.9`)", "true")]
    [InlineData("ipRangeContains(`192.168.0.1-192.168.0.9`, `192.168.0.10`)", "false")]
    [InlineData("ipRangeContains(`2001:0DB8::/110`, `2001:0db8::3:FFFE`)", "true")]
    [InlineData("ipRangeContains(`10.0.0.0/24`, `::1`)", null)]
    [InlineData("ipRangeContains(``, `10.0.0.1`)", null)]
    [InlineData("ipRangeContains(`10.0.0.0/24`, field(`none`))", null)]
    [InlineData("ipRangeContains(`10.0.0.9-10.0.0.1`, `10.0.0.2`)", null)]
    public void A_function_of_rules_gives(string expression, string? expected) => AssertGives(expression, expected);

    [Theory]
    [InlineData("{ 'count': { 'value': [ 'a', 'b' ], 'where': { 'value': '[current()]', 'equals': 'A' } }, 'equals': 1 }")]
    [InlineData("{ 'count': { 'value': [ 'a', 'b' ], 'name': 'one', 'where': { 'value': '[toUpper(current(`ONE`))]', 'in': [ 'A', 'B' ] } }, 'equals': 2 }")]
    [InlineData("{ 'count': { 'value': [ { 'k': 'x' }, { } ], 'name': 'one', 'where': { 'value': '[current(`one`).k]', 'equals': 'x' } }, 'equals': 1 }")]
    [InlineData("{ 'count': { 'field': 'list[*]', 'where': { 'value': '[current().v]', 'equals': 1 } }, 'equals': 1 }")]
    [InlineData("{ 'count': { 'field': 'list[*]', 'where': { 'value': '[current(`LIST[*]`).v]', 'equals': 1 } }, 'equals': 1 }")]
    [InlineData("{ 'count': { 'field': 'list[*]', 'where': { 'value': '[current(`list[*].v`)]', 'equals': 1 } }, 'equals': 1 }")]
    [InlineData("{ 'count': { 'field': 'list[*]', 'where': { 'value': '[length(current(`list[*].inner`))]', 'equals': 2 } }, 'equals': 1 }")]
    [InlineData("{ 'count': { 'value': [ 1, 2 ], 'name': 'outer', 'where': { 'count': { 'value': [ 1, 2, 3 ], 'name': 'inner', 'where': { 'value': '[current(`outer`)]', 'less': '[current(`inner`)]' } }, 'equals': 2 } }, 'equals': 1 }")]
    public void Current_gives_the_member_that_is_counted(string condition) => Assert.Equal(Truth.True, PolicyRule.Judge(condition, Resource));

    [Theory]
    [InlineData("{ }", "requestContext().identity.idtyp", null)]
    [InlineData("{ 'identity': { 'idtyp': 'user', 'appid': 'x' } }", "requestContext().identity.idtyp", "user")]
    [InlineData("{ 'identity': { 'idtyp': 'user' } }", "tryGet(requestContext().identity, `appid`)", "")]
    [InlineData("{ 'identity': { 'acrs': 'c1,p1' } }", "last(split(requestContext().identity.acrs, `,`))", "p1")]
    public void Who_asked_is_known_where_the_request_is(string request, string expression, string? expected)
    {
        BoundPolicy policy = PolicyRule.Audit($"{{ 'value': '[{expression}]', 'equals': '{expected}' }}");
        PolicySubject flat = PolicyRule.Flat(Resource);
        var subject = new PolicySubject { Resource = flat.Resource, Now = flat.Now, Request = expected is null ? PolicySubject.NotTold : PolicyRule.Json(request) };
        Assert.Equal(expected is null ? Truth.Unknown : Truth.True, policy.If!.Judge(new PolicyRun(subject, policy.Scope, policy.Policy)));
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_function_that_rules_do_not_have_is_a_fault_where_it_stands(string call)
    {
        foreach (string expression in new[] { call, $"concat(`a`, string({call}))", $"createArray({call})[0]" })
        {
            PolicyFault fault = Assert.Single(PolicyRule.Audit($"{{ 'anyOf': [ {{ 'field': 'name', 'equals': 'x' }}, {{ 'value': [ 'a', '[{expression}]' ], 'contains': 'x' }} ] }}").Faults);
            Assert.Equal("policyRule.if.anyOf[1].value[1]", fault.Path);
            Assert.Contains($"'{call[..call.IndexOf('(', StringComparison.Ordinal)]}'", fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("toLower()")]
    [InlineData("toLower(`a`, `b`)")]
    [InlineData("field()")]
    [InlineData("utcNow(`d`)")]
    [InlineData("ipRangeContains(`a`)")]
    public void A_number_of_arguments_that_a_function_does_not_take_is_a_fault(string call) => Assert.Equal("policyRule.if.value", Assert.Single(PolicyRule.Audit($"{{ 'value': '[{call}]', 'equals': 'x' }}").Faults).Path);

    [Fact]
    public void Every_function_of_templates_is_in_a_table_or_refused()
    {
        string[] tried = [.. Refused.Select(static row => NameOf(row.Data)), .. TemplateFunctionTableTests.Tried];
        Assert.Empty(FunctionRegistry.All.Select(static one => one.Name).Except(tried, StringComparer.OrdinalIgnoreCase).Except(["field", "utcNow", "resourceGroup", "subscription"]).Order(StringComparer.Ordinal));
    }

    internal static string NameOf(string call) => call[..call.IndexOf('(', StringComparison.Ordinal)];

    internal static void AssertGives(string expression, string? expected, string resource = Resource)
    {
        BoundPolicy policy = PolicyRule.Audit($"{{ 'value': '[{expression}]', 'equals': {expected ?? "'x'"} }}", "{ 'text': { 'type': 'String', 'defaultValue': 'Value' } }");
        Assert.Empty(policy.Faults);
        PolicySubject subject = PolicyRule.Flat(resource);
        List<PolicyTrace> trace = [];
        Truth truth = policy.If!.Judge(new PolicyRun(subject, policy.Scope, new PolicyOrigin("/d/1", "/a/1", "/s/1", "ref").ToValue()) { Trace = trace });
        Assert.True(truth == (expected is null ? Truth.Unknown : Truth.True), $"{expression} gave {trace[^1].Actual} ({trace[^1].Cause})");
    }
}
