using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace AciSecMon.HelpGen;

/// <summary>An example of a cmdlet's documentation.</summary>
/// <param name="Code">The command.</param>
/// <param name="Remarks">What it does.</param>
public sealed record DocExample(string Code, string Remarks);

/// <summary>The documentation comments of assemblies, as the compiler wrote them.</summary>
public sealed partial class XmlDocs
{
    private readonly Dictionary<string, XElement> members = new(StringComparer.Ordinal);

    private XmlDocs()
    {
    }

    /// <summary>Reads the XML files that stand beside the assemblies.</summary>
    public static XmlDocs Beside(params Assembly[] assemblies)
    {
        var docs = new XmlDocs();
        foreach (Assembly assembly in assemblies)
        {
            XDocument file = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"));
            foreach (XElement member in file.Descendants("member")) docs.members[member.Attribute("name")!.Value] = member;
        }

        return docs;
    }

    /// <summary>Summary of a type; empty where there is none.</summary>
    public string Summary(Type type) => Text(Element(type)?.Element("summary"));

    /// <summary>Summary of a property; empty where there is none.</summary>
    public string Summary(PropertyInfo property) => Text(members.GetValueOrDefault($"P:{property.DeclaringType!.FullName}.{property.Name}")?.Element("summary"));

    /// <summary>Paragraphs of a type's remarks.</summary>
    public IReadOnlyList<string> Remarks(Type type) => Paragraphs(Element(type)?.Element("remarks"));

    /// <summary>Examples of a type.</summary>
    public IReadOnlyList<DocExample> Examples(Type type) =>
    [
        .. (Element(type)?.Elements("example") ?? []).Select(static e => new DocExample(
            Code(e.Element("code")), string.Join("\n", e.Elements("para").Select(Text)))),
    ];

    /// <summary>Links of a type: their texts, and addresses where they have one.</summary>
    public IReadOnlyList<(string Text, string Address)> Links(Type type) =>
    [
        .. (Element(type)?.Elements("seealso") ?? []).Select(static e => (
            Text: e.Value.Trim().Length > 0 ? e.Value.Trim() : e.Attribute("href")?.Value ?? CmdletNameOf(e.Attribute("cref")!.Value),
            Address: e.Attribute("href")?.Value ?? string.Empty)),
    ];

    private XElement? Element(Type type) => members.GetValueOrDefault($"T:{type.FullName}");

    private static string CmdletNameOf(string cref)
    {
        string type = cref[(cref.LastIndexOf('.') + 1)..].Replace("Command", string.Empty, StringComparison.Ordinal);
        int noun = type.IndexOf("Aci", StringComparison.Ordinal);
        return noun > 0 ? $"{type[..noun]}-{type[noun..]}" : type;
    }

    private static List<string> Paragraphs(XElement? element)
    {
        if (element is null) return [];
        return element.Elements("para").Any() ? [.. element.Elements("para").Select(Text)] : [Text(element)];
    }

    private static string Code(XElement? element)
    {
        string[] lines = (element?.Value ?? string.Empty).Replace("\r", string.Empty, StringComparison.Ordinal).Trim('\n').Split('\n');
        int indent = lines.Where(static l => l.Trim().Length > 0).Select(static l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select(l => l.Length >= indent ? l[indent..].TrimEnd() : l.Trim())).Trim('\n', ' ');
    }

    private static string Text(XElement? element)
    {
        if (element is null) return string.Empty;
        string raw = string.Concat(element.Nodes().Select(static node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "see" or "seealso" or "paramref" } link =>
                link.Value.Length > 0 ? link.Value : (link.Attribute("langword") ?? link.Attribute("href") ?? link.Attribute("name"))?.Value ?? CmdletNameOf(link.Attribute("cref")!.Value),
            XElement other => Text(other),
            _ => string.Empty,
        }));
        return Spaces().Replace(raw, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
