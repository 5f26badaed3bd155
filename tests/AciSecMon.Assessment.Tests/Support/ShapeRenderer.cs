using System.Text.Json;
using System.Text.Json.Nodes;

namespace AciSecMon.Assessment.Tests.Support;

/// <summary>A group as a source of some shape: a text for a file, or an object of the pipeline.</summary>
/// <param name="Text">The text; null for an object that is a tree.</param>
/// <param name="Tree">The tree; null for a text.</param>
/// <param name="TypeName">Type name of an object; null for a file.</param>
/// <param name="Extension">File extension of a text.</param>
internal sealed record RenderedShape(string? Text, object? Tree = null, string? TypeName = null, string Extension = ".json");

/// <summary>Writes a resource in each shape, as people, tools and the service do.</summary>
internal static class ShapeRenderer
{
    private const string ResourceType = "Microsoft.ContainerInstance/containerGroups";
    private const string AzModel = "Microsoft.Azure.PowerShell.Cmdlets.ContainerInstance.Models.ContainerGroup";
    private const string AzModelOfGeneration3 = "Microsoft.Azure.PowerShell.Cmdlets.ContainerInstance.Models.Api20210301.ContainerGroup";

    private static readonly string[] LeftOutOfLists = ["ipAddress", "restartPolicy", "instanceView"];

    public static RenderedShape Render(Shape shape, JsonObject sent)
    {
        JsonObject view = ServiceView.Of(sent);
        return shape switch
        {
            Shape.Template => new(Template(new JsonArray(Authored(sent, isTemplate: true))).ToJsonString()),
            Shape.SymbolicTemplate => new(SymbolicTemplate(sent).ToJsonString()),
            Shape.DeploymentYaml => new(YamlText.Of(Authored(sent, isTemplate: false)), Extension: ".yaml"),
            Shape.DeploymentJson => new(Authored(sent, isTemplate: false).ToJsonString()),
            Shape.ExportYaml => new(YamlText.Of(Export(view)), Extension: ".yaml"),
            Shape.ShowCommand => new(CommandLineView.Of(view).ToJsonString()),
            Shape.ListCommand => new(new JsonArray(CommandLineView.Of(Without(view, LeftOutOfLists))).ToJsonString()),
            Shape.GetResponse => new(view.ToJsonString()),
            Shape.ListResponse => new(new JsonObject { ["value"] = new JsonArray(Without(view, LeftOutOfLists)) }.ToJsonString()),
            Shape.GraphRows => new(GraphAnswer(GraphView.WholeRow(view)).ToJsonString()),
            Shape.GraphColumns => new(GraphAnswer(GraphView.Columns(view)).ToJsonString()),
            Shape.AzModule4 => new(null, ToTree(AzModuleView.Of(view, isGeneration3: false)), AzModel),
            Shape.AzModule3 => new(null, ToTree(AzModuleView.Of(view, isGeneration3: true)), AzModelOfGeneration3),
            Shape.AzModuleJson => new(view.ToJsonString(), TypeName: AzModel),
            Shape.ObjectTree => new(null, ToTree(view), "System.Management.Automation.PSCustomObject"),
            _ => throw new ArgumentOutOfRangeException(nameof(shape)),
        };
    }

    /// <summary>A template with these resources and nothing else.</summary>
    public static JsonObject Template(JsonNode resources) => new()
    {
        ["$schema"] = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
        ["contentVersion"] = "1.0.0.0",
        ["resources"] = resources,
    };

    /// <summary>The tree of framework types that a pipeline object is reduced to.</summary>
    public static object? ToTree(JsonNode? node) => node switch
    {
        null => null,
        JsonObject members => members.ToDictionary(static m => m.Key, static m => ToTree(m.Value)),
        JsonArray items => items.Select(ToTree).ToList(),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        JsonValue value => value.TryGetValue(out long whole) ? (object)whole : JsonSerializer.Deserialize<double>(value),
        _ => throw new InvalidOperationException("A JSON node is an object, an array or a value."),
    };

    private static JsonObject SymbolicTemplate(JsonObject sent)
    {
        JsonObject template = Template(new JsonObject { ["group"] = Authored(sent, isTemplate: true) });
        template["languageVersion"] = "2.0";
        return template;
    }

    // Literal text that begins like an expression is escaped in a template.
    private static JsonObject Authored(JsonObject sent, bool isTemplate)
    {
        JsonObject resource = sent.DeepClone().AsObject();
        resource.Remove("id");
        resource.TryAdd("type", ResourceType);
        resource.TryAdd("apiVersion", "2025-09-01");
        return (isTemplate ? Escaped(resource) : resource)!.AsObject();
    }

    private static JsonNode? Escaped(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(static m => KeyValuePair.Create(m.Key, Escaped(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Escaped)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().StartsWith('[') => "[" + value.GetValue<string>(),
        _ => node?.DeepClone(),
    };

    private static JsonObject Without(JsonObject resource, params ReadOnlySpan<string> properties)
    {
        JsonObject copy = resource.DeepClone().AsObject();
        foreach (string name in properties) (copy["properties"] as JsonObject)?.Remove(name);
        return copy;
    }

    private static JsonObject Export(JsonObject view)
    {
        JsonObject export = Without(view, "instanceView", "provisioningState");
        export.Remove("id");
        export["apiVersion"] = "2023-05-01";
        export["additional_properties"] = new JsonObject();
        if (export["properties"] is JsonObject properties) properties["isCustomProvisioningTimeout"] = false;
        if (export["identity"] is JsonObject identity && identity["userAssignedIdentities"] is { } assigned)
        {
            identity.Remove("userAssignedIdentities");
            identity["user_assigned_identities"] = assigned;
        }

        return Sorted(export)!.AsObject();
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.OrderBy(static m => m.Key, StringComparer.Ordinal).Select(static m => KeyValuePair.Create(m.Key, Sorted(m.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static JsonObject GraphAnswer(JsonObject row) => new()
    {
        ["count"] = 1,
        ["data"] = new JsonArray(row),
        ["skip_token"] = null,
        ["total_records"] = 1,
    };
}
