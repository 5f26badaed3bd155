using System.Reflection;

namespace AciSecMon.Isolation;

/// <summary>The engine of this process: its parts, each made on first need. They hold no state of a runspace, so all runspaces share them.</summary>
internal static class Engine
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(Engine).Assembly.Location)!, "engine");
    private static readonly Lazy<EngineLoadContext> Context = new(static () => new EngineLoadContext(Folder));
    private static readonly Lazy<IAciEngine> Assessment = Part<IAciEngine>("AciSecMon.Assessment", "AssessmentEngine");
    private static readonly Lazy<IAzureEngine> AzureSide = Part<IAzureEngine>("AciSecMon.Azure", "AzureEngine");
    private static readonly Lazy<ISandbox> SandboxSide = Part<ISandbox>("AciSecMon.Sandbox", "SandboxHost");

    /// <summary>What tests put in the place of the parts; null otherwise.</summary>
    public static EngineParts? Replaced { get; set; }

    /// <summary>What reads and judges.</summary>
    /// <exception cref="AciProblemException">Its files are not beside the module.</exception>
    public static IAciEngine Current => Replaced?.Assessment ?? Assessment.Value;

    /// <summary>What speaks to Azure.</summary>
    /// <exception cref="AciProblemException">Its files are not beside the module.</exception>
    public static IAzureEngine Azure => Replaced?.Azure ?? AzureSide.Value;

    /// <summary>What plays Azure.</summary>
    /// <exception cref="AciProblemException">Its files are not beside the module.</exception>
    public static ISandbox Sandbox => Replaced?.Sandbox ?? SandboxSide.Value;

    private static Lazy<T> Part<T>(string assembly, string type) => new(() => (T)Create(assembly, $"{assembly}.{type}"), LazyThreadSafetyMode.ExecutionAndPublication);

    private static object Create(string assemblyName, string typeName)
    {
        try
        {
            Assembly assembly = Context.Value.LoadEngine(assemblyName);
            return Activator.CreateInstance(assembly.GetType(typeName, throwOnError: true)!, nonPublic: true)!;
        }
        catch (Exception failure) when (failure is IOException or BadImageFormatException or TypeLoadException)
        {
            throw new AciProblemException(
                new AciProblem
                {
                    Id = "AciEngineMissing",
                    Kind = AciProblemKind.ReadError,
                    Message = $"The engine could not be loaded from '{Folder}'.",
                    Target = Folder,
                    Recommendation = "Install the module again, or build the repository, and start a new session.",
                },
                failure);
        }
    }
}

/// <summary>Parts that take the place of the real ones.</summary>
internal sealed record EngineParts(IAciEngine? Assessment, IAzureEngine? Azure, ISandbox? Sandbox);
