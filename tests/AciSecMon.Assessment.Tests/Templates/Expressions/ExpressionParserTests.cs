using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates.Expressions;
using AciSecMon.Assessment.Tests.Templates.Functions;
using CsCheck;

namespace AciSecMon.Assessment.Tests.Templates.Expressions;

public sealed class ExpressionParserTests
{
    [Theory]
    [InlineData("[[literal]", "'[literal]'")]
    [InlineData("[not closed", "'[not closed'")]
    [InlineData("[[not closed", "'[[not closed'")]
    [InlineData(" [x()]", "' [x()]'")]
    [InlineData("plain", "'plain'")]
    [InlineData("", "''")]
    [InlineData("[ concat ( 'a' , 'b' ) ]", "'ab'")]
    [InlineData("['it''s']", "'it's'")]
    [InlineData("['']", "''")]
    [InlineData("['''']", "'''")]
    [InlineData("[-5]", "-5")]
    [InlineData("[1.5]", "1.5")]
    [InlineData("[ConCat('a')]", "'a'")]
    [InlineData("[createObject('a', createArray(createObject('b', 7))).a[0]['b']]", "7")]
    [InlineData("[createObject('a', 1) . a]", "1")]
    [InlineData("[createArray('x')[sub(1, 1)]]", "'x'")]
    public void Strings_are_literals_or_expressions(string text, string expected)
    {
        string json = text.Replace("\\", "\\\\", StringComparison.Ordinal);
        Value value = Template.ExpandSections($"\"resources\": [], \"outputs\": {{ \"x\": {{ \"type\": \"string\", \"value\": \"{json}\" }} }}").Outputs[0].Value;
        Assert.Equal(expected, Template.Show(value));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("[concat(]")]
    [InlineData("[concat('a']")]
    [InlineData("[concat('a',)]")]
    [InlineData("[concat('a' 'b')]")]
    [InlineData("[concat('a'))]")]
    [InlineData("[concat]")]
    [InlineData("[concat('a]")]
    [InlineData("[a.b.c]")]
    [InlineData("[f().]")]
    [InlineData("[f()[0]")]
    [InlineData("[f()[]]")]
    [InlineData("[1 + 2]")]
    [InlineData("[f(@)]")]
    [InlineData("[99999999999999999999999999999e999]")]
    public void What_does_not_parse_is_unresolved_and_says_where(string text)
    {
        TemplateOutputValue(text, out UnresolvedValue value);
        UnresolvedCause cause = Assert.Single(value.Causes);
        Assert.Equal(CauseKind.InvalidExpression, cause.Kind);
        Assert.Matches("at character [0-9]+$", cause.Text);
    }

    [Fact]
    public void A_fault_never_quotes_the_text()
    {
        TemplateOutputValue("[concat('S3cret-canary' 'more')]", out UnresolvedValue value);
        Assert.DoesNotContain("canary", value.Expression + value.Causes[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expression_longer_than_the_service_takes_is_invalid()
    {
        string text = $"[concat('{new string('a', ExpressionParser.LengthLimit)}')]";
        Assert.Contains("longer than", ExpressionParser.Parse(text).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_that_stand_in_each_other_too_deep_are_invalid()
    {
        static string Nested(int depth) => $"[{string.Concat(Enumerable.Repeat("not(", depth))}true(){new string(')', depth)}]";
        Assert.NotNull(ExpressionParser.Parse(Nested(ExpressionParser.DepthLimit - 1)).Root);
        Assert.Contains("deep", ExpressionParser.Parse(Nested(ExpressionParser.DepthLimit)).Fault, StringComparison.Ordinal);
        Assert.Contains("deep", ExpressionParser.Parse(Nested(4_000)).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_of_thousands_of_steps_is_followed()
    {
        string chain = string.Concat(Enumerable.Repeat(".a", 8_000));
        Unknown.IsBecauseOf(CauseKind.ParameterWithoutValue, $"parameters('p'){chain}", "\"parameters\": { \"p\": { \"type\": \"object\" } }");
    }

    [Fact]
    public void Any_text_parses_or_says_why_not() => Gen.Char["abcf01'()[].,? -_[]'"].Array[0, 40].Sample(static characters =>
    {
        ParsedExpression parsed = ExpressionParser.Parse($"[{new string(characters)}]");
        Assert.True(parsed.Root is null != parsed.Fault is null);
    });

    [Fact]
    public void What_is_written_down_again_parses_to_the_same() => Expressions(4).Sample(static text =>
    {
        string written = ExpressionWriter.Canonical(ExpressionParser.Parse($"[{text}]").Root!);
        Assert.Equal(written, ExpressionWriter.Canonical(ExpressionParser.Parse($"[{written}]").Root!));
    });

    private static Gen<string> Expressions(int depth)
    {
        Gen<string> leaf = Gen.OneOf(Gen.Int[-9, 99].Select(static i => $"{i}"), Gen.Char["ab'"].Array[0, 3].Select(static c => $"'{new string(c).Replace("'", "''", StringComparison.Ordinal)}'"));
        if (depth == 0) return leaf;
        Gen<string> inner = Expressions(depth - 1);
        return Gen.OneOf(
            leaf,
            Gen.Select(Gen.OneOfConst("concat", "parameters", "contoso.make"), inner.Array[0, 3]).Select(static (name, arguments) => $"{name}({string.Join(", ", arguments)})"),
            Gen.Select(inner, inner).Select(static (target, index) => $"f({target}).x[{index}]"));
    }

    private static void TemplateOutputValue(string text, out UnresolvedValue value) => value = Assert.IsType<UnresolvedValue>(
        Template.ExpandSections($"\"resources\": [], \"outputs\": {{ \"x\": {{ \"type\": \"string\", \"value\": \"{text}\" }} }}").Outputs[0].Value);
}
