using System.Collections;
using System.Collections.ObjectModel;
using System.Dynamic;
using System.Security;
using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Tests.Documents;

public sealed class ValueTreeTests
{
    private static readonly SourceFile Source = new(null, "pipeline object");

    [Fact]
    public void A_tree_of_maps_and_lists_is_read()
    {
        Value root = Read(new Dictionary<string, object?>
        {
            ["name"] = "web",
            ["ports"] = new List<object?> { 80L, null, true, 1.5 },
            ["tags"] = new Hashtable { ["env"] = "prod" },
            ["plain"] = new ReadOnlyDictionary<string, object?>(new Dictionary<string, object?> { ["a"] = new[] { 1, 2 } }),
        });

        Assert.Equal("web", root["name"].AsText());
        Assert.Equal((80, true, 1.5), (root["ports"].Items[0].AsWhole(), root["ports"].Items[2].AsBoolean(), root["ports"].Items[3].AsReal()));
        Assert.True(root["ports"].Items[1].IsMissing);
        Assert.Equal("prod", root["tags"]["ENV"].AsText());
        Assert.Equal(2, root["plain"]["a"].Items[1].AsWhole());
        Assert.Same(Source, root["name"].Location.File);
    }

    [Fact]
    public void Names_of_an_expando_object_are_read()
    {
        dynamic tree = new ExpandoObject();
        tree.a = 1;

        Assert.Equal("1", Read((object)tree)["a"].AsText());
    }

    public static TheoryData<object?, string> Scalars() => new()
    {
        { (byte)1, "1" },
        { -2, "-2" },
        { 3UL, "3" },
        { 4m, "4" },
        { 1.25m, "1.25" },
        { 0.1f, "0.1" },
        { double.NaN, "\"NaN\"" },
        { 'c', "\"c\"" },
        { DayOfWeek.Friday, "\"Friday\"" },
        { new DateTime(2024, 2, 3, 4, 5, 6, DateTimeKind.Utc), "\"2024-02-03T04:05:06.0000000Z\"" },
        { new DateTimeOffset(2024, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)), "\"2024-02-03T04:05:06.0000000+02:00\"" },
        { new Uri("https://example.org/x"), "\"https://example.org/x\"" },
        { DBNull.Value, "null" },
    };

    [Theory]
    [MemberData(nameof(Scalars), DisableDiscoveryEnumeration = true)]
    public void Scalars_of_the_framework_are_read(object? scalar, string json)
    {
        Assert.True(ValueWriter.TryWrite(Read(scalar), out string? written));
        Assert.Equal(json, written);
    }

    [Fact]
    public void A_redaction_marker_becomes_a_redacted_value() => Assert.IsType<RedactedValue>(Read(new object[] { "acisecmon:redacted:env:8-15:0f3a" }).Items[0]);

    [Fact]
    public void A_secure_string_is_known_to_be_there_and_never_read()
    {
        using var secret = new SecureString();
        secret.AppendChar('x');

        Assert.IsType<RedactedValue>(Read(secret));
    }

    [Fact]
    public void An_object_of_a_type_that_is_not_known_is_unresolved()
    {
        UnresolvedValue value = Assert.IsType<UnresolvedValue>(Read(new object()));

        Assert.Equal("Object", value.Expression);
    }

    [Fact]
    public void A_tree_that_contains_itself_is_refused()
    {
        var list = new List<object?>();
        list.Add(new Hashtable { ["self"] = list });

        DocumentException fault = Assert.Throws<DocumentException>(() => Read(list));
        Assert.Equal("Arrays and objects are nested more than 512 levels deep.", fault.Message);
    }

    [Fact]
    public void A_list_without_end_is_refused() => Assert.Throws<DocumentException>(() => Read(Endless()));

    private static IEnumerable<object?> Endless()
    {
        while (true) yield return null;
    }

    private static Value Read(object? tree) => ValueTree.From(tree, Source);
}
