using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Policy;
using CsCheck;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>Laws of logic that hold of every rule and every resource, known or not.</summary>
public sealed class LogicLawTests
{
    private static readonly string[] Operators = [.. PolicyOperators.Names.Where(static name => name is not ("in" or "notIn" or "exists"))];

    private static readonly Gen<string> Literal = Gen.OneOf(Gen.Const("\"a\""), Gen.Const("\"A\""), Gen.Const("\"\""), Gen.Const("\"ab*\""), Gen.Const("1"), Gen.Const("\"1\""), Gen.Const("true"), Gen.Const("[\"a\"]"));

    private static readonly Gen<string> Leaf = Gen.Select(Gen.OneOf(Gen.Const("x"), Gen.Const("y"), Gen.Const("z"), Gen.Const("list[*]"), Gen.Const("list[*].v")), Gen.Int[0, Operators.Length - 1], Literal)
        .Select(static leaf => $$"""{ "field": "{{leaf.Item1}}", "{{(leaf.Item3.StartsWith('[') ? "equals" : Operators[leaf.Item2])}}": {{leaf.Item3}} }""");

    private static readonly Gen<string> Rule = Gen.Recursive<string>(static (depth, inner) => depth > 2 ? Leaf : Gen.OneOf(
        Leaf, inner.Select(static part => $$"""{ "not": {{part}} }"""), inner.Array[1, 3].Select(static parts => $$"""{ "allOf": [{{string.Join(",", parts)}}] }"""),
        inner.Array[1, 3].Select(static parts => $$"""{ "anyOf": [{{string.Join(",", parts)}}] }""")));

    private static readonly Gen<string> Scalar = Gen.OneOf(Gen.Const("\"a\""), Gen.Const("\"~\""), Gen.Const("1"), Gen.Const("null"), Gen.Const("true"));

    private static readonly Gen<string> Resource = Gen.Select(Scalar, Scalar, Scalar.Array[0, 3], Gen.Bool)
        .Select(static one => $$"""{ "x": {{one.Item1}}, "y": {{one.Item2}}, {{(one.Item4 ? "" : $"\"list\": [{string.Join(",", one.Item3.Select(static item => $"{{ \"v\": {item} }}"))}],")}} "type": "t" }""");

    [Fact]
    public void Not_of_all_is_any_of_not() => Check(static (a, b) => ($$"""{ "not": { "allOf": [{{a}},{{b}}] } }""", $$"""{ "anyOf": [{ "not": {{a}} }, { "not": {{b}} }] }"""));

    [Fact]
    public void Not_of_any_is_all_of_not() => Check(static (a, b) => ($$"""{ "not": { "anyOf": [{{a}},{{b}}] } }""", $$"""{ "allOf": [{ "not": {{a}} }, { "not": {{b}} }] }"""));

    [Fact]
    public void Not_twice_is_nothing() => Check(static (a, _) => ($$"""{ "not": { "not": {{a}} } }""", a));

    [Fact]
    public void The_order_of_conditions_does_not_matter()
    {
        Check(static (a, b) => ($$"""{ "allOf": [{{a}},{{b}}] }""", $$"""{ "allOf": [{{b}},{{a}}] }"""));
        Check(static (a, b) => ($$"""{ "anyOf": [{{a}},{{b}}] }""", $$"""{ "anyOf": [{{b}},{{a}}] }"""));
    }

    [Fact]
    public void In_is_any_of_equals_for_what_is_there() => Gen.Select(Resource, Literal, Literal).Sample(static (resource, one, other) =>
        one.StartsWith('[') || other.StartsWith('[') || resource.Contains("\"x\": null", StringComparison.Ordinal)
        || Judge($$"""{ "field": "x", "in": [{{one}},{{other}}] }""", resource) == Judge($$"""{ "anyOf": [{ "field": "x", "equals": {{one}} }, { "field": "x", "equals": {{other}} }] }""", resource));

    [Fact]
    public void What_is_decided_does_not_change_when_more_becomes_known() => Gen.Select(Rule, Resource, Literal).Sample(static (rule, resource, known) =>
        Judge(rule, resource) is Truth.Unknown || known.StartsWith('[') || Judge(rule, resource) == Judge(rule, resource.Replace("\"~\"", known, StringComparison.Ordinal)));

    private static void Check(Func<string, string, (string, string)> both) => Gen.Select(Rule, Rule, Resource).Sample((a, b, resource) =>
    {
        (string left, string right) = both(a, b);
        return Judge(left, resource) == Judge(right, resource);
    });

    private static Truth Judge(string rule, string resource)
    {
        Value written = JsonDocumentReader.Read(new SourceFile(null, "rule"), $$"""{ "if": {{rule}}, "then": { "effect": "audit" } }""").Root;
        BoundPolicy policy = BoundPolicy.Bind(PolicyReader.Read(written, "law").Definitions[0], new Dictionary<string, Value>());
        Assert.Empty(policy.Faults);
        var subject = new PolicySubject { Resource = (ObjectValue)Open(JsonDocumentReader.Read(new SourceFile(null, "resource"), resource).Root), Aliases = AliasResolver.Flat, Now = DateTimeOffset.UnixEpoch };
        return policy.If!.Judge(new PolicyRun(subject, policy.Scope, policy.Policy));
    }

    private static Value Open(Value value) => value switch
    {
        StringValue { Text: "~" } => new UnresolvedValue("parameters('p')", new UnresolvedCause(CauseKind.ParameterWithoutValue, "p")),
        ArrayValue array => new ArrayValue([.. array.Items.Select(Open)]),
        ObjectValue obj => new ObjectValue([.. obj.Properties.Select(static property => property with { Value = Open(property.Value) })]),
        _ => value,
    };
}
