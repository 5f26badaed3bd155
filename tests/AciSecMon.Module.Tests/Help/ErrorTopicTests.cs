using System.Reflection;
using System.Text.RegularExpressions;
using AciSecMon.Module.Tests.Support;

namespace AciSecMon.Module.Tests.Help;

/// <summary>Error ids are what scripts hold on to: each one that the product can give stands in the topic, and no other.</summary>
public sealed partial class ErrorTopicTests
{
    [Fact]
    public void The_topic_names_every_error_id_of_the_source_and_no_other()
    {
        HashSet<string> others = [.. NotErrors()];
        string[] inSource =
        [
            .. Directory.EnumerateFiles(Path.Combine(StagedModule.Root, "src"), "*.cs", SearchOption.AllDirectories)
                .Where(static file => !file.Split(Path.DirectorySeparatorChar).Any(static part => part is "obj" or "bin" or "tools"))
                .SelectMany(static file => Literal().Matches(File.ReadAllText(file)))
                .Select(static match => match.Groups["id"].Value)
                .Where(id => !others.Contains(id))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        string[] inTopic =
        [
            .. Heading().Matches(File.ReadAllText(Path.Combine(StagedModule.Root, "en-US", "about_AciSecMon_Errors.help.txt"))).Select(static match => match.Groups["id"].Value)
                .Order(StringComparer.Ordinal),
        ];

        Assert.Empty(inSource.Except(inTopic));
        Assert.Empty(inTopic.Except(inSource));
        Assert.Equal(inTopic.Length, inTopic.Distinct().Count());
    }

    /// <summary>Names that begin as ids do and are none: of the module, of its nouns, and of its types.</summary>
    private static IEnumerable<string> NotErrors()
    {
        Assembly[] assemblies = [typeof(AciContainerGroup).Assembly, typeof(Pipeline.CountCommand).BaseType!.Assembly];
        IEnumerable<string> nouns = assemblies.SelectMany(static assembly => assembly.GetExportedTypes())
            .Select(static type => type.GetCustomAttribute<System.Management.Automation.CmdletAttribute>()?.NounName).OfType<string>();
        return ["AciSecMon", .. nouns, .. assemblies.SelectMany(static assembly => assembly.GetExportedTypes()).Select(static type => type.Name)];
    }

    [GeneratedRegex("\"(?<id>Aci[A-Z][A-Za-z]+)\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"^    (?<id>Aci[A-Z][A-Za-z]+)\r?$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
