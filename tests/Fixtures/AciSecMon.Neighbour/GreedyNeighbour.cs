using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace AciSecMon.Neighbour;

/// <summary>
/// Another module of the same process that answers every request for an assembly which it has a file for, whoever asks and whatever version is wanted. Modules of this
/// kind exist; none of them may decide what this module runs on.
/// </summary>
public static class GreedyNeighbour
{
    private static readonly ConcurrentQueue<string> Requests = new();

    /// <summary>The simple names that it was asked for.</summary>
    public static string[] Asked => [.. Requests];

    /// <summary>Begins to answer, on both events that the runtime has for it.</summary>
    /// <param name="folder">Where its files are.</param>
    public static void Install(string folder)
    {
        AssemblyLoadContext.Default.Resolving += (_, name) => Answer(folder, name);
        AppDomain.CurrentDomain.AssemblyResolve += (_, request) => Answer(folder, new AssemblyName(request.Name));
    }

    private static Assembly? Answer(string folder, AssemblyName wanted)
    {
        Requests.Enqueue(wanted.Name ?? string.Empty);
        string file = Path.Combine(folder, wanted.Name + ".dll");
        return File.Exists(file) ? Assembly.LoadFrom(file) : null;
    }
}
