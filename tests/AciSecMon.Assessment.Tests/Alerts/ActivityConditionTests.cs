using AciSecMon.Assessment.Alerts;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Alerts;

/// <summary>Whether an activity log alert sees an operation that succeeded.</summary>
public sealed class ActivityConditionTests
{
    private const string Exec = "Microsoft.ContainerInstance/containerGroups/containers/exec/action";

    [Theory]
    [InlineData("""[ { "field": "category", "equals": "Administrative" }, { "field": "operationName", "equals": "microsoft.containerinstance/containergroups/containers/EXEC/action" } ]""", "Whole")]
    [InlineData("""[ { "anyOf": [ { "field": "operationName", "equals": "Microsoft.Web/sites/write" }, { "field": "operationName", "containsAny": [ "x", "Microsoft.ContainerInstance/containerGroups/containers/exec/action" ] } ] } ]""", "Whole")]
    [InlineData("""[ { "field": "category", "equals": "Administrative" }, { "field": "resourceProvider", "equals": "Microsoft.ContainerInstance" } ]""", "Whole")]
    [InlineData("""[ { "field": "category", "equals": "Administrative" }, { "field": "resourceType", "equals": "Microsoft.ContainerInstance/containerGroups" }, { "field": "status", "equals": "Succeeded" } ]""", "Whole")]
    [InlineData("""[ { "field": "operationName", "equals": "Microsoft.ContainerInstance/containerGroups/delete" } ]""", "None")]
    [InlineData("""[ { "field": "resourceType", "equals": "Microsoft.ContainerInstance/container" } ]""", "None")]
    [InlineData("""[ { "field": "category", "equals": "Security" } ]""", "None")]
    [InlineData("""[ { "field": "resourceProvider", "equals": "Microsoft.ContainerInstance" }, { "field": "status", "equals": "Failed" } ]""", "None")]
    [InlineData("""[ { "field": "resourceProvider", "equals": "Microsoft.ContainerInstance" }, { "field": "caller", "equals": "a@contoso.example" } ]""", "Part")]
    [InlineData("""[ { "field": "resourceProvider", "equals": "Microsoft.ContainerInstance" }, { "field": "something new", "equals": "a" } ]""", "Part")]
    [InlineData("""[ { "field": "resourceProvider", "equals": "Microsoft.ContainerInstance" }, { "anyOf": [] } ]""", "Part")]
    [InlineData("""[]""", "Part")]
    public void An_operation_is_seen_as_far_as_the_condition_lets_it(string allOf, string expected) =>
        Assert.Equal(expected, ActivityCondition.Sees(Json($$"""{ "allOf": {{allOf}} }"""), Exec).ToString());

    [Fact]
    public void Without_a_condition_nothing_is_seen() => Assert.Equal(Sight.None, ActivityCondition.Sees(MissingValue.Instance, Exec));

    private static Value Json(string text) => JsonDocumentReader.Read(new SourceFile(null, "test"), text).Root;
}
