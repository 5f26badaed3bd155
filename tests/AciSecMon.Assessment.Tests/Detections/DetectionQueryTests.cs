using AciSecMon.Assessment.Detections;
using CsCheck;

namespace AciSecMon.Assessment.Tests.Detections;

public sealed class DetectionQueryTests
{
    private static readonly Detection Keys = DetectionCatalogue.ById["ACI-KQL-020"];

    [Fact]
    public void A_value_takes_the_place_of_a_default_and_nothing_else_changes()
    {
        string text = DetectionQuery.TextOf(Keys, new Dictionary<string, object?> { ["WITHIN"] = TimeSpan.FromHours(2), ["expectedCallers"] = new object[] { "a@b.example", "c" } });
        string before = DetectionQuery.TextOf(Keys, new Dictionary<string, object?>());
        Assert.Equal(
            before.Replace("let within = 30m;", "let within = timespan(02:00:00);", StringComparison.Ordinal)
                .Replace("let expectedCallers = dynamic([]);", "let expectedCallers = dynamic([\"a@b.example\", \"c\"]);", StringComparison.Ordinal),
            text);
    }

    [Fact]
    public void A_parameter_that_is_not_there_is_refused_with_those_that_are()
    {
        AciProblem problem = Refused(Keys, "callers", "x");
        Assert.Equal("AciDetectionParameterInvalid", problem.Id);
        Assert.Equal("callers", problem.Target);
        Assert.Contains("within (timespan, 30m), expectedCallers (dynamic, dynamic([]))", problem.Recommendation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30 minutes; drop")]
    [InlineData(30L)]
    [InlineData(true)]
    [InlineData(null)]
    public void A_value_of_another_type_is_refused_and_not_repeated(object? value)
    {
        AciProblem problem = Refused(Keys, "within", value);
        Assert.Contains("within of ACI-KQL-020 is of type timespan", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("drop", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_the_query_sets_by_itself_are_no_parameters() => Assert.Equal("AciDetectionParameterInvalid", Refused(Keys, "Happened", "x").Id);

    [Fact]
    public void Whatever_a_text_holds_changes_one_line() => Gen.String[0, 60].Array[0, 3].Sample(static texts =>
    {
        var values = new Dictionary<string, object?> { ["expectedCallers"] = texts };
        string[] before = DetectionQuery.TextOf(Keys, new Dictionary<string, object?>()).Split('\n');
        string[] after = DetectionQuery.TextOf(Keys, values).Split('\n');
        Assert.Equal(before.Length, after.Length);
        Assert.All(before.Zip(after).Where(static pair => pair.First != pair.Second), static pair => Assert.StartsWith("let expectedCallers = dynamic([", pair.Second, StringComparison.Ordinal));
    });

    private static AciProblem Refused(Detection detection, string name, object? value) =>
        Assert.Throws<AciProblemException>(() => DetectionQuery.TextOf(detection, new Dictionary<string, object?> { [name] = value })).Problem;
}
