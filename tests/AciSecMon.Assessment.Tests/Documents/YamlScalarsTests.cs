using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Documents;

/// <summary>The types that PyYAML's safe_load gives, which is how Azure CLI reads a deployment file.</summary>
public sealed class YamlScalarsTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("80", 80)]
    [InlineData("+5", 5)]
    [InlineData("-0", 0)]
    [InlineData("-12", -12)]
    [InlineData("1_000", 1000)]
    [InlineData("0644", 420)]
    [InlineData("-010", -8)]
    [InlineData("0b1010", 10)]
    [InlineData("0xFf", 255)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("!!int '80'", 80)]
    public void Whole_numbers(string text, long expected) => Assert.Equal(expected, Assert.IsType<NumberValue>(Read(text)).Whole);

    [Theory]
    [InlineData("1.5", 1.5)]
    [InlineData("-1.5", -1.5)]
    [InlineData("1.", 1)]
    [InlineData(".5", 0.5)]
    [InlineData("1.5e+3", 1500)]
    [InlineData("1_0.2_5E-1", 1.025)]
    [InlineData("9223372036854775808", 9223372036854775808d)]
    [InlineData("0xFFFFFFFFFFFFFFFFFF", 4722366482869645213695d)]
    public void Real_numbers(string text, double expected)
    {
        NumberValue number = Assert.IsType<NumberValue>(Read(text));

        Assert.Null(number.Whole);
        Assert.Equal(expected, number.Real);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("Yes", true)]
    [InlineData("ON", true)]
    [InlineData("False", false)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    [InlineData("!!bool \"yes\"", true)]
    public void Truth_values(string text, bool expected) => Assert.Equal(expected, Assert.IsType<BooleanValue>(Read(text)).IsTrue);

    [Theory]
    [InlineData("")]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("NULL")]
    [InlineData("!!null x")]
    public void Missing_values(string text) => Assert.True(Read(text).IsMissing);

    [Theory]
    [InlineData("'80'", "80")]
    [InlineData("\"true\"", "true")]
    [InlineData("''", "")]
    [InlineData("!!str 80", "80")]
    [InlineData("! 80", "80")]
    [InlineData("!!str", "")]
    [InlineData("|\n  80\n", "80\n")]
    [InlineData("2019-12-01", "2019-12-01")]
    [InlineData("2019-12-01T10:00:00Z", "2019-12-01T10:00:00Z")]
    [InlineData("!!timestamp 2019-12-01", "2019-12-01")]
    [InlineData("12:30:45", "12:30:45")]
    [InlineData("10.0.0.4", "10.0.0.4")]
    [InlineData("1e3", "1e3")]
    [InlineData("1.5e3", "1.5e3")]
    [InlineData("-.5", "-.5")]
    [InlineData("08", "08")]
    [InlineData("0o17", "0o17")]
    [InlineData("0x", "0x")]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("_1", "_1")]
    [InlineData("+", "+")]
    [InlineData(".", ".")]
    [InlineData(".inf", ".inf")]
    [InlineData(".nan", ".nan")]
    [InlineData("tRUE", "tRUE")]
    [InlineData("y", "y")]
    [InlineData("=", "=")]
    [InlineData("!!int x", "x")]
    [InlineData("a\n  b", "a b")]
    public void Texts(string text, string expected) => Assert.Equal(expected, Assert.IsType<StringValue>(Read(text)).Text);

    private static Value Read(string scalar) =>
        Assert.Single(YamlDocumentReader.ReadAll(new SourceFile(null, "test"), $"value: {scalar}\nother: 1\n")).Root is ObjectValue root
            ? root.Properties[0].Value
            : throw new InvalidOperationException();
}
