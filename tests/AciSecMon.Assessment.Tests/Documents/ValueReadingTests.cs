using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Documents;

public sealed class ValueReadingTests
{
    [Theory]
    [InlineData("80", 80L)]
    [InlineData("80.0", 80L)]
    [InlineData("8e1", 80L)]
    [InlineData("\"80\"", 80L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("80.5", null)]
    [InlineData("1e300", null)]
    [InlineData("9223372036854775808", null)]
    [InlineData("\"eighty\"", null)]
    [InlineData("true", null)]
    public void A_whole_number_may_be_written_in_many_ways(string json, long? expected) =>
        Assert.Equal(expected, JsonDocumentReader.Read(new SourceFile(null, "test"), json).Root.AsWhole());
}
