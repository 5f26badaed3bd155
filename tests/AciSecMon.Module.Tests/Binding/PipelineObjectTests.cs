using System.Management.Automation;
using System.Management.Automation.Runspaces;
using AciSecMon.Binding;

namespace AciSecMon.Module.Tests.Binding;

public sealed class PipelineObjectTests : IDisposable
{
    private readonly Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
    private readonly string folder = Directory.CreateTempSubdirectory("acisecmon").FullName;
    private readonly PathResolver paths;

    public PipelineObjectTests()
    {
        runspace.Open();
        runspace.SessionStateProxy.Path.SetLocation(folder);
        paths = new PathResolver(runspace.SessionStateProxy.Path);
    }

    public void Dispose()
    {
        runspace.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_text_is_a_path_from_the_current_location()
    {
        string file = Create("a.json");

        PathInput input = Assert.IsType<PathInput>(Single("a.json"));
        Assert.Equal(file, input.FullPath);
        Assert.True(input.IsExplicit);
    }

    [Fact]
    public void A_wildcard_gives_what_it_matches_and_names_nothing_by_itself()
    {
        Create("a.json");
        Create("b.json");
        Create("c.yaml");

        EstateInput[] inputs = [.. PipelineObject.Read("*.json", paths)];

        Assert.Equal(["a.json", "b.json"], inputs.Select(static input => Path.GetFileName(((PathInput)input).FullPath)).Order(StringComparer.Ordinal));
        Assert.All(inputs, static input => Assert.False(((PathInput)input).IsExplicit));
    }

    [Fact]
    public void A_literal_path_may_hold_the_signs_of_wildcards()
    {
        string file = Create("a[1].json");

        Assert.Equal(file, paths.ResolveLiteral("a[1].json").FullPath);
    }

    [Theory]
    [InlineData("nothing.json", "AciPathNotFound")]
    [InlineData("*.nothing", "AciPathNotFound")]
    [InlineData("nodrive:/a.json", "AciPathNotFound")]
    [InlineData("env:/PATH", "AciPathNotFileSystem")]
    [InlineData("variable:p*", "AciPathNotFileSystem")]
    [InlineData(" ", "AciPathInvalid")]
    [InlineData("{ \"a\": 1 }", "AciPathInvalid")]
    [InlineData("[1]", "AciPathInvalid")]
    [InlineData("name: a\npassword: b", "AciPathInvalid")]
    public void What_is_no_path_of_a_file_is_refused(string text, string id)
    {
        Assert.Equal(id, Refusal(text).Id);
    }

    [Fact]
    public void The_content_of_a_file_is_never_quoted()
    {
        Create("web.json", "{\n\"value\": \"hunter2-example\"\n}");
        using var shell = PowerShell.Create(runspace);
        string[] lines = File.ReadAllLines(Path.Combine(folder, "web.json"));
        foreach ((string line, int number) in lines.Select(static (line, index) => (line, index + 1)))
        {
            var item = new PSObject(line);
            item.Properties.Add(new PSNoteProperty("PSPath", "web.json"));
            item.Properties.Add(new PSNoteProperty("ReadCount", (long)number));

            AciProblem problem = Assert.Throws<AciProblemException>(() => PipelineObject.Read(item, paths).ToArray()).Problem;
            Assert.DoesNotContain("hunter2", problem.Message + problem.Target, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Files_are_taken_as_they_are()
    {
        string file = Create("a[1].json");

        Assert.Equal(file, Assert.IsType<PathInput>(Single(new FileInfo(file))).FullPath);
    }

    [Fact]
    public void A_group_of_this_module_stays_what_it_is()
    {
        var group = new AciContainerGroup { Name = "web" };

        Assert.Same(group, Assert.IsType<GroupInput>(Single(group)).Group);
    }

    [Fact]
    public void A_model_of_an_Az_module_gives_its_own_JSON()
    {
        ObjectInput input = Assert.IsType<ObjectInput>(Single(new Microsoft.Azure.Stand.In.JsonGroup("{\"name\":\"web\"}")));

        Assert.Equal("{\"name\":\"web\"}", input.Json);
        Assert.Equal("Microsoft.Azure.Stand.In.JsonGroup", input.TypeName);
    }

    [Fact]
    public void A_stored_object_is_read_by_its_properties_under_its_old_name()
    {
        string text = PSSerializer.Serialize(new AciContainerGroup { Name = "web", Zone = ["1"] }, 5);
        ObjectInput input = Assert.IsType<ObjectInput>(Single(PSSerializer.Deserialize(text)));

        Assert.Equal("Deserialized.AciSecMon.AciContainerGroup", input.TypeName);
        var tree = Assert.IsType<Dictionary<string, object?>>(input.Tree);
        Assert.Equal("web", tree["Name"]);
        Assert.Equal(["1"], (List<object?>)tree["Zone"]!);
    }

    [Fact]
    public void A_list_gives_each_of_its_items()
    {
        Assert.Equal(2, PipelineObject.Read(new PSObject(new object[] { new AciContainerGroup(), new AciContainerGroup() }), paths).Count());
    }

    [Fact]
    public void What_describes_no_container_group_is_refused_by_its_type()
    {
        AciProblem problem = Refusal(42);

        Assert.Equal("AciNotAContainerGroup", problem.Id);
        Assert.Contains("System.Int32", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_named_or_walked_before_is_not_read_again()
    {
        string file = Create("a.json");
        string below = Directory.CreateDirectory(Path.Combine(folder, "sub")).FullName;
        var seen = new SeenPaths();

        Assert.True(seen.Add(file));
        Assert.False(seen.Add(file));
        Assert.True(seen.Add(below));
        Assert.False(seen.Add(Path.Combine(below, "b.json")));
        Assert.True(seen.Add(folder + "/subway.json"));
    }

    private string Create(string name, string content = "{}")
    {
        string file = Path.Combine(folder, name);
        File.WriteAllText(file, content);
        return file;
    }

    private EstateInput Single(object item) => Assert.Single(PipelineObject.Read(PSObject.AsPSObject(item), paths));

    private AciProblem Refusal(object item) => Assert.Throws<AciProblemException>(() => PipelineObject.Read(PSObject.AsPSObject(item), paths).ToArray()).Problem;
}
