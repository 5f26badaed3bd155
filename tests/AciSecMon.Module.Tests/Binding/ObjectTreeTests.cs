using System.Collections;
using System.Management.Automation;
using System.Security;
using AciSecMon.Binding;

namespace AciSecMon.Module.Tests.Binding;

public sealed class ObjectTreeTests
{
    [Fact]
    public void Scalars_become_the_few_kinds_that_JSON_knows()
    {
        var tree = Tree(new Hashtable
        {
            ["int"] = 7,
            ["byte"] = (byte)7,
            ["decimal"] = 1.5m,
            ["bool"] = true,
            ["text"] = "a",
            ["letter"] = 'b',
            ["time"] = new DateTime(2025, 3, 4, 5, 6, 7, DateTimeKind.Utc),
            ["day"] = DayOfWeek.Friday,
            ["uri"] = new Uri("https://example.net/a"),
            ["nothing"] = null,
        });

        Assert.Equal(7L, tree["int"]);
        Assert.Equal(7L, tree["byte"]);
        Assert.Equal(1.5, tree["decimal"]);
        Assert.Equal(true, tree["bool"]);
        Assert.Equal("a", tree["text"]);
        Assert.Equal("b", tree["letter"]);
        Assert.Equal("2025-03-04T05:06:07.0000000Z", tree["time"]);
        Assert.Equal("Friday", tree["day"]);
        Assert.Equal("https://example.net/a", tree["uri"]);
        Assert.Null(tree["nothing"]);
    }

    [Fact]
    public void Objects_hashtables_and_lists_may_hold_each_other()
    {
        var inner = new PSObject();
        inner.Properties.Add(new PSNoteProperty("name", "web"));
        inner.Properties.Add(new PSNoteProperty("ports", new object[] { 80, 443 }));
        var tree = Tree(new Hashtable { ["containers"] = new ArrayList { inner } });

        var container = Assert.IsType<Dictionary<string, object?>>(Assert.Single((List<object?>)tree["containers"]!));
        Assert.Equal("web", container["name"]);
        Assert.Equal([80L, 443L], (List<object?>)container["ports"]!);
    }

    [Fact]
    public void Nothing_is_run_and_nothing_is_enumerated_that_is_not_in_memory()
    {
        bool touched = false;
        IEnumerable<int> Lazy()
        {
            touched = true;
            yield return 1;
        }

        var item = new PSObject();
        item.Properties.Add(new PSNoteProperty("lazy", Lazy()));
        item.Properties.Add(new PSScriptProperty("script", ScriptBlock.Create("throw 'run'")));
        item.Properties.Add(new PSNoteProperty("file", new FileInfo("a")));
        Dictionary<string, object?> tree = Tree(item);

        Assert.False(touched);
        Assert.DoesNotContain("script", tree.Keys);
        Assert.False(tree["file"] is string or IEnumerable);
    }

    [Fact]
    public void A_secure_string_is_passed_on_unopened()
    {
        using var secret = new SecureString();
        Assert.Same(secret, Tree(new Hashtable { ["secureValue"] = secret })["secureValue"]);
    }

    [Fact]
    public void Models_of_the_Az_modules_are_read_by_their_properties_and_their_structures_by_their_text()
    {
        var tree = (Dictionary<string, object?>)ObjectTree.From(new Microsoft.Azure.Stand.In.Group { Name = "web" }, "x")!;

        Assert.Equal("web", tree["Name"]);
        Assert.Equal("Linux", tree["OSType"]);
        Assert.Equal(["a", "b"], (List<object?>)tree["Zone"]!);
    }

    [Fact]
    public void An_object_that_refers_to_itself_is_refused()
    {
        var loop = new Hashtable { ["name"] = "web" };
        loop["self"] = new object[] { loop };

        Assert.Equal("AciObjectCyclic", Refusal(loop).Id);
    }

    [Fact]
    public void The_same_object_in_two_places_is_no_circle()
    {
        var shared = new Hashtable { ["port"] = 80 };
        Dictionary<string, object?> tree = Tree(new Hashtable { ["a"] = shared, ["b"] = shared });

        Assert.Equal(2, tree.Count);
    }

    [Fact]
    public void A_very_deep_object_is_refused()
    {
        object deep = "end";
        for (int level = 0; level < 5_000; level++) deep = new Hashtable { ["x"] = deep };

        Assert.Equal("AciObjectTooDeep", Refusal(deep).Id);
    }

    [Fact]
    public void A_small_object_that_unfolds_without_end_is_refused()
    {
        object wide = "x";
        for (int level = 0; level < 40; level++) wide = new[] { wide, wide };

        Assert.Equal("AciObjectTooLarge", Refusal(wide).Id);
    }

    private static Dictionary<string, object?> Tree(object value) => Assert.IsType<Dictionary<string, object?>>(ObjectTree.From(value, "test"));

    private static AciProblem Refusal(object value) => Assert.Throws<AciProblemException>(() => ObjectTree.From(value, "test")).Problem;
}
