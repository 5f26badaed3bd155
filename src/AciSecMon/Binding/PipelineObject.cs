using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace AciSecMon.Binding;

/// <summary>Tells what an object of the pipeline stands for: a path, a group of this module, or something that describes container groups.</summary>
internal static class PipelineObject
{
    private const string DeserializedFile = "Deserialized.System.IO.";

    /// <summary>The inputs that the object stands for.</summary>
    /// <exception cref="AciProblemException">It stands for none.</exception>
    public static IEnumerable<EstateInput> Read(PSObject item, PathResolver paths) => item.BaseObject switch
    {
        string text => PipedText.Resolve(item, text, paths),
        FileSystemInfo file => [new PathInput { FullPath = file.FullName, IsExplicit = false }],
        AciContainerGroup group => [new GroupInput { Group = group }],
        PSCustomObject when StoredFile(item) is { } file => [paths.ResolveLiteral(file)],
        IList list => list.Cast<object?>().Where(static element => element is not null).SelectMany(element => Read(PSObject.AsPSObject(element), paths)),
        _ => [Describe(item)],
    };

    private static ObjectInput Describe(PSObject item)
    {
        string typeName = item.TypeNames.FirstOrDefault() ?? item.BaseObject.GetType().FullName!;
        if (Json(item.BaseObject) is { } json) return new ObjectInput { Json = json, TypeName = typeName };
        if (!ObjectTree.IsComposite(item.BaseObject))
        {
            throw new AciProblemException(new AciProblem
            {
                Id = "AciNotAContainerGroup",
                Kind = AciProblemKind.InvalidData,
                Message = $"An object of type {typeName} describes no container group.",
                Target = typeName,
                Recommendation = "Pipe paths, files, container groups, or what ConvertFrom-Json makes of a template or of az container show.",
            });
        }

        return new ObjectInput { Tree = ObjectTree.From(item, typeName), TypeName = typeName };
    }

    /// <summary>
    /// Models of the Az modules give their own JSON in Resource Manager's shape; their properties are flattened and cannot tell null from empty.
    /// </summary>
    private static string? Json(object value)
    {
        MethodInfo? method = value.GetType().GetMethod("ToJsonString", BindingFlags.Public | BindingFlags.Instance, Type.EmptyTypes);
        if (method?.ReturnType != typeof(string)) return null;
        try
        {
            return method.Invoke(value, null) as string;
        }
        catch (TargetInvocationException)
        {
            // Its properties are the second best.
            return null;
        }
    }

    private static string? StoredFile(PSObject item) =>
        item.TypeNames.Any(static name => name.StartsWith(DeserializedFile, StringComparison.Ordinal)) ? item.Properties["FullName"]?.Value as string : null;
}
