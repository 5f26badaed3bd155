using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Tests.Support;
using CsCheck;

namespace AciSecMon.Assessment.Tests.Estate;

/// <summary>One group, written once and read in every shape, is the same group.</summary>
public sealed class EveryShapeTests
{
    // What only the service knows, or only some shapes carry by their nature.
    private static readonly string[] NotCompared = ["provisioningState", "instanceView", "isCustomProvisioningTimeout", "apiVersion", "id", "type"];

    private static readonly GroupFixture Sent = GroupFixture.Complete;

    private static readonly GroupFixture Answered = GroupFixture.FromResource(ServiceView.Of(GroupFixture.Complete.Json));

    [Theory, AuthoredShapes]
    public void A_group_that_a_person_wrote_is_read_whole_with_its_secrets(Shape shape) =>
        Assert.Empty(Differences(Direct(Sent), Sent.In(shape), mayBeUnknown: false));

    [Theory, LiveShapes]
    public void A_group_that_the_service_gave_back_is_read_as_far_as_the_shape_carries_it(Shape shape)
    {
        List<string> differences = Differences(Direct(Answered), Sent.In(shape), mayBeUnknown: !Shapes.Whole.Contains(shape));

        // The model of Az.ContainerInstance has no references; what remains is a variable whose value the service keeps to itself, which is true.
        if (shape is Shape.AzModule3 or Shape.AzModule4) differences.RemoveAll(static d => d.Contains(".secureValueReference:", StringComparison.Ordinal));
        Assert.Empty(differences);
    }

    [Theory, EveryShape]
    public void A_group_without_anything_special_is_read_as_far_as_the_shape_carries_it(Shape shape)
    {
        GroupFixture plain = GroupFixture.FromProperties("{}");

        Assert.Empty(Differences(Direct(plain), plain.In(shape), mayBeUnknown: !Shapes.Whole.Contains(shape)));
    }

    [Theory, EveryShape]
    public void Places_are_the_same_in_every_shape(Shape shape) => Assert.Equal(Places(Direct(Sent)), Places(Sent.In(shape)));

    [Theory, EveryShape]
    public void The_source_kind_tells_the_shape(Shape shape) => Assert.Equal(Shapes.KindOf(shape), Sent.In(shape).Shape);

    [Theory, EveryShape]
    public void A_known_group_has_no_unknown_properties(Shape shape) =>
        Assert.Empty(Sent.In(shape).UnknownProperties.Select(static p => p.Place.ToString()));

    [Theory, LiveShapes]
    public void No_secret_comes_back_from_the_service(Shape shape)
    {
        ContainerGroup group = Sent.In(shape);

        Assert.DoesNotContain(Literals(group.Resource), static text => text.Contains(CompleteGroup.Secret, StringComparison.Ordinal));
    }

    [Theory, WholeShapes]
    public void A_property_of_a_newer_version_is_reported(Shape shape)
    {
        // Az.ContainerInstance gives no property that it does not know.
        ContainerGroup group = GroupFixture.FromProperties("""{ "hostNetwork": true }""").In(shape);

        Assert.Equal("hostNetwork", Assert.Single(group.UnknownProperties).Place.ToString());
    }

    [Theory]
    [InlineData(Shape.Template)]
    [InlineData(Shape.SymbolicTemplate)]
    [InlineData(Shape.DeploymentJson)]
    [InlineData(Shape.ShowCommand)]
    [InlineData(Shape.ListCommand)]
    [InlineData(Shape.GetResponse)]
    [InlineData(Shape.ListResponse)]
    [InlineData(Shape.GraphRows)]
    [InlineData(Shape.GraphColumns)]
    [InlineData(Shape.AzModuleJson)]
    public void The_same_source_as_an_object_of_the_pipeline_is_the_same_group(Shape shape)
    {
        RenderedShape rendered = ShapeRenderer.Render(shape, JsonNode.Parse(Sent.Json)!.AsObject());
        var source = new SourceFile(null, "object");
        object? tree = ShapeRenderer.ToTree(JsonNode.Parse(rendered.Text!));
        Document document = new(source, ValueTree.From(tree, source), [], IsYaml: false);
        EstatePart? part = TemplateSource.Find(document) is { } template
            ? TemplateEstate.Read(template, null, isExplicit: true, null, TestContext.Current.CancellationToken).Part
            : DocumentEstate.Read(source, [document], string.Empty, rendered.TypeName ?? "System.Management.Automation.PSCustomObject");

        ContainerGroup group = Assert.Single(part!.Groups).Group;
        Assert.Equal(Shapes.KindOf(shape), group.Shape);
        Assert.Empty(Differences(Sent.In(shape), group, mayBeUnknown: true));
    }

    [Theory]
    [InlineData(Shape.AzModule4)]
    [InlineData(Shape.AzModule3)]
    public void An_Az_object_that_was_written_to_a_file_is_the_same_group(Shape shape)
    {
        JsonObject view = ServiceView.Of(JsonNode.Parse(Sent.Json)!.AsObject());
        string json = new JsonArray(AzModuleView.Of(view, shape == Shape.AzModule3)).ToJsonString();

        ContainerGroup group = Fixtures.ReadFile("groups.json", json).Groups[0].Group;

        Assert.Equal(AciSourceKind.AzModule, group.Shape);
        Assert.Empty(Differences(Sent.In(shape), group, mayBeUnknown: true));
        Assert.Equal(Places(Sent.In(shape)), Places(group));
    }

    [Fact]
    public void Parts_of_an_Az_object_that_were_cut_off_on_the_way_are_read_or_not_known()
    {
        JsonObject model = AzModuleView.Of(ServiceView.Of(JsonNode.Parse(Sent.Json)!.AsObject()), isGeneration3: false);
        model["Container"] = new JsonArray("""{ "name": "web", "properties": { "image": "nginx" } }""", "Microsoft.Azure.Container");
        model["Volume"] = "Microsoft.Azure.Volume Microsoft.Azure.Volume";

        ContainerGroup group = Fixtures.ReadFile("groups.json", model.ToJsonString()).Groups[0].Group;

        Assert.Equal("nginx", group.Containers.Items[0].Image.AsText());
        Assert.True(group.Containers.Items[1].Image.IsUnresolved);
        Assert.True(Assert.Single(group.Volumes.Items).AzureFile.IsUnresolved);
    }

    [Theory, EveryShape]
    public void The_order_of_keys_does_not_matter(Shape shape) =>
        Gen.Int.Sample(
            seed =>
            {
                var shuffled = GroupFixture.FromResource(Shuffled(JsonNode.Parse(Sent.Json), new Random(seed))!.ToJsonString());
                ContainerGroup group = shuffled.In(shape);
                return group.Shape == Shapes.KindOf(shape) && Differences(Sent.In(shape), group, mayBeUnknown: true).Count == 0;
            },
            iter: 20);

    [Theory]
    [InlineData(Shape.ListResponse)]
    [InlineData(Shape.ListCommand)]
    public void What_a_list_leaves_out_is_not_known_and_never_absent(Shape shape)
    {
        ContainerGroup group = GroupFixture.FromProperties("{}").In(shape);

        Assert.True(group.IpAddress.Whole.IsUnresolved);
        Assert.True(group.Properties["restartPolicy"].IsUnresolved);
        Assert.True(group.Properties["instanceView"].IsUnresolved);
        Assert.Equal(CauseKind.NotCarried, ((UnresolvedValue)group.IpAddress.Whole).Causes[0].Kind);
        Assert.True(group.Properties["dnsConfig"].IsMissing);
    }

    [Fact]
    public void What_a_list_does_carry_is_known()
    {
        ContainerGroup group = Fixtures.ReadFile("list.json",
            """
            { "value": [ { "type": "Microsoft.ContainerInstance/containerGroups", "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerInstance/containerGroups/a",
              "name": "a", "properties": { "containers": [], "ipAddress": { "type": "Private" } } } ] }
            """).Groups[0].Group;

        Assert.Equal("Private", group.IpAddress.Type.AsText());
    }

    [Fact]
    public void Enumerations_that_were_lost_are_not_known_and_never_absent()
    {
        ContainerGroup group = Sent.In(Shape.AzModule3);

        Assert.True(group.IpAddress.Type.IsUnresolved);
        Assert.True(group.Properties["osType"].IsUnresolved);
        Assert.True(group.Identity.Type.IsUnresolved);
        Assert.Equal("shop", group.IpAddress.DnsNameLabel.AsText());
    }

    [Theory]
    [InlineData(Shape.AzModule3)]
    [InlineData(Shape.AzModule4)]
    public void A_volume_that_may_be_of_two_kinds_is_of_none_that_is_known(Shape shape)
    {
        ModelList<Volume> volumes = Sent.In(shape).Volumes;

        Assert.Equal("stshop", volumes.Items[0].AzureFile["storageAccountName"].AsText());
        Assert.True(volumes.Items[0].Secret.IsMissing);
        Assert.True(volumes.Items[1].Secret.IsUnresolved);
        Assert.True(volumes.Items[1].AzureFile.IsMissing);
        Assert.True(volumes.Items[3].Secret.IsMissing);
    }

    [Fact]
    public void An_Az_group_that_was_listed_and_not_read_by_name_may_have_an_address()
    {
        JsonObject view = ServiceView.Of(JsonNode.Parse(GroupFixture.FromProperties("{}").Json)!.AsObject());
        view["properties"]!.AsObject().Remove("instanceView");
        JsonObject model = AzModuleView.Of(view, isGeneration3: false);

        var source = new SourceFile(null, "object");
        var document = new Document(source, ValueTree.From(ShapeRenderer.ToTree(model), source), [], IsYaml: false);
        EstatePart part = DocumentEstate.Read(source, [document], string.Empty, "Microsoft.Azure.PowerShell.Cmdlets.ContainerInstance.Models.ContainerGroup")!;

        Assert.True(part.Groups[0].Group.IpAddress.Whole.IsUnresolved);
    }

    [Fact]
    public void A_projected_row_is_known_to_carry_its_columns_and_nothing_else()
    {
        ContainerGroup group = Fixtures.ReadFile("rows.json",
            """
            [ { "id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerInstance/containerGroups/a", "osType": "Linux",
                "properties_ipAddress_type": "", "properties_subnetIds_0_id": "/x/virtualNetworks/v/subnets/s", "ports": [], "ipType": "" } ]
            """).Groups[0].Group;

        Assert.Equal("a", group.DisplayName);
        Assert.Equal("/subscriptions/s/resourceGroups/g", group.Scope);
        Assert.Equal("Linux", group.Properties["osType"].AsText());
        Assert.True(group.IpAddress.Whole.IsMissing);
        Assert.Equal("subnetIds[v/s]", Assert.Single(group.Subnets.Items).Place.ToString());
        Assert.NotNull(group.Subnets.Rest);
        Assert.NotNull(group.Containers.Rest);
        Assert.True(group.Identity.Whole.IsUnresolved);
        Assert.True(group.Tags.IsUnresolved);
    }

    [Fact]
    public void A_graph_answer_in_table_form_is_read_like_one_of_rows()
    {
        ContainerGroup group = Fixtures.ReadFile("table.json",
            """
            { "totalRecords": 1, "data": {
              "columns": [ { "name": "id" }, { "name": "type" }, { "name": "properties" } ],
              "rows": [ [ "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerInstance/containerGroups/a", "microsoft.containerinstance/containergroups", { "osType": "Windows" } ] ] } }
            """).Groups[0].Group;

        Assert.Equal("Windows", group.Properties["osType"].AsText());
        Assert.True(group.IpAddress.Whole.IsMissing);
        Assert.True(group.Properties["instanceView"].IsUnresolved);
    }

    [Fact]
    public void A_deployment_file_may_leave_out_its_type_and_spell_its_version_with_a_hyphen()
    {
        EstatePart part = Fixtures.ReadFile("deploy.yaml",
            """
            api-version: 2021-10-01
            location: westeurope
            name: app
            properties:
              containers:
              - name: app
                properties:
                  image: nginx
                  environmentVariables:
                  - name: KEY
                    secureValue: <your key>
            """);

        ContainerGroup group = part.Groups[0].Group;
        Assert.Equal(AciSourceKind.DeploymentFile, group.Shape);
        Assert.Equal("2021-10-01", group.ApiVersion.AsText());
        Assert.Equal("<your key>", group.Containers.Items[0].EnvironmentVariables.Items[0].SecureValue.AsText());
        Assert.Equal(6, group.Containers.Items[0].Location.Line);
        Assert.Empty(group.UnknownProperties);
    }

    [Fact]
    public void Groups_of_several_yaml_documents_are_all_read()
    {
        const string Document = "apiVersion: '2021-10-01'\nname: NAME\nproperties:\n  containers:\n  - name: c\n    properties:\n      image: nginx\n";
        EstatePart part = Fixtures.ReadFile("many.yaml", Document.Replace("NAME", "a", StringComparison.Ordinal) + "---\n" + Document.Replace("NAME", "b", StringComparison.Ordinal));

        Assert.Equal(["a", "b"], part.Groups.Select(static g => g.Group.DisplayName));
    }

    [Fact]
    public void Expressions_outside_of_a_template_are_not_taken_for_values()
    {
        ContainerGroup group = Fixtures.ReadFile("fragment.json",
            """
            { "type": "Microsoft.ContainerInstance/containerGroups", "apiVersion": "2023-05-01", "name": "[parameters('name')]",
              "properties": { "containers": [ { "name": "c", "properties": { "image": "[concat(variables('r'), '/app')]", "command": [ "[", "-f", "x", "]" ] } } ] } }
            """).Groups[0].Group;

        Assert.Equal("[parameters(...)]", group.DisplayName);
        Assert.True(group.Containers.Items[0].Image.IsUnresolved);
        Assert.Equal(["[", "-f", "x", "]"], group.Containers.Items[0].Command.Items.Select(static w => w.AsText()));
    }

    private static JsonNode? Shuffled(JsonNode? node, Random random) => node switch
    {
        JsonObject members => new JsonObject(Mixed(members, random).Select(m => KeyValuePair.Create(m.Key, Shuffled(m.Value, random)))),
        JsonArray items => new JsonArray([.. items.Select(i => Shuffled(i, random))]),
        _ => node?.DeepClone(),
    };

    private static KeyValuePair<string, JsonNode?>[] Mixed(JsonObject members, Random random)
    {
        KeyValuePair<string, JsonNode?>[] mixed = [.. members];
        random.Shuffle(mixed);
        return mixed;
    }

    private static ContainerGroup Direct(GroupFixture fixture)
    {
        var file = new SourceFile(null, "canonical");
        var resource = (ObjectValue)JsonDocumentReader.Read(file, fixture.Json).Root;
        return ContainerGroupBinder.Bind(resource, new GroupOrigin(AciSubjectType.ContainerGroup, AciSourceKind.Resource, file));
    }

    private static List<string> Differences(ContainerGroup expected, ContainerGroup actual, bool mayBeUnknown)
    {
        List<string> differences = [];
        foreach ((string name, Value left, Value right) in (ReadOnlySpan<(string, Value, Value)>)
            [
                ("name", expected.Name, actual.Name), ("location", expected.Region, actual.Region), ("tags", expected.Tags, actual.Tags),
                ("zones", expected.Zones, actual.Zones), ("identity", expected.Identity.Whole, actual.Identity.Whole),
                ("properties", expected.Properties, actual.Properties),
            ])
        {
            Compare(name, left, right, mayBeUnknown, differences);
        }

        return differences;
    }

    private static void Compare(string path, Value expected, Value actual, bool mayBeUnknown, List<string> differences)
    {
        if (mayBeUnknown && actual.IsUnresolved) return;
        switch (expected)
        {
            case ObjectValue or MissingValue when actual is ObjectValue:
                var left = (expected as ObjectValue ?? ObjectValue.Empty).Properties.Select(static p => p.Name);
                foreach (string name in left.Union(((ObjectValue)actual).Properties.Select(static p => p.Name), StringComparer.OrdinalIgnoreCase))
                {
                    if (!NotCompared.Contains(name)) Compare($"{path}.{name}", expected[name], actual[name], mayBeUnknown, differences);
                }

                break;
            case ArrayValue when actual is ArrayValue && expected.Items.Count == actual.Items.Count:
                for (int i = 0; i < expected.Items.Count; i++) Compare($"{path}[{i}]", expected.Items[i], actual.Items[i], mayBeUnknown, differences);
                break;
            case LiteralValue when expected.AsText() == actual.AsText():
            case MissingValue when actual.IsMissing || actual is ArrayValue { Items.Count: 0 }:
            case ObjectValue { Properties.Count: 0 } when actual.IsMissing && mayBeUnknown:
            case ArrayValue { Items.Count: 0 } when actual.IsMissing:
                break;
            default:
                differences.Add($"{path}: {Describe(expected)} became {Describe(actual)}");
                break;
        }
    }

    private static string Describe(Value value) => value switch
    {
        LiteralValue literal => $"'{literal.Text}'",
        ArrayValue array => $"a list of {array.Items.Count}",
        _ => value.GetType().Name,
    };

    private static string[] Places(ContainerGroup group) =>
    [
        .. group.Containers.Items.Select(static c => c.Place.ToString()),
        .. group.Containers.Items.SelectMany(static c => c.Ports.Items.Select(static p => p.Place.ToString())),
        .. group.Containers.Items.SelectMany(static c => c.EnvironmentVariables.Items.Select(static v => v.Place.ToString())),
        .. group.Volumes.Items.Select(static v => v.Place.ToString()),
        .. group.RegistryCredentials.Items.Select(static c => c.Place.ToString()),
        .. group.Subnets.Items.Select(static s => s.Place.ToString()),
        .. group.Shape is AciSourceKind.CommandLine or AciSourceKind.ResourceList && group.IpAddress.Whole.IsUnresolved
            ? ["ipAddress.ports[443/TCP]", "ipAddress.ports[53/UDP]"]
            : group.IpAddress.Ports.Items.Select(static p => p.Place.ToString()),
    ];

    private static IEnumerable<string> Literals(Value value) => value switch
    {
        ObjectValue known => known.Properties.SelectMany(static p => Literals(p.Value)),
        LiteralValue literal => [literal.Text],
        _ => value.Items.SelectMany(Literals),
    };
}
