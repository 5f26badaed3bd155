using System.Reflection;
using AciSecMon.Assessment.Rules.Detections;
using AciSecMon.Assessment.Rules.Metadata;

namespace AciSecMon.HelpGen;

/// <summary>Every help file that is made from the code.</summary>
public static class HelpFiles
{
    private const string ModuleAssembly = "AciSecMon";

    /// <summary>Makes the files: names and contents, with line feeds.</summary>
    public static IReadOnlyList<(string Name, string Content)> Make()
    {
        Assembly module = Assembly.Load(ModuleAssembly);
        XmlDocs docs = XmlDocs.Beside(module, typeof(AciContainerGroup).Assembly);
        IReadOnlyList<CmdletDescription> cmdlets = CmdletDescription.AllIn(module);
        return
        [
            ($"{ModuleAssembly}.dll-Help.xml", MamlWriter.Write(cmdlets, docs)),
            ($"{RulesTopic.Name}.help.txt", RulesTopic.Write([.. RuleCatalogue.ById.Values, .. DetectionRules.All])),
        ];
    }
}
