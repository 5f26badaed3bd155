using System.Text.RegularExpressions;
using AciSecMon.Assessment.Detections;

namespace AciSecMon.Assessment.Tests.Detections;

public sealed class DetectionCatalogueTests
{
    [Fact]
    public void Every_file_can_be_read_and_has_the_id_that_it_is_called_by()
    {
        Assert.True(DetectionCatalogue.Ids.Count >= 28);
        Assert.Equal(DetectionCatalogue.Ids, DetectionCatalogue.ById.Values.Select(static detection => detection.Id));
    }

    [Fact]
    public void Every_detection_says_what_it_finds_and_what_to_do() => Assert.All(new AssessmentEngine().GetDetections(), static detection =>
    {
        Assert.NotEqual(string.Empty, detection.Title);
        Assert.False(detection.Title.EndsWith('.'), detection.DetectionId);
        Assert.NotEmpty(detection.Triage);
        Assert.NotEmpty(detection.FalsePositive);
        Assert.NotEmpty(detection.Table);
        Assert.True(detection.Every <= detection.Window && detection.Window <= detection.Lookback, detection.DetectionId);
    });

    [Fact]
    public void A_query_holds_no_head_and_names_what_asks() => Assert.All(new AssessmentEngine().GetDetections(), static detection =>
    {
        Assert.StartsWith($"// {detection.DetectionId}: {detection.Title}\n", detection.Query, StringComparison.Ordinal);
        Assert.DoesNotContain("falsePositives", detection.Query, StringComparison.Ordinal);
        Assert.All(detection.Table, table => Assert.Contains(table, detection.Query, StringComparison.Ordinal));
        Assert.All(detection.Parameter, parameter => Assert.Contains($"\nlet {parameter.Name} = {parameter.Default};\n", detection.Query, StringComparison.Ordinal));
    });

    [Fact]
    public void Every_default_is_a_literal_of_its_type() => Assert.All(DetectionCatalogue.ById.Values.SelectMany(static d => d.Parameters), static parameter => Assert.Matches(
        new Regex(parameter.Type switch
        {
            KqlType.Dynamic => @"^dynamic\(\[.*\]\)$",
            KqlType.TimeSpan => @"^\d+[dhms]$",
            KqlType.Bool => "^(true|false)$",
            KqlType.Long => @"^\d+$",
            KqlType.Real => @"^\d+\.\d+$",
            _ => ".",
        }),
        parameter.Default));

    [Theory]
    [InlineData("// id: ACI-KQL-900\n// title: x\n", "no head, or no query")]
    [InlineData("T\n", "no head, or no query")]
    [InlineData("// id: ACI-KQL-901\n\nT\n", "another id")]
    [InlineData("// id: ACI-KQL-900\n// colour: red\n\nT\n", "not known")]
    [InlineData("// id: ACI-KQL-900\n\nT\n", "title")]
    [InlineData("// id: [\n\nT\n", "cannot be read")]
    public void A_file_that_is_written_wrongly_never_starts(string text, string why)
    {
        InvalidDataException wrong = Assert.Throws<InvalidDataException>(() => DetectionReader.Read("ACI-KQL-900", text));
        Assert.Contains(why, wrong.Message, StringComparison.Ordinal);
        Assert.Contains("ACI-KQL-900", wrong.Message, StringComparison.Ordinal);
    }
}
