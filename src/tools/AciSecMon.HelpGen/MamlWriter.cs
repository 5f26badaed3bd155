using System.Globalization;
using System.Management.Automation;
using System.Xml.Linq;

namespace AciSecMon.HelpGen;

/// <summary>Writes cmdlet help in MAML, the form that Get-Help reads.</summary>
public static class MamlWriter
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Writes the help of all cmdlets as one document.</summary>
    public static string Write(IReadOnlyList<CmdletDescription> cmdlets, XmlDocs docs)
    {
        var root = new XElement(Msh + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(c => CommandOf(c, docs)));
        return "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + root.ToString(SaveOptions.None).Replace("\r\n", "\n", StringComparison.Ordinal) + "\n";
    }

    private static XElement CommandOf(CmdletDescription cmdlet, XmlDocs docs) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml), new XAttribute(XNamespace.Xmlns + "command", Command), new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", cmdlet.Name),
            new XElement(Command + "verb", cmdlet.Attribute.VerbName),
            new XElement(Command + "noun", cmdlet.Attribute.NounName),
            Paragraphs(Maml + "description", [docs.Summary(cmdlet.Type)])),
        Paragraphs(Maml + "description", docs.Remarks(cmdlet.Type)),
        new XElement(Command + "syntax", cmdlet.Sets.Select(set => new XElement(
            Command + "syntaxItem",
            new XElement(Maml + "name", cmdlet.Name),
            cmdlet.ParametersOf(set).Select(p => Parameter(p.Parameter, p.Attribute, docs))))),
        new XElement(Command + "parameters", cmdlet.Parameters.Select(p => Parameter(p, p.Attributes[0], docs))),
        new XElement(Command + "inputTypes", PipelineTypes(cmdlet).Select(static name => new XElement(Command + "inputType", TypeOf(name)))),
        new XElement(Command + "returnValues", cmdlet.Outputs.Select(type => new XElement(
            Command + "returnValue", TypeOf(type.FullName!), Paragraphs(Maml + "description", [docs.Summary(type)])))),
        new XElement(Maml + "alertSet", new XElement(Maml + "alert")),
        new XElement(Command + "examples", docs.Examples(cmdlet.Type).Select(static (example, i) => new XElement(
            Command + "example",
            new XElement(Maml + "title", string.Create(CultureInfo.InvariantCulture, $"-------------------------- Example {i + 1} --------------------------")),
            new XElement(Dev + "code", example.Code),
            Paragraphs(Dev + "remarks", [example.Remarks])))),
        new XElement(Command + "relatedLinks", docs.Links(cmdlet.Type).Select(static link => new XElement(
            Maml + "navigationLink", new XElement(Maml + "linkText", link.Text), new XElement(Maml + "uri", link.Address)))));

    private static XElement Parameter(ParameterDescription parameter, ParameterAttribute attribute, XmlDocs docs)
    {
        var element = new XElement(
            Command + "parameter",
            new XAttribute("required", Lower(attribute.Mandatory)),
            new XAttribute("variableLength", Lower(parameter.Property.PropertyType.IsArray)),
            new XAttribute("globbing", Lower(parameter.SupportsWildcards)),
            new XAttribute("pipelineInput", PipelineInput(attribute)),
            new XAttribute("position", attribute.Position < 0 ? "named" : attribute.Position.ToString(CultureInfo.InvariantCulture)),
            new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
            new XElement(Maml + "name", parameter.Name),
            Paragraphs(Maml + "description", [docs.Summary(parameter.Property)]));
        if (parameter.Choices.Count > 0)
        {
            element.Add(new XElement(
                Command + "parameterValueGroup",
                parameter.Choices.Select(static choice => new XElement(
                    Command + "parameterValue", new XAttribute("required", "false"), new XAttribute("variableLength", "false"), choice))));
        }

        if (!parameter.IsSwitch)
        {
            element.Add(new XElement(
                Command + "parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", Lower(parameter.Property.PropertyType.IsArray)), parameter.TypeName));
        }

        element.Add(
            new XElement(Dev + "type", new XElement(Maml + "name", parameter.TypeName), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", parameter.IsSwitch ? "False" : "None"));
        return element;
    }

    private static IEnumerable<string> PipelineTypes(CmdletDescription cmdlet) => cmdlet.Parameters
        .Where(static p => p.Attributes.Any(static a => a.ValueFromPipeline || a.ValueFromPipelineByPropertyName))
        .Select(static p => p.Property.PropertyType.FullName!)
        .Distinct(StringComparer.Ordinal);

    private static string PipelineInput(ParameterAttribute attribute) => (attribute.ValueFromPipeline, attribute.ValueFromPipelineByPropertyName) switch
    {
        (true, true) => "True (ByValue, ByPropertyName)",
        (true, false) => "True (ByValue)",
        (false, true) => "True (ByPropertyName)",
        _ => "False",
    };

    private static XElement TypeOf(string name) => new(Dev + "type", new XElement(Maml + "name", name));

    private static XElement Paragraphs(XName name, IEnumerable<string> texts) => new(name, texts.Select(static text => new XElement(Maml + "para", text)));

    private static string Lower(bool value) => value ? "true" : "false";
}
