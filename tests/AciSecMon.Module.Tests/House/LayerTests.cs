using System.Reflection;
using System.Runtime.Loader;
using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.House;

/// <summary>Inside the engine each layer knows the ones before it and none after it.</summary>
public sealed class LayerTests
{
    private const string Root = "AciSecMon.Assessment";

    private static readonly string[] Layers = ["Documents", "Templates", "Estate", "Detections", "Rules", "Reports"];

    [Fact]
    public void No_layer_of_the_engine_knows_a_later_one()
    {
        // A context of its own, so that the engine stays out of the tests' context.
        var context = new AssemblyLoadContext("layers", isCollectible: true);
        context.Resolving += static (self, name) => self.LoadFromAssemblyPath(Path.Combine(StagedModule.Bin, "engine", name.Name + ".dll"));
        Assembly engine = context.LoadFromAssemblyPath(Path.Combine(StagedModule.Bin, "engine", Root + ".dll"));

        string[] wrong =
        [
            .. from user in engine.GetTypes()
               let layer = LayerOf(user)
               where layer >= 0
               from used in CodeReferences.Of(user)
               where LayerOf(used) > layer
               orderby user.FullName, used.FullName
               select $"{user.FullName} uses {used.FullName}",
        ];

        Assert.Empty(wrong);
        context.Unload();
    }

    private static int LayerOf(Type type)
    {
        string name = type.Namespace ?? string.Empty;
        return Array.FindIndex(Layers, layer => name == $"{Root}.{layer}" || name.StartsWith($"{Root}.{layer}.", StringComparison.Ordinal));
    }
}
