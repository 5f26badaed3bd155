using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Logs;

namespace AciSecMon.Azure.Tests.Logs;

public sealed class LogValueTests
{
    [Theory]
    [InlineData("bool", "true", true)]
    [InlineData("bool", "1", true)]
    [InlineData("bool", "0", false)]
    [InlineData("int", "5", 5)]
    [InlineData("long", "9007199254740993", 9007199254740993L)]
    [InlineData("long", "\"7\"", 7L)]
    [InlineData("real", "1.5", 1.5)]
    [InlineData("real", "2", 2.0)]
    [InlineData("real", "\"NaN\"", double.NaN)]
    [InlineData("string", "\"text\"", "text")]
    [InlineData("string", "null", null)]
    [InlineData("dynamic", "\"plain\"", "plain")]
    [InlineData("dynamic", "\"{broken\"", "{broken")]
    [InlineData("datetime", "\"soon\"", "soon")]
    public void A_cell_is_what_its_column_says_or_stays_a_text(string type, string json, object? value) => Assert.Equal(value, Read(type, json));

    [Fact]
    public void Times_are_utc_and_lengths_are_lengths()
    {
        DateTime time = Assert.IsType<DateTime>(Read("datetime", "\"2026-03-02T06:41:12.1234567Z\""));
        Assert.Equal((DateTimeKind.Utc, 1234567), (time.Kind, time.Ticks % TimeSpan.TicksPerSecond));
        Assert.Equal(new TimeSpan(1, 2, 3, 4), Read("timespan", "\"1.02:03:04\""));
        Assert.Equal(Guid.Parse("9e1a52c4-0d5c-4d0b-9f7c-2f3a4b5c6d72"), Read("guid", "\"9e1a52c4-0d5c-4d0b-9f7c-2f3a4b5c6d72\""));
        Assert.Equal(1.10m, Read("decimal", "\"1.10\""));
    }

    [Theory]
    [InlineData("""{"a":[1,true,null,"x"]}""")]
    [InlineData(""" "{\"a\":[1,true,null,\"x\"]}" """)]
    public void A_dynamic_cell_is_taken_apart_whether_it_comes_as_json_or_as_a_text_of_it(string json)
    {
        var bag = Assert.IsType<IReadOnlyDictionary<string, object?>>(Read("dynamic", json), exactMatch: false);
        Assert.Equal([1L, true, null, "x"], Assert.IsType<object?[]>(bag["a"]));
    }

    private static object? Read(string type, string json) => LogValue.Of(type, JsonDocumentReader.Read(new SourceFile(null, "test"), $$"""{ "v": {{json}} }""").Root["v"]);
}
