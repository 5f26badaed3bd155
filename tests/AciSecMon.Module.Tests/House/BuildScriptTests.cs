using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.House;

public sealed class BuildScriptTests
{
    private static readonly string Script = Path.Combine(StagedModule.Root, "build.ps1");

    [Fact]
    public async Task The_build_script_only_calls_dotnet()
    {
        ShellResult result = await ShellProcess.RunScriptAsync($"function dotnet {{ \"dotnet $args\"; $global:LASTEXITCODE = 0 }}\n& '{Script}' Clean, Build, Test, Package -Configuration Release");

        Assert.Equal(
            [
                "dotnet clean AciSecMon.sln -c Release",
                "dotnet build AciSecMon.sln -c Release",
                "dotnet test -c Release",
                "dotnet build src/AciSecMon -c Release -t:Package",
            ],
            result.Lines);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
    }

    [Fact]
    public async Task The_build_script_fails_where_dotnet_does()
    {
        ShellResult result = await ShellProcess.RunScriptAsync($"function dotnet {{ $global:LASTEXITCODE = 3 }}\n& '{Script}' Build, Test");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("dotnet build AciSecMon.sln -c Debug failed with exit code 3.", result.Errors, StringComparison.Ordinal);
    }
}
