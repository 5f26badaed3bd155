using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Tests.Support;

namespace AciSecMon.Assessment.Tests.Estate;

public sealed class EstateReaderTests : IDisposable
{
    private const string Unclosed = "{ \"type\": \"Microsoft.ContainerInstance/containerGroups\", ";

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_folder_is_walked_in_a_fixed_order_without_hidden_folders_packages_and_build_output()
    {
        foreach (string path in (string[])["b.json", "a.yaml", "sub/c.json", "another/d.jsonc", ".hidden/x.json", "node_modules/x.json", "bin/x.json", "obj/x.json", "a.txt"])
        {
            folder.Write(path, Deployment(System.IO.Path.GetFileNameWithoutExtension(path)));
        }

        List<EstateRead> reads = await ReadAsync(folder.Path);

        Assert.Equal(["a", "b", "d", "c"], reads.SelectMany(static r => r.Part!.Groups).Select(static g => g.Group.DisplayName));
    }

    [Fact]
    public async Task A_link_that_leads_back_up_is_not_followed()
    {
        folder.Write("sub/a.json", Deployment("a"));
        Directory.CreateSymbolicLink(folder.PathOf("sub/up"), folder.Path);

        List<EstateRead> reads = await ReadAsync(folder.Path);

        Assert.Equal("a", Assert.Single(reads.SelectMany(static r => r.Part?.Groups ?? [])).Group.DisplayName);
        Assert.Contains("link", Assert.Single(reads, static r => r.Part is null).PassedOver, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_to_nothing_is_passed_over_where_it_was_met()
    {
        File.CreateSymbolicLink(folder.PathOf("gone.json"), folder.PathOf("nowhere.json"));
        File.CreateSymbolicLink(folder.PathOf("itself.json"), folder.PathOf("itself.json"));

        List<EstateRead> reads = await ReadAsync(folder.Path);

        Assert.NotNull(Assert.Single(reads, static r => r.Source.Path!.EndsWith("gone.json", StringComparison.Ordinal)).PassedOver);
        Assert.Equal(2, reads.Count);
    }

    [Fact]
    public async Task Files_without_container_groups_are_passed_over_with_the_reason()
    {
        folder.Write("package.json", """{ "name": "x" }""");
        folder.Write("vnet.json", """{ "delegations": [ { "serviceName": "Microsoft.ContainerInstance/containerGroups" } ] }""");
        folder.Write("main.parameters.json", """{ "contentVersion": "1.0.0.0", "parameters": { "containers": { "value": [] } } }""");

        List<EstateRead> reads = await ReadAsync(folder.Path);

        Assert.Equal(3, reads.Count);
        Assert.All(reads, static r => Assert.True(r.Part is null && r.Problems.Count == 0 && r.PassedOver is not null));
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_a_problem()
    {
        EstateRead read = Assert.Single(await ReadAsync(folder.PathOf("missing.json")));

        Assert.Equal(AciProblemKind.NotFound, Assert.Single(read.Problems).Kind);
    }

    [Fact]
    public async Task A_folder_with_nothing_to_read_is_a_problem_so_that_no_gate_passes_on_it()
    {
        folder.Write("readme.md", "nothing");

        Assert.Equal("AciFolderEmpty", Assert.Single(Assert.Single(await ReadAsync(folder.Path)).Problems).Id);
    }

    [Fact]
    public async Task A_broken_file_that_was_named_is_a_problem_with_its_position()
    {
        AciProblem problem = Assert.Single(Assert.Single(await ReadAsync(folder.Write("x.json", "{\n  \"a\": oops }"))).Problems);

        Assert.Equal("AciDocumentInvalid", problem.Id);
        Assert.Equal(2, problem.Location!.Line);
        Assert.DoesNotContain("oops", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_file_that_was_met_is_a_problem_only_where_it_speaks_of_container_groups()
    {
        folder.Write("a.json", "{ \"containers\": oops");
        folder.Write("b.json", Unclosed);
        folder.Write("c.json", Deployment("c"));

        List<EstateRead> reads = await ReadAsync(folder.Path);

        Assert.NotNull(reads[0].PassedOver);
        Assert.Equal("AciDocumentInvalid", Assert.Single(reads[1].Problems).Id);
        Assert.NotNull(reads[2].Part);
    }

    [Fact]
    public async Task A_binary_file_is_a_problem_where_it_was_named_and_passed_over_where_it_was_met()
    {
        string path = folder.PathOf("x.json");
        await File.WriteAllBytesAsync(path, [1, 0, 2, 0, 0, 3], Cancellation);

        Assert.Equal("AciDocumentBinary", Assert.Single(Assert.Single(await ReadAsync(path)).Problems).Id);
        Assert.NotNull(Assert.Single(await ReadAsync(folder.Path)).PassedOver);
    }

    [Fact]
    public async Task A_file_beyond_the_limit_is_a_problem_where_it_was_named_or_speaks_of_container_groups()
    {
        string path = folder.PathOf("x.json");
        await using (FileStream stream = File.Create(path)) stream.SetLength(100_000_000);

        Assert.Equal(AciProblemKind.LimitExceeded, Assert.Single(Assert.Single(await ReadAsync(path)).Problems).Kind);
        Assert.NotNull(Assert.Single(await ReadAsync(folder.Path)).PassedOver);

        await File.AppendAllTextAsync(path, "microsoft.containerinstance", Cancellation);
        Assert.Equal(AciProblemKind.LimitExceeded, Assert.Single(Assert.Single(await ReadAsync(folder.Path)).Problems).Kind);
    }

    [Fact]
    public async Task A_name_that_lies_across_two_reads_of_a_large_file_is_found()
    {
        string path = folder.PathOf("x.json");
        await File.WriteAllTextAsync(path, new string(' ', (1 << 20) - 5) + "Microsoft.ContainerInstance", Cancellation);

        Assert.True(await Mentions.ProviderInFileAsync(path, Cancellation));
    }

    [Fact]
    public async Task A_Bicep_file_with_container_groups_leaves_a_gap_and_one_without_does_not()
    {
        folder.Write("group.bicep", "param name string\nresource g 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = {\n");
        folder.Write("module.bicep", "module g 'br/public:avm/res/container-instance/container-group:0.6.0' = {\n");
        folder.Write("subnet.bicep", "serviceName: 'Microsoft.ContainerInstance/containerGroups'");

        List<EstateRead> reads = await ReadAsync(folder.Path);

        UnresolvedCause gap = Assert.Single(reads[0].Part!.Gaps);
        Assert.Equal(CauseKind.BicepSource, gap.Kind);
        Assert.Equal((2, 13), (gap.Location.Line, gap.Location.Column));
        Assert.Equal(CauseKind.BicepSource, Assert.Single(reads[1].Part!.Gaps).Kind);
        Assert.NotNull(reads[2].PassedOver);
    }

    [Theory]
    [InlineData("""{ "changes": [ { "changeType": "Create", "resourceId": "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerInstance/containerGroups/a" } ] }""", UnreadShapes.WhatIf)]
    [InlineData("""{ "format_version": "1.2", "resource_changes": [ { "type": "azurerm_container_group", "change": {} } ] }""", UnreadShapes.Terraform)]
    public async Task A_shape_that_is_not_read_yet_leaves_a_gap(string json, string text)
    {
        EstateRead read = Assert.Single(await ReadAsync(folder.Write("x.json", json)));

        Assert.Equal(text, Assert.Single(read.Part!.Gaps).Text);
    }

    [Fact]
    public async Task A_template_with_a_linked_template_leaves_a_gap_where_it_was_named()
    {
        string path = folder.Write("main.json", Template("""{ "type": "Microsoft.Resources/deployments", "apiVersion": "2022-09-01", "name": "more", "properties": { "templateLink": { "uri": "https://example.org/containers.json" } } }"""));

        Assert.Equal(CauseKind.LinkedTemplate, Assert.Single(Assert.Single(await ReadAsync(path)).Part!.Gaps).Kind);
        Assert.NotNull(Assert.Single(await ReadAsync(folder.Path)).PassedOver);
    }

    [Theory]
    [InlineData("""{ "template": TEMPLATE }""")]
    [InlineData("""{ "properties": { "mode": "Incremental", "template": TEMPLATE } }""")]
    [InlineData("""{ "properties": { "mainTemplate": TEMPLATE } }""")]
    public async Task A_template_is_read_in_its_wrappings(string wrapping)
    {
        string path = folder.Write("x.json", wrapping.Replace("TEMPLATE", Template(Group("[concat('a', 'b')]")), StringComparison.Ordinal));

        ContainerGroup group = Assert.Single(Assert.Single(await ReadAsync(path)).Part!.Groups).Group;
        Assert.Equal("ab", group.DisplayName);
        Assert.Equal(AciSourceKind.Template, group.Shape);
    }

    [Fact]
    public async Task A_template_is_read_once_with_each_of_its_parameter_files()
    {
        string path = folder.Write("main.json", ParameterisedTemplate);
        folder.Write("main.parameters.json", ParameterFile("prod"));
        folder.Write("main.dev.parameters.json", ParameterFile("dev"));
        folder.Write("main.copy.parameters.json", ParameterFile("dev"));
        folder.Write("elsewhere.parameters.json", ParameterFile("other"));
        folder.Write("linking-params.json", ParameterFile("linked", template: "./main.json"));

        List<EstateRead> reads = await ReadAsync(path);

        Assert.Equal(["linked", "dev", "prod"], reads.Select(static r => r.Part!.Groups[0].Group.DisplayName).Order(Comparer<string>.Create(static (a, b) => Rank(a) - Rank(b))));
        Assert.All(reads, static r => Assert.NotNull(r.Part!.Template!.ParameterFile));

        static int Rank(string name) => Array.IndexOf(["linked", "dev", "prod"], name);
    }

    [Fact]
    public async Task A_template_without_parameter_files_is_read_with_its_defaults()
    {
        ContainerGroup group = Assert.Single(await ReadAsync(folder.Write("main.json", ParameterisedTemplate))).Part!.Groups[0].Group;

        Assert.Equal("default", group.DisplayName);
    }

    [Fact]
    public async Task Parameter_files_that_were_asked_for_take_the_place_of_those_beside_the_template()
    {
        string path = folder.Write("main.json", ParameterisedTemplate);
        folder.Write("main.parameters.json", ParameterFile("beside"));
        string asked = folder.Write("given/values.json", """{ "name": "asked" }""");

        EstateRead read = Assert.Single(await ReadAsync(path, new ReadOptions { ParameterFile = [asked] }));

        Assert.Equal("asked", read.Part!.Groups[0].Group.DisplayName);
    }

    [Fact]
    public async Task A_parameter_file_that_is_missing_is_a_problem_and_the_template_is_not_judged_by_other_values()
    {
        string path = folder.Write("main.json", ParameterisedTemplate);

        EstateRead read = Assert.Single(await ReadAsync(path, new ReadOptions { ParameterFile = [folder.PathOf("missing.json")] }));

        Assert.Null(read.Part);
        Assert.Equal(AciProblemKind.NotFound, Assert.Single(read.Problems).Kind);
    }

    [Fact]
    public async Task A_parameter_file_that_is_missing_is_told_once_for_a_folder()
    {
        folder.Write("a.json", ParameterisedTemplate);
        folder.Write("b.json", ParameterisedTemplate);

        List<EstateRead> reads = await ReadAsync(folder.Path, new ReadOptions { ParameterFile = [folder.PathOf("missing.json")] });

        Assert.Single(reads.SelectMany(static r => r.Problems));
        Assert.All(reads, static r => Assert.Null(r.Part));
    }

    [Fact]
    public async Task A_broken_parameter_file_beside_the_template_is_a_problem_and_the_template_is_still_read()
    {
        string path = folder.Write("main.json", ParameterisedTemplate);
        folder.Write("main.parameters.json", "{ oops");

        List<EstateRead> reads = await ReadAsync(path);

        Assert.Equal("AciDocumentInvalid", Assert.Single(reads[0].Problems).Id);
        Assert.Equal("default", reads[1].Part!.Groups[0].Group.DisplayName);
    }

    [Fact]
    public async Task A_parameter_file_that_points_elsewhere_brings_its_template()
    {
        folder.Write("templates/main.json", ParameterisedTemplate);
        string path = folder.Write("environments/prod.json", ParameterFile("prod", template: "../templates/main.json"));

        EstateRead read = Assert.Single(await ReadAsync(path));

        Assert.Equal("prod", read.Part!.Groups[0].Group.DisplayName);
        Assert.Equal(folder.PathOf("templates/main.json"), read.Source.Path);
    }

    [Fact]
    public async Task A_template_brings_its_other_resources_as_neighbours()
    {
        string path = folder.Write("main.json", Template(Group("a") + """, { "type": "Microsoft.ContainerRegistry/registries", "apiVersion": "2023-07-01", "name": "[toLower('ACR')]", "properties": { "adminUserEnabled": true } }"""));

        Neighbour registry = Assert.Single(Assert.Single(await ReadAsync(path)).Part!.Neighbours);

        Assert.Equal("Microsoft.ContainerRegistry/registries", registry.Type);
        Assert.Equal("acr", registry.Name.AsText());
        Assert.True(registry.Resource["properties"]["adminUserEnabled"].AsBoolean());
    }

    [Fact]
    public async Task Conditions_of_a_template_give_its_group_several_forms()
    {
        string template = """
            {
              "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
              "parameters": { "isPrivate": { "type": "bool" } },
              "resources": [ { "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2023-05-01", "name": "a", "properties": {
                "containers": [], "ipAddress": { "type": "[if(parameters('isPrivate'), 'Private', 'Public')]", "ports": [] } } } ]
            }
            """;

        GroupEntry entry = Assert.Single(Assert.Single(await ReadAsync(folder.Write("main.json", template))).Part!.Groups);

        Assert.Equal(["Private", "Public"], entry.Variants.Select(static v => v.Group.IpAddress.Type.AsText()));
    }

    [Fact]
    public async Task The_scope_that_was_given_is_the_scope_of_groups_without_an_id()
    {
        var options = new ReadOptions { Scope = "/subscriptions/s/resourceGroups/g" };

        EstateRead template = Assert.Single(await ReadAsync(folder.Write("main.json", Template(Group("[resourceGroup().name]"))), options));
        EstateRead deployment = Assert.Single(await ReadAsync(folder.Write("a.json", Deployment("a")), options));

        Assert.Equal("/subscriptions/s/resourceGroups/g", template.Part!.Groups[0].Group.Scope);
        Assert.Equal("g", template.Part.Groups[0].Group.DisplayName);
        Assert.Equal("/subscriptions/s/resourceGroups/g", deployment.Part!.Groups[0].Group.Scope);
    }

    [Fact]
    public async Task An_object_that_is_no_group_is_a_problem_that_names_its_type()
    {
        AciProblem problem = Assert.Single(Assert.Single(await ReadAsync(new ObjectInput { Tree = new Dictionary<string, object?> { ["Length"] = 3L }, TypeName = "System.Banana" })).Problems);

        Assert.Equal("AciNotAContainerGroup", problem.Id);
        Assert.Contains("System.Banana", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_whose_own_JSON_is_broken_is_a_problem()
    {
        EstateRead read = Assert.Single(await ReadAsync(new ObjectInput { Json = "{ \"secret\": hunter2", TypeName = "X" }));

        AciProblem problem = Assert.Single(read.Problems);
        Assert.Equal("AciObjectInvalid", problem.Id);
        Assert.DoesNotContain("hunter2", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_that_is_a_template_is_read_as_one()
    {
        object? tree = ShapeRenderer.ToTree(JsonNode.Parse(ParameterisedTemplate));

        Assert.Equal("default", Assert.Single(await ReadAsync(new ObjectInput { Tree = tree })).Part!.Groups[0].Group.DisplayName);
    }

    [Fact]
    public async Task Work_that_was_cancelled_stops()
    {
        folder.Write("a.json", Deployment("a"));
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (EstateRead _ in EstateReader.ReadAsync(new PathInput { FullPath = folder.Path }, new ReadOptions(), stop.Token))
            {
            }
        });
    }

    [Fact]
    public async Task Many_resources_deep_in_a_recorded_file_are_found_in_order()
    {
        var bodies = new JsonArray([.. Enumerable.Range(0, 3).Select(static i => new JsonObject
        {
            ["response"] = new JsonObject { ["body"] = new JsonObject { ["value"] = new JsonArray(new JsonObject
            {
                ["id"] = $"/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerInstance/containerGroups/g{i}", ["name"] = $"g{i}", ["properties"] = new JsonObject(),
            }) } },
        })]);
        string path = folder.Write("recorded.json", new JsonObject { ["interactions"] = bodies, ["scope"] = "/x/containerGroups/y" }.ToJsonString());

        Assert.Equal(["g0", "g1", "g2"], Assert.Single(await ReadAsync(path)).Part!.Groups.Select(static g => g.Group.DisplayName));
    }

    [Fact]
    public async Task A_mention_of_a_group_deep_in_a_file_is_no_group()
    {
        string path = folder.Write("alert.json", """{ "properties": { "resource": { "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerInstance/containerGroups/a", "type": "Microsoft.ContainerInstance/containerGroups" } } }""");

        Assert.NotNull(Assert.Single(await ReadAsync(path)).PassedOver);
    }

    private static string ParameterisedTemplate =>
        """
        {
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#", "contentVersion": "1.0.0.0",
          "parameters": { "name": { "type": "string", "defaultValue": "default" } },
          "resources": [ { "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2023-05-01", "name": "[parameters('name')]", "properties": { "containers": [] } } ]
        }
        """;

    private static string ParameterFile(string name, string? template = null) => new JsonObject
    {
        ["$schema"] = "https://schema.management.azure.com/schemas/2019-04-01/deploymentParameters.json#",
        ["contentVersion"] = "1.0.0.0",
        ["metadata"] = template is null ? null : new JsonObject { ["template"] = template },
        ["parameters"] = new JsonObject { ["name"] = new JsonObject { ["value"] = name } },
    }.ToJsonString();

    private static string Group(string name) =>
        $$"""{ "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2023-05-01", "name": "{{name}}", "properties": { "containers": [] } }""";

    private static string Deployment(string name) => Group(name);

    private static string Template(string resources) => ShapeRenderer.Template(JsonNode.Parse($"[{resources}]")!).ToJsonString();

    private static Task<List<EstateRead>> ReadAsync(string path, ReadOptions? options = null) => ReadAsync(new PathInput { FullPath = path }, options);

    private static async Task<List<EstateRead>> ReadAsync(EstateInput input, ReadOptions? options = null)
    {
        List<EstateRead> reads = [];
        await foreach (EstateRead read in EstateReader.ReadAsync(input, options ?? new ReadOptions(), Cancellation)) reads.Add(read);
        return reads;
    }
}
