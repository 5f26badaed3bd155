using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.Shell;

public sealed class ShellTests
{
    private const int Guard = 60_000;

    [Fact]
    public async Task It_runs_a_command_with_the_module_imported()
    {
        ShellResult result = await ShellProcess.RunAsync(["Get-Command", "-Module", "AciSecMon", "|", "ForEach-Object", "Name"]);

        Assert.Contains("Get-AciSecurityFinding", result.Lines);
        Assert.Equal((0, string.Empty), (result.ExitCode, result.Errors));
    }

    [Fact]
    public async Task It_runs_a_script_with_its_arguments()
    {
        string script = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".ps1");
        await File.WriteAllTextAsync(script, "param([string] $Name, [switch] $Loud, $Rest)\n\"$Name|$Loud|$Rest\"", TestContext.Current.CancellationToken);
        try
        {
            Assert.Equal(["it's $5|True|-5"], (await ShellProcess.RunAsync(["-File", script, "-Name", "it's $5", "-Loud", "-5"])).Lines);
        }
        finally
        {
            File.Delete(script);
        }
    }

    [Fact]
    public async Task It_runs_what_comes_on_standard_input()
    {
        Assert.Equal(["1", "2"], (await ShellProcess.RunAsync([], input: "1\n2\n")).Lines);
    }

    [Fact]
    public async Task Redirected_output_holds_no_escape_sequences()
    {
        ShellResult result = await ShellProcess.RunAsync(["Get-Module AciSecMon; Write-Nothing"]);

        Assert.Contains("AciSecMon", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output + result.Errors);
    }

    [Fact]
    public async Task An_error_has_its_message_its_place_and_its_id_and_no_stack_trace()
    {
        ShellResult result = await ShellProcess.RunScriptAsync($"Import-Module '{StagedModule.Manifest}'\nGet-AciContainerGroup nowhere.json\n'after'");

        Assert.Equal(["after"], result.Lines);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Get-AciContainerGroup: The path '", result.Errors, StringComparison.Ordinal);
        Assert.Contains(".ps1:2:1", result.Errors, StringComparison.Ordinal);
        Assert.Contains("AciPathNotFound,AciSecMon.Commands.GetAciContainerGroupCommand", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Errors.Replace("    at ", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("throw 'broken'", 1)]
    [InlineData("if (", 1)]
    [InlineData("Get-Nothing", 1)]
    [InlineData("Get-Command Get-Nothing -ErrorAction SilentlyContinue", 0)]
    [InlineData("try { throw 'broken' } catch { 'caught' }", 0)]
    [InlineData("exit 7", 7)]
    public async Task The_exit_code_tells_whether_anything_failed(string command, int expected)
    {
        Assert.Equal(expected, (await ShellProcess.RunAsync([command])).ExitCode);
    }

    [Fact]
    public async Task Help_says_that_most_cmdlets_of_PowerShell_are_not_there()
    {
        ShellResult result = await ShellProcess.RunAsync(["-Help"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("only the engine's core cmdlets exist", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Bogus")]
    [InlineData("-File")]
    [InlineData("-File", "nowhere.ps1")]
    [InlineData("-Command")]
    public async Task What_it_does_not_understand_it_says(params string[] arguments)
    {
        ShellResult result = await ShellProcess.RunAsync(arguments);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("error: ", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_and_verbose_go_to_standard_error()
    {
        ShellResult result = await ShellProcess.RunAsync(["$Host.UI.WriteWarningLine('w'); $Host.UI.WriteVerboseLine('v'); 'out'"]);

        Assert.Equal("out", result.Output.Trim());
        Assert.Equal(["WARNING: w", "VERBOSE: v"], result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task A_question_is_not_waited_for_where_nobody_can_answer()
    {
        ShellResult result = await ShellProcess.RunAsync(["Enable-AciDefenderPlan"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("MissingMandatoryParameter", result.Errors, StringComparison.Ordinal);
    }

    [Fact(Timeout = Guard)]
    public async Task Control_C_stops_the_pipeline_and_runs_what_must_be_run()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Ctrl+C is sent as a signal here.");
        Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") == "true", "The signal was once not answered on a loaded machine; run it by hand until that is understood.");
        using ShellProcess shell = ShellProcess.Start(["try { 'begun'; while ($true) { } } finally { $Host.UI.WriteLine('ended') }"]);
        Assert.Equal("begun", await shell.Output.ReadLineAsync(TestContext.Current.CancellationToken));

        shell.PressControlC();
        ShellResult result = await shell.EndAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["ended"], result.Lines);
    }
}
