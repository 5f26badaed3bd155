using System.Text.Json.Nodes;
using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;
using AciSecMon.Assessment.Templates.Parameters;

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

    /// <summary>What the readers make of a template.</summary>
    public static EstatePart ReadTemplate(string json, string? parametersJson = null)
    {
        Document document = JsonDocumentReader.Read(new SourceFile("shop.json", "shop.json"), json);
        ParameterFile? parameters = parametersJson is null ? null
            : ParameterFile.Read(JsonDocumentReader.Read(new SourceFile("shop.parameters.json", "shop.parameters.json"), parametersJson));
        EstateRead read = TemplateEstate.Read(document, parameters, isExplicit: true, scope: null, TestContext.Current.CancellationToken);
        return read.Part ?? throw new InvalidOperationException("The template holds no container group.");
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
}
