using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Policy;

namespace AciSecMon.Assessment.Tests.Policy;

/// <summary>Each operator with its treatment of type, case and missing values (azure-facts-2, D.4.2). Left and right are JSON; nothing is a missing value, and ~ one that is not known.</summary>
public sealed class ComparisonTests
{
    [Theory]
    [InlineData("equals", "'Abc'", "'aBC'", true)]
    [InlineData("equals", "'80'", "80", true)]
    [InlineData("equals", "80", "'x'", false)]
    [InlineData("equals", "true", "'TRUE'", true)]
    [InlineData("equals", "[1,'A']", "['1','a']", true)]
    [InlineData("equals", "{'a':1}", "{'A':'1'}", true)]
    [InlineData("equals", "[1]", "1", false)]
    [InlineData("equals", "", "''", true)]
    [InlineData("equals", "", "'x'", false)]
    [InlineData("equals", "", "", true)]
    [InlineData("equals", "~", "'x'", null)]
    [InlineData("notEquals", "", "'x'", true)]
    [InlineData("notEquals", "", "''", false)]
    [InlineData("notEquals", "'a'", "'A'", false)]
    [InlineData("notEquals", "~", "'A'", null)]
    [InlineData("like", "'web-01'", "'WEB-*'", true)]
    [InlineData("like", "'a/b@sha256:1'", "'*@sha256:*'", true)]
    [InlineData("like", "'abc'", "'ab'", false)]
    [InlineData("like", "'aXbXc'", "'a*b*d'", false)]
    [InlineData("like", "8080", "'80*'", true)]
    [InlineData("like", "", "'*'", false)]
    [InlineData("notLike", "", "'a*'", true)]
    [InlineData("notLike", "'ab'", "'a*'", false)]
    [InlineData("match", "'ab12'", "'??##'", true)]
    [InlineData("match", "'Ab'", "'ab'", false)]
    [InlineData("match", "'a.b'", "'a.b'", true)]
    [InlineData("match", "'axb'", "'a.b'", true)]
    [InlineData("match", "", "'a'", false)]
    [InlineData("notMatch", "'ab1'", "'##'", true)]
    [InlineData("notMatch", "", "'a'", true)]
    [InlineData("matchInsensitively", "'AB1'", "'ab#'", true)]
    [InlineData("notMatchInsensitively", "'AB1'", "'ab#'", false)]
    [InlineData("contains", "'Contoso'", "'TOS'", true)]
    [InlineData("contains", "['a','B']", "'b'", true)]
    [InlineData("contains", "{'Key':1}", "'key'", true)]
    [InlineData("contains", "", "'a'", false)]
    [InlineData("contains", "['a',~]", "'b'", null)]
    [InlineData("contains", "['b',~]", "'b'", true)]
    [InlineData("notContains", "", "'a'", true)]
    [InlineData("notContains", "'abc'", "'B'", false)]
    [InlineData("containsKey", "{'Env':1}", "'env'", true)]
    [InlineData("containsKey", "'env'", "'env'", false)]
    [InlineData("notContainsKey", "{'Env':1}", "'env'", false)]
    [InlineData("notContainsKey", "", "'env'", true)]
    [InlineData("in", "'B'", "['a','b']", true)]
    [InlineData("in", "''", "[null]", false)]
    [InlineData("in", "", "[null]", true)]
    [InlineData("in", "'c'", "['a',~]", null)]
    [InlineData("notIn", "", "['a']", true)]
    [InlineData("notIn", "'a'", "['A']", false)]
    [InlineData("less", "1", "2", true)]
    [InlineData("less", "'2020-01-01'", "'2021-01-01'", true)]
    [InlineData("less", "'9'", "10", true)]
    [InlineData("less", "", "1", false)]
    [InlineData("less", "1", "'x'", null)]
    [InlineData("less", "[1]", "2", null)]
    [InlineData("less", "true", "2", null)]
    [InlineData("less", "1", "", false)]
    [InlineData("lessOrEquals", "2", "2", true)]
    [InlineData("lessOrEquals", "", "2", false)]
    [InlineData("greater", "'b'", "'A'", true)]
    [InlineData("greater", "true", "false", true)]
    [InlineData("greater", "", "0", false)]
    [InlineData("greaterOrEquals", "2.5", "2.5", true)]
    [InlineData("greaterOrEquals", "~", "1", null)]
    [InlineData("exists", "", "true", false)]
    [InlineData("exists", "", "'False'", true)]
    [InlineData("exists", "''", "'true'", true)]
    [InlineData("exists", "[]", "true", true)]
    [InlineData("exists", "{}", "false", false)]
    [InlineData("exists", "1", "'maybe'", false)]
    [InlineData("exists", "~", "true", null)]
    public void An_operator_says(string operation, string left, string right, bool? expected)
    {
        Truth truth = Comparison.Of(PolicyOperators.Find(operation)!.Value, Read(left), Read(right));
        Assert.Equal(expected switch { true => Truth.True, false => Truth.False, null => Truth.Unknown }, truth);
    }

    [Fact]
    public void Every_operator_of_the_language_is_known_by_its_name_in_any_case()
    {
        string[] names =
        [
            "equals", "notEquals", "like", "notLike", "match", "notMatch", "matchInsensitively", "notMatchInsensitively", "contains", "notContains", "in", "notIn", "containsKey", "notContainsKey", "less",
            "lessOrEquals", "greater", "greaterOrEquals", "exists",
        ];
        Assert.Equal(names.Order(StringComparer.Ordinal), PolicyOperators.Names.Order(StringComparer.Ordinal));
        Assert.All(names, static name => Assert.NotNull(PolicyOperators.Find(name.ToUpperInvariant())));
    }

    [Fact]
    public void A_secret_that_was_taken_out_is_there_and_equal_to_nothing_for_certain()
    {
        Value secret = new RedactedValue("env", "8-15", "t");
        Assert.Equal(Truth.True, Comparison.Of(PolicyOperator.Exists, secret, new BooleanValue(true)));
        Assert.Equal(Truth.Unknown, Comparison.Of(PolicyOperator.Equals, secret, new StringValue("x")));
        Assert.Equal(Truth.Unknown, Comparison.Of(PolicyOperator.NotLike, secret, new StringValue("x*")));
    }

    internal static Value Read(string text)
    {
        if (text.Length == 0) return MissingValue.Instance;
        Value value = JsonDocumentReader.Read(new SourceFile(null, "value"), $"{{\"v\":{text.Replace('\'', '"').Replace("~", "\"~\"", StringComparison.Ordinal)}}}").Root["v"];
        return Open(value);
    }

    private static Value Open(Value value) => value switch
    {
        StringValue { Text: "~" } => new UnresolvedValue("parameters('p')", new UnresolvedCause(CauseKind.ParameterWithoutValue, "p")),
        ArrayValue array => new ArrayValue([.. array.Items.Select(Open)]),
        _ => value,
    };
}
