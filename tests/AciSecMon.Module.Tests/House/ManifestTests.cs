using System.Collections;
using System.Management.Automation;
using System.Reflection;
using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.House;

public sealed class ManifestTests : IDisposable
{
    private static readonly Assembly Module = typeof(Pipeline.CountCommand).BaseType!.Assembly;

    private readonly Engine engine = Engine.WithModule();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void The_manifest_is_valid_without_warnings()
    {
        Outcome outcome = engine.Run($"Test-ModuleManifest '{StagedModule.Manifest}'");

        Assert.Empty(outcome.Errors);
        Assert.Empty(outcome.Streams.Warning);
    }

    [Fact]
    public void What_the_manifest_exports_is_what_the_assembly_holds()
    {
        string[] inAssembly = [.. Cmdlets().Select(static cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}").Order(StringComparer.Ordinal)];

        Assert.Equal(inAssembly, ((object[])Manifest("CmdletsToExport")).Cast<string>());
        Assert.Equal(inAssembly, engine.Run("Get-Command -Module AciSecMon | ForEach-Object Name").As<string>().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_manifest_has_the_version_of_the_assemblies()
    {
        Version version = Module.GetName().Version!;

        Assert.Equal(version.ToString(3), Manifest("ModuleVersion"));
        Assert.Equal(version, typeof(AciContainerGroup).Assembly.GetName().Version);
    }

    [Fact]
    public void The_manifest_leaves_no_wildcards_and_needs_no_other_module()
    {
        Assert.Empty((object[])Manifest("FunctionsToExport"));
        Assert.Empty((object[])Manifest("VariablesToExport"));
        Assert.Empty((object[])Manifest("AliasesToExport"));
        Assert.False(Data().ContainsKey("RequiredModules"));
    }

    [Fact]
    public void Cmdlets_keep_the_rules_of_PowerShell()
    {
        string[] verbs = [.. typeof(VerbsCommon).Assembly.GetTypes().Where(static type => type.Name.StartsWith("Verbs", StringComparison.Ordinal) && type.IsPublic)
            .SelectMany(static type => type.GetFields().Select(static field => field.Name))];
        foreach (Type type in CmdletTypes())
        {
            CmdletAttribute cmdlet = type.GetCustomAttribute<CmdletAttribute>()!;
            Assert.Contains(cmdlet.VerbName, verbs);
            Assert.StartsWith("Aci", cmdlet.NounName, StringComparison.Ordinal);
            Assert.Equal($"{cmdlet.VerbName}{cmdlet.NounName}Command", type.Name);
            Assert.True(type.IsSealed, type.Name);
            Assert.NotEmpty(type.GetCustomAttributes<OutputTypeAttribute>());
            Assert.All(
                type.GetProperties().SelectMany(static property => property.GetCustomAttributes<ParameterAttribute>()).Where(static parameter => parameter.ValueFromPipeline)
                    .GroupBy(static parameter => parameter.ParameterSetName),
                static set => Assert.Single(set));
        }
    }

    private static IEnumerable<Type> CmdletTypes() => Module.GetExportedTypes().Where(static type => type.IsDefined(typeof(CmdletAttribute)));

    private static IEnumerable<CmdletAttribute> Cmdlets() => CmdletTypes().Select(static type => type.GetCustomAttribute<CmdletAttribute>()!);

    private Hashtable Data() => (Hashtable)Assert.Single(engine.Run($"& ([scriptblock]::Create([IO.File]::ReadAllText('{StagedModule.Manifest}')))").Output).BaseObject;

    private object Manifest(string key) => Data()[key]!;
}
