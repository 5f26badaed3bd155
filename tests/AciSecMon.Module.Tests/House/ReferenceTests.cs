using System.Reflection;
using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.House;

/// <summary>What lives in PowerShell's own load context may drag nothing in there.</summary>
public sealed class ReferenceTests
{
    private static readonly string FrameworkFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly string PowerShellFolder = Path.GetDirectoryName(typeof(System.Management.Automation.PSObject).Assembly.Location)!;
    private static readonly Assembly Contracts = typeof(IAciEngine).Assembly;
    private static readonly Assembly Cmdlets = typeof(Pipeline.CountCommand).BaseType!.Assembly;

    [Fact]
    public void The_contracts_refer_to_the_framework_only()
    {
        Assert.All(Contracts.GetReferencedAssemblies(), static name => Assert.True(IsFramework(name), name.Name));
    }

    [Fact]
    public void The_cmdlets_refer_to_the_framework_PowerShell_and_the_contracts_only()
    {
        string[] others = [.. Cmdlets.GetReferencedAssemblies().Where(static name => !IsFramework(name)).Select(static name => name.Name!).Order(StringComparer.Ordinal)];

        Assert.Equal(["AciSecMon.Contracts", "System.Management.Automation"], others);
    }

    [Fact]
    public void The_cmdlets_ask_for_no_newer_PowerShell_than_the_reference_assembly_is()
    {
        AssemblyName powerShell = Cmdlets.GetReferencedAssemblies().Single(static name => name.Name == "System.Management.Automation");

        Assert.Equal(new Version(3, 0, 0, 0), powerShell.Version);
    }

    /// <summary>Types of the framework that PowerShell itself has loaded; a type of another assembly could differ between the two sides of the line.</summary>
    [Fact]
    public void Only_types_that_PowerShell_itself_loads_cross_the_line()
    {
        string[] strangers =
        [
            .. Contracts.GetExportedTypes()
                .SelectMany(SignatureTypes.Of)
                .Select(static type => type.Assembly)
                .Distinct()
                .Where(assembly => assembly != Contracts && assembly != typeof(object).Assembly)
                .Select(static assembly => assembly.GetName().Name!)
                .Where(static name => name is not ("System.Runtime" or "System.Collections" or "System.Net.Http" or "System.Security.Cryptography" or "System.Private.Uri"))
                .Order(StringComparer.Ordinal),
        ];

        Assert.Empty(strangers);
    }

    private static bool IsFramework(AssemblyName name) => File.Exists(Path.Combine(FrameworkFolder, name.Name + ".dll")) && PowerShellFolder != FrameworkFolder;
}
