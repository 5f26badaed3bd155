using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.House;

public sealed class StagingTests
{
    [Fact]
    public void Bin_holds_the_cmdlets_the_contracts_and_the_views_and_nothing_else()
    {
        Assert.Equal(["AciSecMon.Contracts.dll", "AciSecMon.Format.ps1xml", "AciSecMon.dll"], FilesOf(StagedModule.Bin));
        Assert.Equal(["Pester", "Policies", "Runbooks", "engine"], Directory.EnumerateDirectories(StagedModule.Bin).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_Pester_folder_holds_the_compliance_suite_and_the_assertions_as_they_are_in_the_source()
    {
        string source = Path.Combine(StagedModule.Root, "src", "AciSecMon", "Pester");

        Assert.Equal(["AciSecMon.Assertions.psm1", "AciSecMon.Compliance.Tests.ps1", "AciSecMon.Compliance.ps1"], FilesOf(Path.Combine(StagedModule.Bin, "Pester")));
        Assert.All(FilesOf(source), name => Assert.Equal(File.ReadAllText(Path.Combine(source, name!)), File.ReadAllText(Path.Combine(StagedModule.Bin, "Pester", name!))));
    }

    [Fact]
    public void The_policies_folder_holds_the_definitions_as_they_are_in_the_source()
    {
        string source = Path.Combine(StagedModule.Root, "src", "AciSecMon.Assessment", "Policy", "Library");

        Assert.Equal(FilesOf(source), FilesOf(Path.Combine(StagedModule.Bin, "Policies")));
        Assert.All(FilesOf(source), name => Assert.Equal(File.ReadAllText(Path.Combine(source, name!)), File.ReadAllText(Path.Combine(StagedModule.Bin, "Policies", name!))));
    }

    [Fact]
    public void The_engine_folder_holds_the_engine_and_its_dependencies_without_the_contracts()
    {
        string?[] files = FilesOf(Path.Combine(StagedModule.Bin, "engine"));

        Assert.Equal(["AciSecMon.Assessment.dll", "AciSecMon.Azure.dll", "AciSecMon.Sandbox.dll"], files.Where(static name => name!.StartsWith("AciSecMon.", StringComparison.Ordinal)));
        Assert.Contains("Azure.Core.dll", files);
        Assert.Contains("YamlDotNet.dll", files);
        Assert.All(files, static name => Assert.EndsWith(".dll", name, StringComparison.Ordinal));
    }

    [Fact]
    public void The_notices_name_every_library_of_others_that_is_given_away()
    {
        string notices = File.ReadAllText(Path.Combine(StagedModule.Root, "src", "AciSecMon", "ThirdPartyNotices.txt"));
        string[] words = notices.Split([' ', ',', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        string[] libraries =
        [
            .. FilesOf(Path.Combine(StagedModule.Bin, "engine")).Select(static file => Path.GetFileNameWithoutExtension(file)!)
                .Where(static name => !name.StartsWith("AciSecMon.", StringComparison.Ordinal)),
        ];

        Assert.NotEmpty(libraries);
        Assert.Empty(libraries.Except(words));
    }

    private static string?[] FilesOf(string folder) => [.. Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)];
}
