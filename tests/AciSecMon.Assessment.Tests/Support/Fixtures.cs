using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Estate;

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
        // Binds directly until the readers of the shapes are here.
        string json = Shapes.Authored.Contains(shape) ? armJson : ServiceView.Of(armJson);
        var file = new SourceFile(null, shape.ToString());
        var resource = (ObjectValue)JsonDocumentReader.Read(file, json).Root;
        AciSubjectType kind = ResourceKinds.OfType(resource["type"].AsText()) ?? AciSubjectType.ContainerGroup;
        ContainerGroup group = ContainerGroupBinder.Bind(resource, new GroupOrigin(kind, Shapes.KindOf(shape), file));
        return new EstatePart { Source = file, Groups = [new GroupEntry { Variants = [new([], group)] }] };
    }
}
