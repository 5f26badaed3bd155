namespace AciSecMon.Assessment.Tests.Support;

/// <summary>Every form in which people hand a container group over. Tests write it once and read it in each.</summary>
public enum Shape
{
    /// <summary>An ARM template with a list of resources.</summary>
    Template,

    /// <summary>An ARM template whose resources have symbolic names.</summary>
    SymbolicTemplate,

    /// <summary>A YAML file for <c>az container create --file</c>.</summary>
    DeploymentYaml,

    /// <summary>The same as JSON.</summary>
    DeploymentJson,

    /// <summary>What <c>az container export</c> writes.</summary>
    ExportYaml,

    /// <summary>What <c>az container show</c> prints.</summary>
    ShowCommand,

    /// <summary>What <c>az container list</c> prints: without what the list operation leaves out.</summary>
    ListCommand,

    /// <summary>A Resource Manager GET response.</summary>
    GetResponse,

    /// <summary>A Resource Manager list response, without what that leaves out.</summary>
    ListResponse,

    /// <summary>A Resource Graph answer whose rows hold the whole <c>properties</c>.</summary>
    GraphRows,

    /// <summary>A Resource Graph row that was projected into flat columns.</summary>
    GraphColumns,

    /// <summary>An object of Az.ContainerInstance 4, as a tree of its flattened properties.</summary>
    AzModule4,

    /// <summary>An object of Az.ContainerInstance 3, whose enumerations are lost where it was written as JSON.</summary>
    AzModule3,

    /// <summary>An object of Az.ContainerInstance that gave its own JSON.</summary>
    AzModuleJson,

    /// <summary>A hashtable or PSCustomObject of Resource Manager's shape.</summary>
    ObjectTree,
}

/// <summary>What the shapes have in common.</summary>
public static class Shapes
{
    /// <summary>Every shape.</summary>
    public static IReadOnlyList<Shape> All { get; } = Enum.GetValues<Shape>();

    /// <summary>Shapes that a person writes: secure slots hold what they will be given.</summary>
    public static IReadOnlyList<Shape> Authored { get; } =
        [Shape.Template, Shape.SymbolicTemplate, Shape.DeploymentYaml, Shape.DeploymentJson];

    /// <summary>Shapes in which the service answered: secrets are never in them.</summary>
    public static IReadOnlyList<Shape> Live { get; } = [.. All.Except(Authored)];

    /// <summary>Shapes that carry every property of a group, apart from secrets and the instance view.</summary>
    public static IReadOnlyList<Shape> Whole { get; } =
        [.. All.Except([Shape.ListCommand, Shape.ListResponse, Shape.GraphColumns, Shape.AzModule4, Shape.AzModule3])];

    /// <summary>The kind of source that a group of this shape says it comes from.</summary>
    public static AciSourceKind KindOf(Shape shape) => shape switch
    {
        Shape.Template or Shape.SymbolicTemplate => AciSourceKind.Template,
        Shape.DeploymentYaml or Shape.DeploymentJson => AciSourceKind.DeploymentFile,
        Shape.ExportYaml => AciSourceKind.Export,
        Shape.ShowCommand or Shape.ListCommand => AciSourceKind.CommandLine,
        Shape.GetResponse or Shape.ObjectTree => AciSourceKind.Resource,
        Shape.ListResponse => AciSourceKind.ResourceList,
        Shape.GraphRows or Shape.GraphColumns => AciSourceKind.ResourceGraph,
        Shape.AzModule4 or Shape.AzModule3 or Shape.AzModuleJson => AciSourceKind.AzModule,
        _ => throw new ArgumentOutOfRangeException(nameof(shape)),
    };
}
