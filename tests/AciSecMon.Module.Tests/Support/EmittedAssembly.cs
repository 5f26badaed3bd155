using System.Reflection;
using System.Reflection.Emit;

namespace AciSecMon.Module.Tests.Support;

/// <summary>Makes assemblies that have the name of another one and nothing of what is in it.</summary>
internal static class EmittedAssembly
{
    /// <summary>Writes one and gives its path.</summary>
    public static string Write(string folder, string name, Version version)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name) { Version = version }, typeof(object).Assembly);
        assembly.DefineDynamicModule(name).DefineType("Nothing", TypeAttributes.Public).CreateType();
        string path = Path.Combine(folder, name + ".dll");
        assembly.Save(path);
        return path;
    }
}
