using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Azure.Changes;
using CsCheck;

namespace AciSecMon.Azure.Tests.Alerts;

/// <summary>A resource is completed with what is asked of it, and nothing else of it changes.</summary>
public sealed class JsonMergeTests
{
    private static readonly HashSet<string> Open = new(StringComparer.OrdinalIgnoreCase) { "actions" };

    private static readonly Gen<JsonNode?> Scalar = Gen.OneOf(Gen.Bool.Select(static b => (JsonNode?)JsonValue.Create(b)), Gen.Int[-9, 9].Select(static i => (JsonNode?)JsonValue.Create(i)), Gen.String[Gen.Char['a', 'e'], 1, 3].Select(static s => (JsonNode?)JsonValue.Create(s)));

    private static readonly Gen<JsonObject> Resource = Members(Gen.OneOf(
        Scalar,
        Scalar.Array[0, 3].Select(static items => (JsonNode?)new JsonArray([.. items.Select(static i => i?.DeepClone())])),
        Members(Scalar).Select(static o => (JsonNode?)o)));

    [Fact]
    public void What_was_completed_has_what_was_asked_and_a_second_time_changes_nothing() => Gen.Select(Resource, Resource).Sample(static (there, asked) =>
    {
        JsonObject once = JsonMerge.Complete(there, asked, Open);
        return JsonMerge.Has(Value(once), asked, Open) && JsonNode.DeepEquals(once, JsonMerge.Complete(once, asked, Open));
    });

    [Fact]
    public void What_was_not_asked_stays() => Gen.Select(Resource, Resource).Sample(static (there, asked) =>
    {
        JsonObject once = JsonMerge.Complete(there, asked, Open);
        return there.Where(member => !asked.ContainsKey(member.Key)).All(member => JsonNode.DeepEquals(member.Value, once[member.Key]));
    });

    [Theory]
    [InlineData("""{ "actions": [ "b" ] }""", """{ "actions": [ "a", "B" ] }""", true)]
    [InlineData("""{ "scopes": [ "b" ] }""", """{ "scopes": [ "a", "b" ] }""", false)]
    [InlineData("""{ "query": "a\nB" }""", """{ "query": "a\nb" }""", false)]
    [InlineData("""{ "threshold": 900 }""", """{ "threshold": 900.0 }""", true)]
    [InlineData("""{ "enabled": true }""", """{ "enabled": false }""", false)]
    [InlineData("""{ "enabled": true }""", "{}", false)]
    [InlineData("""{ "Location": "Global" }""", """{ "location": "global" }""", true)]
    public void Lists_of_callers_may_hold_more_and_all_else_must_be_as_asked(string asked, string there, bool expected) =>
        Assert.Equal(expected, JsonMerge.Has(Value(JsonNode.Parse(there)!), JsonNode.Parse(asked), Open));

    private static Gen<JsonObject> Members(Gen<JsonNode?> values) => Gen.Select(Gen.OneOfConst("actions", "scopes", "name"), values).Array[0, 4].Select(static pairs =>
    {
        var made = new JsonObject();
        foreach ((string name, JsonNode? value) in pairs) made[name] = value?.DeepClone();
        return made;
    });

    private static Value Value(JsonNode node) => JsonDocumentReader.Read(new SourceFile(null, "test"), node.ToJsonString()).Root;
}
