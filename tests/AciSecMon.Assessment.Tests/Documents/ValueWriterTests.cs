using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Documents;

public sealed class ValueWriterTests
{
    private static readonly UnresolvedValue Unresolved = new("reference('x')", new UnresolvedCause(CauseKind.RuntimeFunction, "reference"));

    [Fact]
    public void Json_is_compact_and_leaves_text_as_it_is()
    {
        Value value = JsonDocumentReader.Read(new SourceFile(null, "test"), """{ "a" : [ 1, -2.5, true, null, {}, [] ], "b": "it's <\"é\"> & \\ \n" }""").Root;

        Assert.True(ValueWriter.TryWrite(value, out string? json));
        Assert.Equal("""{"a":[1,-2.5,true,null,{},[]],"b":"it's <\"é\"> & \\ \n"}""", json);
    }

    [Fact]
    public void What_is_not_known_whole_is_not_written()
    {
        Assert.False(ValueWriter.TryWrite(Unresolved, out _));
        Assert.False(ValueWriter.TryWrite(new ArrayValue([new StringValue("a"), Unresolved]), out _));
        Assert.False(ValueWriter.TryWrite(new ArrayValue([], rest: Unresolved), out _));
        Assert.False(ValueWriter.TryWrite(new ObjectValue([new Property("a", new ObjectValue([], rest: Unresolved))]), out _));
        Assert.False(ValueWriter.TryWrite(new ChoiceValue(new ConditionSymbol("c", []), new StringValue("a"), new StringValue("b")), out string? json));
        Assert.Null(json);
    }

    [Fact]
    public void A_redacted_secret_is_not_written() => Assert.False(ValueWriter.TryWrite(new ArrayValue([new RedactedValue("env", "8-15", "0f")]), out _));

    [Fact]
    public void A_value_that_shares_its_parts_without_bound_is_not_written()
    {
        Value value = new ArrayValue([]);
        for (int i = 0; i < 60; i++) value = new ArrayValue([value, value]);

        Assert.False(ValueWriter.TryWrite(value, out _));
    }

    [Fact]
    public void A_value_beyond_the_depth_limit_is_not_written()
    {
        Value value = new StringValue("a");
        for (int i = 0; i < DocumentLimits.Depth; i++) value = new ArrayValue([value]);
        Assert.True(ValueWriter.TryWrite(value, out _));

        Assert.False(ValueWriter.TryWrite(new ArrayValue([value]), out _));
    }
}
