using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.Isolation;

/// <summary>The module beside other things in one process. Each test has a fresh one.</summary>
public sealed class IsolationTests : IDisposable
{
    private const string Loaded = """
        function Get-Loaded([string] $name) {
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq $name } |
                ForEach-Object { "$($_.GetName().Version) in $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)" }
        }

        """;

    private static readonly string Import = $"Import-Module '{StagedModule.Manifest}'\n";
    private static readonly string Assess = $"Get-AciContainerGroup '{StagedModule.Sample("import-worker.yaml")}' | ForEach-Object Name\n";
    private static readonly string Neighbour = Path.Combine(AppContext.BaseDirectory, "AciSecMon.Neighbour.dll");

    private readonly string folder = Directory.CreateTempSubdirectory("acisecmon").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Importing_loads_nothing_but_the_cmdlets_and_the_contracts()
    {
        // The engine loads things of its own with the first binary module and the first views, whosever they are.
        string other = Path.Combine(folder, "Other.psd1");
        File.Copy(Neighbour, Path.Combine(folder, "Other.dll"));
        File.Copy(Path.Combine(StagedModule.Bin, "AciSecMon.Format.ps1xml"), Path.Combine(folder, "Other.Format.ps1xml"));
        await File.WriteAllTextAsync(
            other, "@{ RootModule = 'Other.dll'; ModuleVersion = '1.0'; FormatsToProcess = 'Other.Format.ps1xml'; CmdletsToExport = @() }", TestContext.Current.CancellationToken);

        ShellResult result = await ShellProcess.RunScriptAsync(
            $$"""
            Import-Module '{{other}}'
            $before = [AppDomain]::CurrentDomain.GetAssemblies()
            {{Import}}
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $before -notcontains $_ } | ForEach-Object { $_.GetName().Name }
            """);

        Assert.Equal(["AciSecMon", "AciSecMon.Contracts"], result.Lines.Order(StringComparer.Ordinal));
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("1.0.0.0")]
    [InlineData("99.0.0.0")]
    public async Task Another_version_of_a_dependency_that_is_loaded_already_does_not_matter(string version)
    {
        string stranger = EmittedAssembly.Write(folder, "YamlDotNet", new Version(version));
        ShellResult result = await ShellProcess.RunScriptAsync($"{Loaded}[void][Reflection.Assembly]::LoadFrom('{stranger}')\n{Import}{Assess}Get-Loaded YamlDotNet");

        Assert.Equal(["import-worker", $"{version} in Default"], result.Lines[..2]);
        Assert.EndsWith("in AciSecMon", Assert.Single(result.Lines[2..]), StringComparison.Ordinal);
        Assert.Equal(string.Empty, result.Errors);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_neighbour_that_answers_every_request_is_asked_for_nothing_of_ours(bool isFirst)
    {
        string[] ours = ["AciSecMon", "AciSecMon.Contracts", "AciSecMon.Assessment", "YamlDotNet"];
        foreach (string name in ours) EmittedAssembly.Write(folder, name, new Version(99, 0, 0, 0));
        string install = $"[void][Reflection.Assembly]::LoadFrom('{Neighbour}')\n[AciSecMon.Neighbour.GreedyNeighbour]::Install('{folder}')\n";
        string asked = "'asked:'; [AciSecMon.Neighbour.GreedyNeighbour]::Asked\n";

        ShellResult result = await ShellProcess.RunScriptAsync((isFirst ? install + Import : Import + install) + Assess + "(Get-AciSecurityRule).Count -gt 0\n" + asked);

        Assert.Equal(["import-worker", "True", "asked:"], result.Lines[..3]);
        Assert.Empty(result.Lines[3..].Intersect(ours));
        Assert.Equal(string.Empty, result.Errors);
    }

    [Fact]
    public async Task A_neighbour_that_brings_the_dependency_afterwards_gets_its_own()
    {
        string stranger = EmittedAssembly.Write(folder, "YamlDotNet", new Version(1, 0, 0, 0));
        ShellResult result = await ShellProcess.RunScriptAsync($"{Loaded}{Import}{Assess}[Reflection.Assembly]::LoadFrom('{stranger}').GetType('Nothing').FullName\nGet-Loaded YamlDotNet");

        Assert.Equal(["import-worker", "Nothing"], result.Lines[..2]);
        Assert.Equal(2, result.Lines[2..].Length);
    }

    [Fact]
    public async Task A_runspace_keeps_the_module_that_another_one_removes()
    {
        ShellResult result = await ShellProcess.RunScriptAsync(
            $$"""
            {{Import}}
            $other = [powershell]::Create([initialsessionstate]::CreateDefault2())
            [void]$other.AddScript("Import-Module '{{StagedModule.Manifest}}'; {{Assess.Trim()}}; Remove-Module AciSecMon")
            $other.Invoke()
            {{Assess}}
            """);

        Assert.Equal(["import-worker", "import-worker"], result.Lines);
        Assert.Equal(string.Empty, result.Errors);
    }

    [Fact]
    public async Task Importing_again_in_any_way_works()
    {
        ShellResult result = await ShellProcess.RunScriptAsync(
            $"{Import}{Assess}Import-Module '{StagedModule.Manifest}' -Force\n{Assess}Remove-Module AciSecMon\n{Import}{Assess}{Loaded}(Get-Loaded AciSecMon.Assessment).Count");

        Assert.Equal(["import-worker", "import-worker", "import-worker", "1"], result.Lines);
        Assert.Equal(string.Empty, result.Errors);
    }

    [Fact]
    public async Task An_offline_assessment_loads_nothing_that_speaks_to_Azure()
    {
        ShellResult result = await ShellProcess.RunScriptAsync(
            $$"""
            {{Import}}
            $InformationPreference = 'SilentlyContinue'
            Get-AciSecurityFinding '{{StagedModule.Sample("web-shop.json")}}' | ForEach-Object { $found = 'found' }
            $found
            [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name } | Where-Object { $_ -like 'Azure.*' -or $_ -like 'Microsoft.Identity*' -or $_ -eq 'AciSecMon.Azure' -or $_ -eq 'AciSecMon.Sandbox' }
            """);

        Assert.Equal(["found"], result.Lines);
    }

    [Fact]
    public async Task What_speaks_to_Azure_stays_out_of_the_context_of_PowerShell()
    {
        // A refused address ends the attempt after everything that it needs was loaded; no request leaves the machine.
        ShellResult result = await ShellProcess.RunScriptAsync(
            $$"""
            {{Import}}
            try { Connect-AciSecMon -AccessToken x -Endpoint @{ ResourceManager = 'https://127.0.0.1:1' } } catch { 'refused' }
            [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'Azure.Core' -or $_.GetName().Name -eq 'AciSecMon.Azure' } |
                ForEach-Object { "$($_.GetName().Name) in $([System.Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name)" }
            """);

        Assert.Equal("refused", result.Lines[0]);
        Assert.Equal(["AciSecMon.Azure in AciSecMon", "Azure.Core in AciSecMon"], result.Lines[1..].Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Models_can_be_named_and_the_engine_cannot()
    {
        ShellResult result = await ShellProcess.RunScriptAsync(
            $$"""
            {{Import}}
            $group = Get-AciContainerGroup '{{StagedModule.Sample("import-worker.yaml")}}'
            $group -is [AciSecMon.AciContainerGroup]
            $null -eq ('AciSecMon.Assessment.AssessmentEngine' -as [type])
            $null -eq ('YamlDotNet.Core.Mark' -as [type])
            """);

        Assert.Equal(["True", "True", "True"], result.Lines);
    }

    [Fact]
    public async Task The_current_location_decides_nothing()
    {
        EmittedAssembly.Write(folder, "AciSecMon.Contracts", new Version(99, 0, 0, 0));
        Directory.CreateDirectory(Path.Combine(folder, "bin"));
        EmittedAssembly.Write(Path.Combine(folder, "bin"), "AciSecMon.Contracts", new Version(99, 0, 0, 0));

        ShellResult result = await ShellProcess.RunScriptAsync(Import + Assess, workingDirectory: folder);

        Assert.Equal(["import-worker"], result.Lines);
    }

    [Fact]
    public async Task A_module_without_its_engine_says_so()
    {
        string bin = Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName;
        foreach (string file in Directory.EnumerateFiles(StagedModule.Bin)) File.Copy(file, Path.Combine(bin, Path.GetFileName(file)));
        string manifest = Path.Combine(folder, "AciSecMon.psd1");
        File.Copy(StagedModule.Manifest, manifest);

        ShellResult result = await ShellProcess.RunScriptAsync($"Import-Module '{manifest}'\n{Assess}");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("AciEngineMissing,", result.Errors, StringComparison.Ordinal);
        Assert.Contains("The engine could not be loaded from", result.Errors, StringComparison.Ordinal);
    }
}
