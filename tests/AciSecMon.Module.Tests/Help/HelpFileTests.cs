using System.Diagnostics;
using System.Management.Automation.Language;
using System.Xml.Linq;
using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.Help;

public sealed class HelpFileTests
{
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";
    private static readonly string Folder = Path.Combine(StagedModule.Root, "en-US");

    [Fact]
    public async Task The_committed_help_is_what_the_code_says()
    {
        DirectoryInfo fresh = Directory.CreateTempSubdirectory("acisecmon-help-");
        try
        {
            await GenerateAsync(fresh.FullName);
            Assert.All(fresh.GetFiles(), file => Assert.True(
                File.ReadAllText(file.FullName) == File.ReadAllText(Path.Combine(Folder, file.Name)),
                $"{file.Name} is stale. Run: dotnet run --project src/tools/AciSecMon.HelpGen -- en-US"));
            Assert.NotEmpty(fresh.GetFiles());
        }
        finally
        {
            fresh.Delete(recursive: true);
        }
    }

    [Fact]
    public void Every_cmdlet_has_a_synopsis_a_description_two_examples_and_an_output_type() => Assert.All(Commands(), static command =>
    {
        Assert.NotEmpty(command.Element(Command + "details")!.Element(Maml + "description")!.Value);
        Assert.NotEmpty(command.Element(Maml + "description")!.Value);
        Assert.True(command.Descendants(Command + "example").Count() >= 2, command.Element(Command + "details")!.Value);
        Assert.All(command.Descendants(Command + "example"), static example => Assert.NotEmpty(example.Element(Dev + "code")!.Value));
        Assert.NotEmpty(command.Descendants(Command + "returnValue"));
    });

    [Fact]
    public void Every_parameter_is_described() => Assert.All(Commands(), static command => Assert.All(
        command.Element(Command + "parameters")!.Elements(),
        static parameter => Assert.NotEmpty(parameter.Element(Maml + "description")!.Value)));

    [Fact]
    public void Every_example_parses_and_uses_parameters_that_exist()
    {
        Assert.All(Commands().SelectMany(static c => c.Descendants(Dev + "code")), code =>
        {
            Ast script = Parser.ParseInput(code.Value, out _, out var faults);
            Assert.Empty(faults);
            foreach (var call in script.FindAll(static node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
            {
                if (call.GetCommandName()?.Contains("-Aci", StringComparison.Ordinal) != true) continue;
                var known = Commands().Single(c => c.Element(Command + "details")!.Element(Command + "name")!.Value == call.GetCommandName())
                    .Element(Command + "parameters")!.Elements().Select(static p => p.Element(Maml + "name")!.Value);
                Assert.All(
                    call.CommandElements.OfType<CommandParameterAst>(),
                    parameter => Assert.Contains(parameter.ParameterName, known.Concat(["Verbose", "ErrorAction", "WhatIf", "Confirm"])));
            }
        });
    }

    [Fact]
    public void Get_Help_finds_the_help_and_the_topics()
    {
        using Engine engine = Engine.WithModule();

        Assert.Contains("Finds what is wrong", engine.Run("(Get-Help Get-AciSecurityFinding).Synopsis").Output[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("ACI-NET-001", engine.Run("Get-Help about_AciSecMon_Rules").Output[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("managed identity", engine.Run("Get-Help about_AciSecMon_Authentication").Output[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("AciNotConnected", engine.Run("Get-Help about_AciSecMon_Errors").Output[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_line_of_a_topic_is_longer_than_a_screen() =>
        Assert.All(Directory.GetFiles(Folder, "about_*.help.txt").SelectMany(File.ReadAllLines), static line => Assert.True(line.Length <= 80, line));

    private static IEnumerable<XElement> Commands() => XDocument.Load(Path.Combine(Folder, "AciSecMon.dll-Help.xml")).Root!.Elements(Command + "command");

    private static async Task GenerateAsync(string folder)
    {
        string tool = Directory.GetFiles(Path.Combine(StagedModule.Root, "src", "tools", "AciSecMon.HelpGen", "bin"), "AciSecMon.HelpGen.dll", SearchOption.AllDirectories)
            .MaxBy(File.GetLastWriteTimeUtc)!;
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [tool, folder]) { RedirectStandardError = true })!;
        string errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors);
    }
}
