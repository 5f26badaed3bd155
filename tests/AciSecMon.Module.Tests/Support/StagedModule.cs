using System.Reflection;
using System.Runtime.CompilerServices;

namespace AciSecMon.Module.Tests.Support;

/// <summary>The module as the build staged it.</summary>
internal static class StagedModule
{
    /// <summary>The folder of the manifest.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The manifest.</summary>
    public static string Manifest { get; } = Path.Combine(Root, "AciSecMon.psd1");

    /// <summary>What PowerShell loads.</summary>
    public static string Bin { get; } = Path.Combine(Root, "bin");

    /// <summary>A sample under tests/Samples.</summary>
    public static string Sample(string name) => Path.Combine(Root, "tests", "Samples", name);

    /// <summary>Loads the staged assemblies before a test type that refers to them is looked at; there is no other copy to find.</summary>
    [ModuleInitializer]
    internal static void Load()
    {
        Assembly.LoadFrom(Path.Combine(Bin, "AciSecMon.Contracts.dll"));
        Assembly.LoadFrom(Path.Combine(Bin, "AciSecMon.dll"));
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AciSecMon.psd1"))) return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run from within the repository.");
    }
}
