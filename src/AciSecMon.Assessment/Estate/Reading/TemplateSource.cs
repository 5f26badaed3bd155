using AciSecMon.Assessment.Documents;

namespace AciSecMon.Assessment.Estate;

/// <summary>Tells templates and parameter files from other documents.</summary>
internal static class TemplateSource
{
    // Where a template stands inside of something else: an answer to an export, the body of a deployment, a template spec.
    private static readonly string[][] Wrappings = [["template"], ["properties", "template"], ["properties", "mainTemplate"]];

    /// <summary>The template that a document is or wraps; null where it is none.</summary>
    public static Document? Find(Document document)
    {
        if (document.Root is not ObjectValue root) return null;
        if (IsTemplate(root)) return document;
        foreach (string[] wrapping in Wrappings)
        {
            Value inner = wrapping.Aggregate((Value)root, static (at, name) => at is ObjectValue known ? known.Find(name) ?? MissingValue.Instance : MissingValue.Instance);
            if (inner is ObjectValue template && IsTemplate(template)) return document with { Root = template };
        }

        return null;
    }

    public static bool IsParameterFile(Value root)
    {
        if (root is not ObjectValue file || file.Find("resources") is not null) return false;
        if (SchemaOf(file).Contains("deploymentParameters.json", StringComparison.OrdinalIgnoreCase)) return true;
        return file.Find("parameters") is ObjectValue { Properties.Count: > 0 } parameters
            && file.Find("contentVersion") is not null
            && parameters.Properties.All(static p => !p.Value["value"].IsMissing || !p.Value["reference"].IsMissing);
    }

    private static bool IsTemplate(ObjectValue root) =>
        SchemaOf(root).Contains("deploymentTemplate.json", StringComparison.OrdinalIgnoreCase)
        || (root.Find("contentVersion") is not null && root.Find("resources") is ArrayValue or ObjectValue);

    private static string SchemaOf(ObjectValue root) => root.Find("$schema").AsTextOrEmpty();

    private static string AsTextOrEmpty(this Value? value) => value?.AsText() ?? string.Empty;
}
