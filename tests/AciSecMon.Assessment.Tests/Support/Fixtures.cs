using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Templates;

namespace AciSecMon.Assessment.Tests.Support;

/// <summary>Reads a group in any shape through the real readers.</summary>
internal static class Fixtures
{
    /// <summary>The only group of a resource, written in a shape and read from it.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="armJson">The resource in Resource Manager's form, secrets included; shapes in which the service answers leave them out as it does.</param>
    public static ContainerGroup Read(Shape shape, string armJson) => Assert.Single(ReadPart(shape, armJson).Groups).Group;

    /// <summary>What the readers make of a resource that is written in a shape.</summary>
    public static EstatePart ReadPart(Shape shape, string armJson)
    {
        RenderedShape rendered = ShapeRenderer.Render(shape, JsonNode.Parse(armJson)!.AsObject());
        if (rendered.TypeName is not null) return ReadObject(rendered);
        return shape is Shape.Template or Shape.SymbolicTemplate ? ReadTemplate(rendered.Text!) : ReadFile("shop" + rendered.Extension, rendered.Text!);
    }

    /// <summary>What the readers make of a template, without a parameter file.</summary>
    public static EstatePart ReadTemplate(string json)
    {
        var file = new SourceFile("shop.json", "shop.json");
        Document document = JsonDocumentReader.Read(file, json);
        var expansion = new TemplateExpansion { Resources = [.. LiteralResources(document.Root["resources"])], Parameters = [], Outputs = [], Gaps = [] };
        return TemplateEstate.ToPart(document, expansion, string.Empty) ?? throw new InvalidOperationException("The template holds no container group.");
    }

    /// <summary>What the readers make of a file that is no template.</summary>
    public static EstatePart ReadFile(string name, string text)
    {
        var file = new SourceFile(name, name);
        DocumentRead read = DocumentReader.Read(new SourceText(file, text, null));
        Assert.Null(read.Problem);
        return DocumentEstate.Read(file, read.Documents, string.Empty) ?? throw new InvalidOperationException("The file holds no container group.");
    }

    private static EstatePart ReadObject(RenderedShape rendered)
    {
        var source = new SourceFile(null, rendered.TypeName!);
        Document document = rendered.Text is { } json
            ? JsonDocumentReader.Read(source, json)
            : new Document(source, ValueTree.From(rendered.Tree, source), [], IsYaml: false);
        return DocumentEstate.Read(source, [document], string.Empty, rendered.TypeName) ?? throw new InvalidOperationException("The object is no container group.");
    }

    // Takes resources as literals until templates are expanded.
    private static IEnumerable<TemplateResource> LiteralResources(Value resources)
    {
        IEnumerable<Value> all = resources is ObjectValue symbolic ? symbolic.Properties.Select(static p => p.Value) : resources.Items;
        foreach (ObjectValue body in all.OfType<ObjectValue>())
        {
            yield return new TemplateResource { Type = body["type"].AsText()!, Name = body["name"], ApiVersion = body["apiVersion"], Body = body, Location = body.Location };
        }
    }
}
