using System.Reflection;
using System.Runtime.Loader;

namespace AciSecMon.Isolation;

/// <summary>
/// Where the engine and its dependencies live. It answers for every file of its folder itself, so nothing that is loaded elsewhere in the process, and no handler
/// that another module registered, decides which version the engine gets.
/// </summary>
internal sealed class EngineLoadContext(string folder) : AssemblyLoadContext("AciSecMon")
{
    private static readonly Assembly Contracts = typeof(IAciEngine).Assembly;

    /// <summary>Loads an assembly of the folder by its simple name.</summary>
    public Assembly LoadEngine(string name) => LoadFromAssemblyPath(PathOf(name));

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // The contracts are shared with the cmdlets: a second copy would make two types of each.
        if (string.Equals(assemblyName.Name, Contracts.GetName().Name, StringComparison.OrdinalIgnoreCase)) return Contracts;

        string path = PathOf(assemblyName.Name!);
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    private string PathOf(string name) => Path.Combine(folder, name + ".dll");
}
