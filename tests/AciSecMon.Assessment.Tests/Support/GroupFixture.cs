using System.Text.Json.Nodes;
using AciSecMon.Assessment.Estate;

namespace AciSecMon.Assessment.Tests.Support;

/// <summary>
/// A container group written once, in Resource Manager's form, and read in any shape:
/// <c>GroupFixture.FromProperties("""{ "ipAddress": { "type": "Public" } }""").In(shape)</c>.
/// </summary>
internal sealed class GroupFixture
{
    public const string GroupName = "shop";
    public const string ResourceGroupId = "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg-shop";

    private readonly JsonObject resource;

    private GroupFixture(JsonObject resource) => this.resource = resource;

    /// <summary>A group that fills every slot that matters to security, with an init container. See <see cref="CompleteGroup"/>.</summary>
    public static GroupFixture Complete => FromResource(CompleteGroup.Json);

    /// <summary>The resource in Resource Manager's form, secrets included.</summary>
    public string Json => resource.ToJsonString();

    /// <summary>A whole resource, taken as it is.</summary>
    public static GroupFixture FromResource(string json) => new(JsonNode.Parse(json)!.AsObject());

    /// <summary>A group with these properties. A container <c>web</c> and the operating system are filled in where they are not among them.</summary>
    public static GroupFixture FromProperties(string json)
    {
        JsonObject properties = JsonNode.Parse(json)!.AsObject();
        properties.TryAdd("osType", "Linux");
        properties.TryAdd("containers", JsonNode.Parse(
            """[ { "name": "web", "properties": { "image": "mcr.microsoft.com/azuredocs/aci-helloworld:1.0.4", "resources": { "requests": { "cpu": 1, "memoryInGB": 1.5 } } } } ]"""));
        return new(new JsonObject
        {
            ["type"] = "Microsoft.ContainerInstance/containerGroups",
            ["apiVersion"] = "2025-09-01",
            ["name"] = GroupName,
            ["location"] = "westeurope",
            ["properties"] = properties,
        });
    }

    /// <summary>A group whose only container, <c>web</c>, has these properties. The image is filled in where it is not among them.</summary>
    public static GroupFixture FromContainer(string propertiesJson) =>
        FromProperties(new JsonObject { ["containers"] = new JsonArray(ContainerOf("web", propertiesJson)) }.ToJsonString());

    /// <summary>A group whose only init container, <c>setup</c>, has these properties, beside an ordinary container.</summary>
    public static GroupFixture FromInitContainer(string propertiesJson) =>
        FromProperties(new JsonObject { ["initContainers"] = new JsonArray(ContainerOf("setup", propertiesJson)) }.ToJsonString());

    /// <summary>The same group with another value at a path of property names, such as <c>identity</c> or <c>properties.sku</c>.</summary>
    public GroupFixture With(string path, string json)
    {
        JsonObject copy = resource.DeepClone().AsObject();
        string[] names = path.Split('.');
        JsonObject at = copy;
        foreach (string name in names[..^1])
        {
            if (at[name] is not JsonObject) at[name] = new JsonObject();
            at = at[name]!.AsObject();
        }

        at[names[^1]] = JsonNode.Parse(json);
        return new(copy);
    }

    /// <summary>The same group without what stands at a path of property names.</summary>
    public GroupFixture Without(string path)
    {
        JsonObject copy = resource.DeepClone().AsObject();
        string[] names = path.Split('.');
        JsonNode? at = copy;
        foreach (string name in names[..^1]) at = at?[name];
        (at as JsonObject)?.Remove(names[^1]);
        return new(copy);
    }

    /// <summary>The group as the readers see it in that shape.</summary>
    public ContainerGroup In(Shape shape) => Fixtures.Read(shape, Json);

    /// <summary>What the readers make of the source in that shape: the group, its neighbours and facts.</summary>
    public EstatePart PartIn(Shape shape) => Fixtures.ReadPart(shape, Json);

    /// <summary>The group in every shape.</summary>
    public IEnumerable<(Shape Shape, ContainerGroup Group)> InEveryShape() => Shapes.All.Select(shape => (shape, In(shape)));

    private static JsonObject ContainerOf(string name, string propertiesJson)
    {
        JsonObject properties = JsonNode.Parse(propertiesJson)!.AsObject();
        properties.TryAdd("image", "mcr.microsoft.com/azuredocs/aci-helloworld:1.0.4");
        return new JsonObject { ["name"] = name, ["properties"] = properties };
    }
}
