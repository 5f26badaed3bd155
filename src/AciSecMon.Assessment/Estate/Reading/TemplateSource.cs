using AciSecMon.Assessment.Documents;
using AciSecMon.Assessment.Templates;

namespace AciSecMon.Assessment.Estate;

/// <summary>Finds templates, bare or wrapped.</summary>
internal static class TemplateSource
{
    // Where a template stands inside of something else: an answer to an export, the body of a deployment, a template spec.
    private static readonly string[][] Wrappings = [["template"], ["properties", "template"], ["properties", "mainTemplate"]];

    /// <summary>The template that a document is or wraps; null where it is none.</summary>
    public static Document? Find(Document document)
    {
        if (document.Root is not ObjectValue root) return null;
        if (TemplateExpander.IsTemplate(document)) return document;
        foreach (string[] wrapping in Wrappings)
        {
            Value inner = wrapping.Aggregate((Value)root, static (at, name) => at is ObjectValue known ? known.Find(name) ?? MissingValue.Instance : MissingValue.Instance);
            Document template = document with { Root = inner };
            if (TemplateExpander.IsTemplate(template)) return template;
        }

        return null;
    }
}
