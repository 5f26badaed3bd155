using System.Reflection;

namespace AciSecMon.Isolation;

/// <summary>The engine of this process, made on first need. It holds no state of a runspace, so all runspaces share it.</summary>
internal static class Engine
{
    private const string AssemblyName = "AciSecMon.Assessment";
    private const string TypeName = "AciSecMon.Assessment.AssessmentEngine";

    private static readonly Lazy<IAciEngine> Created = new(Create, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>The engine.</summary>
    /// <exception cref="AciProblemException">Its files are not beside the module.</exception>
    public static IAciEngine Current => Created.Value;

    private static IAciEngine Create()
    {
        string folder = Path.Combine(Path.GetDirectoryName(typeof(Engine).Assembly.Location)!, "engine");
        try
        {
            Assembly assembly = new EngineLoadContext(folder).LoadEngine(AssemblyName);
            return (IAciEngine)Activator.CreateInstance(assembly.GetType(TypeName, throwOnError: true)!, nonPublic: true)!;
        }
        catch (Exception failure) when (failure is IOException or BadImageFormatException or TypeLoadException)
        {
            throw new AciProblemException(
                new AciProblem
                {
                    Id = "AciEngineMissing",
                    Kind = AciProblemKind.ReadError,
                    Message = $"The engine could not be loaded from '{folder}'.",
                    Target = folder,
                    Recommendation = "Install the module again, or build the repository, and start a new session.",
                },
                failure);
        }
    }
}
